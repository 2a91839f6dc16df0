"""The Telegram channel: it connects, polls, and hands what comes to the exchange before acknowledging it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import warnings
from typing import Any

from starlette.routing import BaseRoute
from telegram import Bot, BotCommandScopeChat
from telegram.constants import UpdateType
from telegram.error import BadRequest, EndPointNotFound, InvalidToken, TelegramError
from telegram.request import HTTPXRequest
from telegram.warnings import PTBUserWarning

from bot import phrases
from bot.administration import Administration
from bot.assistant import Assistant
from bot.channels.telegram.delivery import CALLS_AT_ONCE
from bot.channels.telegram.exchange import Exchange
from bot.channels.telegram.office import Office
from bot.journal import Journal
from bot.mailbox import Mailbox
from bot.stopping import unless

log = logging.getLogger(__name__)

POLL_SECONDS = 25
"""How long Telegram holds a getUpdates that has nothing to tell; its servers allow up to 50."""

LONGEST_PAUSE_SECONDS = 30.0
SECONDS_TO_DRAIN = 10.0
TIMEOUT_SECONDS = 20.0

WANTED = [UpdateType.MESSAGE, UpdateType.EDITED_MESSAGE, UpdateType.CALLBACK_QUERY, UpdateType.INLINE_QUERY]


def open_bot(token: str, base_url: str) -> Bot:
    """The library's bot; nothing is sent yet."""
    warnings.filterwarnings("ignore", "Please use 'Bot.getUpdates'", PTBUserWarning)  # see TelegramChannel._updates

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
    """One bot, polled. A class for its parts; what is being answered is the exchange's."""

    title = phrases.TELEGRAM
    routes: tuple[BaseRoute, ...] = ()

    def __init__(
        self,
        bot: Bot,
        assistant: Assistant,
        mailbox: Mailbox,
        journal: Journal,
        administration: Administration,
        admins: frozenset[int],
    ) -> None:
        self._bot = bot
        self._assistant = assistant
        self._mailbox = mailbox
        self._journal = journal
        self._office = Office(bot, administration, journal, admins)
        self._admins = admins

    async def run(self, stopping: asyncio.Event) -> None:
        """Takes up what an earlier process left, then polls until `stopping`, then answers what has arrived."""
        if not await self._connected(stopping):
            return
        exchange = Exchange(self._bot, self._assistant, self._mailbox, self._journal, self._office)
        try:
            await exchange.resume()
            await self._poll(exchange, stopping)
            await exchange.drain(SECONDS_TO_DRAIN)
        finally:
            await self._bot.shutdown()

    async def _connected(self, stopping: asyncio.Event) -> bool:
        """Whether Telegram knows us; waits for it while the network is down."""
        pause = 1.0
        while not stopping.is_set():
            try:
                await self._bot.initialize()
                await self._bot.delete_webhook()
                await self._set_menus()
                return True
            except (InvalidToken, EndPointNotFound):
                log.error(phrases.TELEGRAM_TOKEN_REFUSED)
                return False
            except TelegramError as error:
                await _after(error, "getMe", pause, stopping)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        return False

    async def _set_menus(self) -> None:
        """Everyone's commands, and more for administrators; who has never written to the bot gets theirs next time."""
        commands = list(phrases.TELEGRAM_COMMANDS.items())
        await self._bot.set_my_commands(commands)
        for admin in self._admins:
            with contextlib.suppress(BadRequest):
                await self._bot.set_my_commands(
                    [*commands, *phrases.ADMIN_COMMANDS.items()], scope=BotCommandScopeChat(admin)
                )

    async def _poll(self, exchange: Exchange, stopping: asyncio.Event) -> None:
        """An update is acknowledged by asking for the ones after it, which happens after it is stored."""
        offset, pause = None, 1.0
        while not stopping.is_set():
            try:
                updates = await unless(stopping, self._updates(offset))
            except TelegramError as error:
                await _after(error, "getUpdates", pause, stopping)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
                continue
            if updates:
                await exchange.receive(updates)
                offset = updates[-1]["update_id"] + 1
            pause = 1.0

    async def _updates(self, offset: int | None) -> list[dict[str, Any]]:
        """Updates as they came. `Bot.get_updates` fails on one that it cannot read, and logs what is in it."""
        asked = {"offset": offset, "timeout": POLL_SECONDS, "allowed_updates": WANTED}
        waiting = POLL_SECONDS + TIMEOUT_SECONDS
        found: list[dict[str, Any]] = await self._bot.do_api_request("getUpdates", asked, read_timeout=waiting)
        return found


async def _after(error: TelegramError, what: str, pause: float, stopping: asyncio.Event) -> None:
    """Waits before the next try."""
    log.warning(phrases.LOG_TELEGRAM_AWAY, what, type(error).__name__, pause)
    await unless(stopping, asyncio.sleep(pause))
