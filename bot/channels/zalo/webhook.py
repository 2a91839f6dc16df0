"""A webhook of Zalo: only what is proven to be Zalo's gets in, and it is stored before it is acknowledged."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.mail.mailbox import Arrival
from bot.mail.relay import NotStoredError, Relay
from bot.mail.webhook import BodyTooLargeError, read_body
from bot.phrases import zalo

log = logging.getLogger(__name__)


SECONDS_TO_OPEN = 1.0
"""The web server is up before what an earlier process left is taken up; Zalo waits 2 seconds for an answer."""


class Proof(StrEnum):
    """What a request proves."""

    GENUINE = "genuine"
    FORGED = "forged"
    EMPTY = "empty"
    """It says nothing and asks only whether somebody is there."""


Prove = Callable[[Headers, bytes], Proof]

ArrivalOf = Callable[[Mapping[str, Any]], Arrival | None]
"""An event as it is stored; None for one that nobody waits for an answer to."""


class Webhook:
    """An address of our web server. A class for its state: the relay that takes arrivals, while there is one.

    What comes after the end, or too long before the beginning, gets a 503, and Zalo sends it again.
    """

    def __init__(self, path: str, title: str, prove: Prove, arrival_of: ArrivalOf) -> None:
        self._path = path
        self._title = title
        self._prove = prove
        self._arrival_of = arrival_of
        self._relay: Relay | None = None
        self._opened = asyncio.Event()
        self._has_told = False

    @property
    def routes(self) -> tuple[BaseRoute, ...]:
        """The address, for the web server."""
        return (Route(self._path, self._receive, methods=["POST"]),)

    async def let_in(self, relay: Relay, stopping: asyncio.Event) -> None:
        """Takes arrivals until `stopping`."""
        self._relay = relay
        self._opened.set()
        try:
            await stopping.wait()
        finally:
            self._relay = None

    async def _receive(self, request: Request) -> Response:
        try:
            body = await read_body(request.stream())
        except BodyTooLargeError:
            return Response(status_code=413)
        except ClientDisconnect:
            return Response(status_code=400)
        match self._prove(request.headers, body):
            case Proof.FORGED:
                self._tell_once()
                return Response(status_code=403)
            case Proof.EMPTY:
                return Response(status_code=200)
        event = event_in(body)
        if event is None:
            return Response(status_code=400)
        return await self._take(event)

    async def _take(self, event: Mapping[str, Any]) -> Response:
        arrival = self._arrival_of(event)
        if arrival is None:
            return Response(status_code=200)
        try:
            async with asyncio.timeout(SECONDS_TO_OPEN):
                await self._opened.wait()
            if self._relay is None:
                return Response(status_code=503)
            await self._relay.receive([arrival])
        except (TimeoutError, NotStoredError):
            return Response(status_code=503)
        return Response(status_code=200)

    def _tell_once(self) -> None:
        """Whoever has set a wrong secret finds it in the log; whoever forges cannot fill the disk with it."""
        if not self._has_told:
            log.warning(zalo.LOG_FORGED, self._title)
            self._has_told = True


def event_in(body: bytes) -> Mapping[str, Any] | None:
    """The JSON object that a body is; None if it is none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
