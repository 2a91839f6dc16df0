"""The Zalo Bot channel: it connects, polls or lets Zalo post, and stores what comes before asking for more."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from pydantic import SecretStr
from starlette.datastructures import Headers
from starlette.routing import BaseRoute

from bot.channels.zalo.errors import AccessError, RefusedError, ZaloError
from bot.channels.zalo.exchange import SECONDS_TO_DRAIN, Exchange
from bot.channels.zalo.incoming import Incoming
from bot.channels.zalo.message import Message
from bot.channels.zalo.webhook import Proof, Webhook
from bot.channels.zalo_bot.client import Client
from bot.channels.zalo_bot.updates import Me, arrival_of, me_of, read
from bot.mail.patience import Pauses, until_done
from bot.mail.relay import PAUSE_SECONDS, NotStoredError, Relay
from bot.mail.webhook import is_secret
from bot.operation.stopping import unless
from bot.phrases import zalo
from bot.records.alone import Standby
from bot.writing.abilities import ZALO_BOT

log = logging.getLogger(__name__)

PATH = "/webhook/zalo-bot"

SECRET_HEADER = "X-Bot-Api-Secret-Token"


class BotLine:
    """How messages of the bot are read and sent. A class for its state: who the bot is, once Zalo has told."""

    title = zalo.ZALO_BOT
    abilities = ZALO_BOT

    def __init__(self, client: Client) -> None:
        self.client = client
        self.me = Me()

    async def connect(self) -> None:
        """Asks who the bot is. Raises ZaloError."""
        self.me = me_of(await self.client.me())

    def read(self, content: Mapping[str, Any]) -> Incoming | None:
        """What an event wants of us."""
        return read(content, self.me)

    async def send(self, message: Message) -> None:
        """Raises ZaloError."""
        await self.client.send(message)

    async def show_typing(self, chat_id: str) -> None:
        """Raises ZaloError."""
        await self.client.show_typing(chat_id)


class ZaloBotChannel:
    """One bot. A class for its parts; what is being answered is the exchange's."""

    title = zalo.ZALO_BOT

    def __init__(
        self,
        line: BotLine,
        exchange: Exchange,
        public_address: str | None,
        secret: SecretStr,
        standby: Standby | None = None,
    ) -> None:
        """With a `standby` one replica polls at a time."""
        self._standby = standby
        self.vitals = exchange.vitals
        self._line = line
        self._client = line.client
        self._exchange = exchange
        self._address = f"{public_address}{PATH}" if public_address else None
        self._secret = secret
        self._webhook = Webhook(PATH, self.title, self._prove, arrival_of)

    @property
    def routes(self) -> tuple[BaseRoute, ...]:
        """The webhook, where there is a public address."""
        return self._webhook.routes if self._address else ()

    async def run(self, stopping: asyncio.Event) -> None:
        """Takes up what an earlier process left, takes what comes until `stopping`, and answers what has arrived."""
        try:
            if not await self._until_done(self._line.connect, "getMe", stopping):
                return
            await self._exchange.relay.resume()
            await self._take(self._exchange.relay, stopping)
            await self._exchange.relay.drain(SECONDS_TO_DRAIN)
        except AccessError:
            log.error(zalo.BOT_TOKEN_REFUSED)
        finally:
            await self._client.close()

    async def _take(self, relay: Relay, stopping: asyncio.Event) -> None:
        if self._address is None:
            with contextlib.suppress(RefusedError):  # there was none
                await self._until_done(self._client.delete_webhook, "deleteWebhook", stopping)
            if self._standby is None:
                await self._poll(relay, stopping)
            else:
                await self._standby.run(lambda until: self._poll(relay, until), stopping, self.vitals.polled)
            return
        registering = asyncio.create_task(self._register(self._address, stopping))
        await self._webhook.let_in(relay, stopping)
        await registering

    async def _register(self, address: str, stopping: asyncio.Event) -> None:
        async def register() -> None:
            await self._client.set_webhook(address, self._secret.get_secret_value())

        try:
            await self._until_done(register, "setWebhook", stopping)
        except (AccessError, RefusedError):
            log.error(zalo.LOG_WEBHOOK_REFUSED)

    async def _poll(self, relay: Relay, stopping: asyncio.Event) -> None:
        """Zalo gives each update once: it is stored, however long that takes, before the next is asked for."""
        pauses = Pauses(self.title, stopping)
        while not stopping.is_set():
            try:
                updates = await unless(stopping, self._client.updates())
            except ZaloError as error:
                await pauses.wait("getUpdates", error)
                continue
            pauses.reset()
            self.vitals.polled()
            arrivals = [arrival for arrival in map(arrival_of, updates or ()) if arrival is not None]
            while not await _stored(relay.receive(arrivals)):
                await asyncio.sleep(PAUSE_SECONDS)

    async def _until_done(self, do: Callable[[], Awaitable[object]], what: str, stopping: asyncio.Event) -> bool:
        """Tries until it works; False if `stopping` is set first. Raises AccessError, RefusedError."""
        pauses = Pauses(self.title, stopping)
        return await until_done(do, what, pauses, mends=ZaloError, never=(AccessError, RefusedError))

    def _prove(self, headers: Headers, _body: bytes) -> Proof:
        is_genuine = is_secret(headers.get(SECRET_HEADER), self._secret.get_secret_value())
        return Proof.GENUINE if is_genuine else Proof.FORGED


async def _stored(receiving: Awaitable[None]) -> bool:
    try:
        await receiving
        return True
    except NotStoredError:
        return False
