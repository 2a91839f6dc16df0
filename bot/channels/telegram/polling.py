"""Updates by asking for them: works behind any firewall, and is what runs where no webhook is set."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.routing import BaseRoute
from telegram import Bot
from telegram.error import TelegramError

from bot import phrases
from bot.channels.telegram.exchange import WANTED, Exchange
from bot.channels.telegram.patience import until_done
from bot.mail.patience import Pauses
from bot.mail.relay import NotStoredError
from bot.operation.stopping import unless
from bot.records.alone import Standby

POLL_SECONDS = 25
"""How long Telegram holds a getUpdates that has nothing to tell; its servers allow up to 50."""

SECONDS_TO_ANSWER = 20.0
"""What a getUpdates may take beside."""


class Polling:
    """Asks Telegram for updates. A class for its part: among several replicas one asks, and the others stand by."""

    routes: tuple[BaseRoute, ...] = ()
    polls = True

    def __init__(self, standby: Standby | None = None) -> None:
        self._standby = standby

    async def take(self, bot: Bot, exchange: Exchange, stopping: asyncio.Event) -> None:
        """Hands updates to the exchange until `stopping`, whenever it is this replica's turn."""
        if self._standby is None:
            await self._ask(bot, exchange, stopping)
        else:
            await self._standby.run(lambda until: self._ask(bot, exchange, until), stopping, exchange.vitals.polled)

    async def _ask(self, bot: Bot, exchange: Exchange, stopping: asyncio.Event) -> None:
        """Asks until `stopping`.

        An update is acknowledged by asking for the ones after it, which happens after it is stored.
        """
        if not await until_done(bot.delete_webhook, "deleteWebhook", stopping):
            return
        offset, pauses = None, Pauses(phrases.TELEGRAM, stopping)
        while not stopping.is_set():
            try:
                updates = await unless(stopping, _updates(bot, offset))
                exchange.vitals.polled()
                if updates:
                    await exchange.receive(updates)
                    offset = updates[-1]["update_id"] + 1
                pauses.reset()
            except (TelegramError, NotStoredError) as error:
                await pauses.wait("getUpdates", error)


async def _updates(bot: Bot, offset: int | None) -> list[dict[str, Any]]:
    """Updates as they came. `Bot.get_updates` fails on one that it cannot read, and logs what is in it."""
    asked = {"offset": offset, "timeout": POLL_SECONDS, "allowed_updates": WANTED}
    waiting = POLL_SECONDS + SECONDS_TO_ANSWER
    found: list[dict[str, Any]] = await bot.do_api_request("getUpdates", asked, read_timeout=waiting)
    return found
