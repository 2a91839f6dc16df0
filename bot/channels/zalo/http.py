"""Calls to Zalo over HTTP, whose failures never show an address: the bot's token stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

from bot.channels.zalo.errors import BusyError, UnreachableError

TIMEOUT_SECONDS = 20.0
TOO_MANY_REQUESTS = 429


def open_client() -> httpx.AsyncClient:
    """Connections to Zalo; nothing is sent yet."""
    return httpx.AsyncClient(timeout=TIMEOUT_SECONDS)


async def post(client: httpx.AsyncClient, address: str, **request: Any) -> Mapping[str, Any]:
    """The JSON object that a call is answered with, whatever its status. Raises UnreachableError, BusyError."""
    failure, body, response = "", None, None
    try:
        response = await client.post(address, **request)
        body = response.json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, RecursionError) as error:
        failure = type(error).__name__
    if response is not None and response.status_code == TOO_MANY_REQUESTS:
        raise BusyError(seconds_of(response.headers.get("Retry-After")))
    if failure or not isinstance(body, dict):  # raised here, so that no error above is its context
        raise UnreachableError(f"HTTP {response.status_code}" if response is not None else failure)
    return body


def number_of(value: object) -> int:
    """A code that comes as a number or as digits; 0 where it is neither."""
    try:
        return int(str(value))
    except ValueError:
        return 0


def seconds_of(value: object) -> float | None:
    """How long to wait, where that is told in seconds."""
    seconds = number_of(value)
    return float(seconds) if seconds > 0 else None
