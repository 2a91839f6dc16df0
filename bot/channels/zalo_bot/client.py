"""The calls of the Zalo Bot Platform that the channel makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx
from pydantic import SecretStr

from bot.channels.zalo.errors import AccessError, BusyError, RefusedError, UnreachableError
from bot.channels.zalo.http import TIMEOUT_SECONDS, TOO_MANY_REQUESTS, number_of, post, seconds_of
from bot.channels.zalo.message import Message

POLL_SECONDS = 30
"""How long Zalo holds a getUpdates that has nothing to tell."""

NOTHING_YET = 408
UNAUTHORIZED = 401
NOT_FOUND = 404
SERVER_ERRORS = range(500, 600)


class Client:
    """Calls of one bot. A class for its state: the connections and the token, which stands in every address."""

    def __init__(self, http: httpx.AsyncClient, token: SecretStr, base_url: str) -> None:
        self._http = http
        self._token = token
        self._base_url = base_url

    async def me(self) -> Mapping[str, Any]:
        """Who the bot is. Raises ZaloError, AccessError also where the address itself is unknown."""
        try:
            found = await self._call("getMe")
        except RefusedError as error:
            if error.code == NOT_FOUND:
                raise AccessError(error.code) from None
            raise
        return found if isinstance(found, dict) else {}

    async def updates(self) -> list[Mapping[str, Any]]:
        """What has arrived; nothing where nothing came in POLL_SECONDS. Raises ZaloError."""
        try:
            found = await self._call("getUpdates", {"timeout": POLL_SECONDS}, seconds=POLL_SECONDS + TIMEOUT_SECONDS)
        except RefusedError as error:
            if error.code == NOTHING_YET:
                return []
            raise
        each = found if isinstance(found, list) else [found]
        return [update for update in each if isinstance(update, dict) and update]

    async def set_webhook(self, address: str, secret: str) -> None:
        """Has Zalo post what arrives. Raises ZaloError."""
        await self._call("setWebhook", {"url": address, "secret_token": secret})

    async def delete_webhook(self) -> None:
        """Has Zalo keep what arrives until it is asked. Raises ZaloError."""
        await self._call("deleteWebhook")

    async def send(self, message: Message) -> None:
        """Sends a text. Raises ZaloError."""
        await self._call("sendMessage", {"chat_id": message.chat_id, "text": message.text})

    async def show_typing(self, chat_id: str) -> None:
        """Shows for some seconds that somebody writes. Raises ZaloError."""
        await self._call("sendChatAction", {"chat_id": chat_id, "action": "typing"})

    async def close(self) -> None:
        """Ends the connections."""
        await self._http.aclose()

    async def _call(
        self, method: str, arguments: Mapping[str, Any] | None = None, *, seconds: float = TIMEOUT_SECONDS
    ) -> Any:
        address = f"{self._base_url}/bot{self._token.get_secret_value()}/{method}"
        body = await post(self._http, address, json=arguments or {}, timeout=seconds)
        if body.get("ok") is True:
            return body.get("result")
        code = number_of(body.get("error_code"))
        if code == UNAUTHORIZED:
            raise AccessError(code)
        if code == TOO_MANY_REQUESTS:
            parameters = body.get("parameters")
            raise BusyError(seconds_of(parameters.get("retry_after")) if isinstance(parameters, dict) else None)
        if code in SERVER_ERRORS or not code:
            raise UnreachableError(str(code))
        raise RefusedError(code)
