"""Updates by webhook: Telegram posts them to an address of our own web server, one at a time."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from telegram import Bot
from telegram.error import BadRequest

from bot.channels.telegram.exchange import WANTED, Exchange
from bot.channels.telegram.patience import until_done
from bot.mail.relay import NotStoredError
from bot.mail.webhook import BodyTooLargeError, is_secret, read_body
from bot.phrases import telegram as phrases

log = logging.getLogger(__name__)

PATH = "/webhook/telegram"

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
"""https://core.telegram.org/bots/api#setwebhook"""


class Webhook:
    """Has Telegram post updates to `PATH` under a public address.

    A class for its state: the exchange that takes updates, while there is one. What comes before or after gets a
    503, and Telegram posts it again.
    """

    polls = False

    def __init__(self, public_address: str, secret: str) -> None:
        self._address = f"{public_address}{PATH}"
        self._secret = secret
        self._exchange: Exchange | None = None

    @property
    def routes(self) -> tuple[BaseRoute, ...]:
        """The address, for the web server."""
        return (Route(PATH, self._receive, methods=["POST"]),)

    async def take(self, bot: Bot, exchange: Exchange, stopping: asyncio.Event) -> None:
        """Lets updates in and tells Telegram where to, until `stopping`."""

        async def register() -> None:
            try:
                await bot.set_webhook(self._address, allowed_updates=WANTED, secret_token=self._secret)
            except BadRequest:
                log.error(phrases.LOG_WEBHOOK_REFUSED)
                raise

        self._exchange = exchange
        try:
            if await until_done(register, "setWebhook", stopping):
                await stopping.wait()
        finally:
            self._exchange = None

    async def _receive(self, request: Request) -> Response:
        """200 once the update is stored; anything else makes Telegram post it again, or is none of Telegram's."""
        if not is_secret(request.headers.get(SECRET_HEADER), self._secret):
            return Response(status_code=403)
        try:
            update = _update(await read_body(request.stream()))
        except BodyTooLargeError:
            return Response(status_code=413)
        except ClientDisconnect:
            return Response(status_code=400)
        if update is None:
            return Response(status_code=400)
        if self._exchange is None:
            return Response(status_code=503)
        try:
            await self._exchange.receive([update])
        except NotStoredError:
            return Response(status_code=503)
        return Response(status_code=200)


def _update(body: bytes) -> Mapping[str, Any] | None:
    """The update that was posted; None if it is none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("update_id"), int) else None
