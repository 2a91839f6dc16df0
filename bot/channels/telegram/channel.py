"""The Telegram channel: it connects, and hands what comes to the exchange before it is acknowledged."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import warnings
from collections.abc import Sequence
from typing import Protocol

from starlette.routing import BaseRoute
from telegram import Bot, BotCommandScopeChat
from telegram.error import BadRequest
from telegram.request import HTTPXRequest
from telegram.warnings import PTBUserWarning

from bot import phrases
from bot.channels.telegram.delivery import CALLS_AT_ONCE
from bot.channels.telegram.exchange import Exchange
from bot.channels.telegram.incoming import CHANNEL
from bot.channels.telegram.office import Office
from bot.channels.telegram.patience import REFUSED, until_done
from bot.mail.mailbox import Mailbox
from bot.office.administration import Administration
from bot.operation.vitals import Vitals
from bot.reading.assistant import Assistant
from bot.records.journal import Journal

log = logging.getLogger(__name__)

SECONDS_TO_DRAIN = 10.0
TIMEOUT_SECONDS = 20.0


class Updates(Protocol):
    """Where updates come from: `polling.Polling` or `webhook.Webhook`."""

    @property
    def routes(self) -> Sequence[BaseRoute]: ...

    @property
    def polls(self) -> bool: ...

    async def take(self, bot: Bot, exchange: Exchange, stopping: asyncio.Event) -> None: ...


def open_bot(token: str, base_url: str) -> Bot:
    """The library's bot; nothing is sent yet."""
    warnings.filterwarnings("ignore", "Please use 'Bot.getUpdates'", PTBUserWarning)  # see polling._updates

    def request(connections: int) -> HTTPXRequest:
        return HTTPXRequest(
            connection_pool_size=connections,
            read_timeout=TIMEOUT_SECONDS,
            connect_timeout=TIMEOUT_SECONDS,
            pool_timeout=TIMEOUT_SECONDS,
        )

    return Bot(
        token,
        base_url=f"{base_url}/bot",
        base_file_url=f"{base_url}/file/bot",
        request=request(CALLS_AT_ONCE * 2),
        get_updates_request=request(1),
    )


class TelegramChannel:
    """One bot. A class for its parts; what is being answered is the exchange's."""

    title = phrases.TELEGRAM

    def __init__(
        self,
        bot: Bot,
        updates: Updates,
        assistant: Assistant,
        mailbox: Mailbox,
        journal: Journal,
        administration: Administration,
        admins: frozenset[int],
    ) -> None:
        self.vitals = Vitals(CHANNEL, mailbox.depths, polls=updates.polls)
        self._bot = bot
        self._updates = updates
        self._assistant = assistant
        self._mailbox = mailbox
        self._journal = journal
        self._office = Office(bot, administration, journal, admins)
        self._admins = admins

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """The webhook, where there is one."""
        return self._updates.routes

    async def run(self, stopping: asyncio.Event) -> None:
        """Takes up what an earlier process left, then what comes until `stopping`, then answers what has arrived."""
        try:
            if not await until_done(self._introduce, "getMe", stopping):
                return
            exchange = Exchange(
                self._bot, self._assistant, self._mailbox, self._journal, self._office, self._admins, self.vitals
            )
            await exchange.resume()
            await self._updates.take(self._bot, exchange, stopping)
            await exchange.drain(SECONDS_TO_DRAIN)
        except REFUSED:
            log.error(phrases.TELEGRAM_TOKEN_REFUSED)
        finally:
            await self._bot.shutdown()

    async def _introduce(self) -> None:
        """Asks Telegram who we are, and tells it the commands."""
        await self._bot.initialize()
        await self._set_menus()

    async def _set_menus(self) -> None:
        """Everyone's commands, and more for administrators; who has never written to the bot gets theirs next time."""
        commands = list(phrases.TELEGRAM_COMMANDS.items())
        for language in (None, "vi"):
            await self._bot.set_my_commands(commands, language_code=language)
        for admin in self._admins:
            with contextlib.suppress(BadRequest):
                await self._bot.set_my_commands(
                    [*commands, *phrases.ADMIN_COMMANDS.items()], scope=BotCommandScopeChat(admin)
                )
