"""The Zalo Official Account channel: events come by webhook, messages go out with the access token of the moment."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx
from pydantic import SecretStr
from starlette.datastructures import Headers
from starlette.routing import BaseRoute

from bot.channels.zalo.errors import AccessError, BusyError, OddError, RefusedError
from bot.channels.zalo.exchange import SECONDS_TO_DRAIN, Exchange
from bot.channels.zalo.http import number_of, post
from bot.channels.zalo.incoming import Incoming
from bot.channels.zalo.message import Message
from bot.channels.zalo.webhook import Proof, Webhook
from bot.channels.zalo_oa.events import arrival_of, proof, read
from bot.channels.zalo_oa.tokens import Tokens
from bot.phrases import zalo
from bot.writing.abilities import ZALO_OA

PATH = "/webhook/zalo-oa"
SENDING_PATH = "/v3.0/oa/message/cs"
BUTTON = "oa.query.show"

TOKEN_IS_STALE = frozenset({-216, -220})
TOO_MANY = -32
NOT_FOLLOWING = -213
WINDOW_CLOSED = frozenset({-230, -232})
"""DESIGN.md, Zalo Official Account v3."""


class OaLine:
    """How messages of the account are read and sent. A class for its parts."""

    title = zalo.ZALO_OA
    abilities = ZALO_OA

    def __init__(self, http: httpx.AsyncClient, base_url: str, tokens: Tokens) -> None:
        self._http = http
        self._address = f"{base_url}{SENDING_PATH}"
        self.tokens = tokens

    def read(self, content: Mapping[str, Any]) -> Incoming | None:
        """What an event wants of us."""
        return read(content)

    async def send(self, message: Message) -> None:
        """Sends with the token of the moment, and with the next one where that has ended. Raises ZaloError."""
        token = await self.tokens.access()
        try:
            await self._send(message, token)
        except AccessError:
            await self._send(message, await self.tokens.renew(token))

    async def show_typing(self, chat_id: str) -> None:
        """An Official Account has no way to."""

    async def close(self) -> None:
        """Ends the connections, once no renewal is under way."""
        await self.tokens.settle()
        await self._http.aclose()

    async def _send(self, message: Message, token: SecretStr) -> None:
        content = {"recipient": {"user_id": message.chat_id}, "message": _content(message)}
        headers = {"access_token": token.get_secret_value()}
        body = await post(self._http, self._address, json=content, headers=headers)
        code = number_of(body.get("error", 0))
        if code in TOKEN_IS_STALE:
            raise AccessError(code)
        if code == TOO_MANY:
            raise BusyError
        if code == NOT_FOLLOWING or code in WINDOW_CLOSED:
            raise RefusedError(code)
        if code:
            raise OddError(code)


class ZaloOaChannel:
    """One Official Account. A class for its parts; what is being answered is the exchange's."""

    title = zalo.ZALO_OA

    def __init__(self, line: OaLine, exchange: Exchange, app: str, secret: SecretStr) -> None:
        self.vitals = exchange.vitals
        self._line = line
        self._exchange = exchange
        self._app = app
        self._secret = secret
        self._webhook = Webhook(PATH, self.title, self._prove, arrival_of)

    @property
    def routes(self) -> tuple[BaseRoute, ...]:
        """The webhook."""
        return self._webhook.routes

    async def run(self, stopping: asyncio.Event) -> None:
        """Takes up what an earlier process left, takes events until `stopping`, and answers what has arrived."""
        try:
            await self._exchange.relay.resume()
            await self._webhook.let_in(self._exchange.relay, stopping)
            await self._exchange.relay.drain(SECONDS_TO_DRAIN)
        finally:
            await self._line.close()

    def _prove(self, headers: Headers, body: bytes) -> Proof:
        return proof(headers, body, self._app, self._secret)


def _content(message: Message) -> dict[str, Any]:
    """A message as the account sends it."""
    if not message.buttons:
        return {"text": message.text}
    buttons = [{"title": title, "type": BUTTON, "payload": payload} for title, payload in message.buttons]
    return {"text": message.text, "attachment": {"type": "template", "payload": {"buttons": buttons}}}
