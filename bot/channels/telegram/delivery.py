"""Replies from the mailbox to Telegram: paced, tried again, given up where nobody can receive them."""

from __future__ import annotations

import asyncio
import logging
import warnings
from datetime import timedelta

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.channels.telegram import calls
from bot.channels.telegram.calls import Call
from bot.mail.mailbox import Receipt, Reply
from bot.mail.pace import Pace
from bot.operation.vitals import Vitals
from bot.phrases import WITHDRAWN, logged, operation
from bot.reading.drawn import IsWithdrawn, drawn_of
from index.errors import OutageError

log = logging.getLogger(__name__)

CALLS_PER_SECOND = 25
"""Telegram lets about 30 messages a second through for one bot: https://core.telegram.org/bots/faq#broadcasting-to-users"""

CALLS_AT_ONCE = 16

LONGEST_PAUSE_SECONDS = 60.0
"""Between two tries while Telegram cannot be reached; the reply stays in the mailbox meanwhile."""


class Delivery:
    """Sends replies. A class for its state: the pace, and how many calls are under way."""

    def __init__(self, bot: Bot, vitals: Vitals, is_withdrawn: IsWithdrawn) -> None:
        self._bot = bot
        self._vitals = vitals
        self._is_withdrawn = is_withdrawn
        self._pace = Pace(CALLS_PER_SECOND)
        self._slots = asyncio.Semaphore(CALLS_AT_ONCE)

    async def deliver(self, reply: Reply) -> Receipt:
        """Makes the call until it is made or cannot be."""
        with self._vitals.sending():
            return await self._deliver(reply)

    async def _deliver(self, reply: Reply) -> Receipt:
        call: Call | None = Call.from_json(reply.content)
        drawn = drawn_of(reply.content)
        tries = 0
        while call is not None:
            try:
                if await self._is_withdrawn(drawn):
                    call, drawn = call.saying(WITHDRAWN), []
                message = await self._make(call)
                log.info(operation.LOG_DELIVERED, self._vitals.name, tries + 1)
                return Receipt(call.answers, message)
            except TelegramError as error:
                tries += 1
                call = await self._after(error, call, tries)
            except OutageError:
                raise  # the reply stays until the database is there again
            except Exception:  # the edge of the channel: a reply that breaks us must not come back at every start
                log.exception(logged.LOG_UNSENDABLE)
                break
        return Receipt()

    async def _make(self, call: Call) -> str:
        async with self._slots:
            await self._pace.turn()
            return await calls.make(self._bot, call)

    async def _after(self, error: TelegramError, call: Call, tries: int) -> Call | None:
        """What to try after a failure, once it is time; None if nothing will help."""
        match error:
            case RetryAfter():
                self._vitals.limited()
                await asyncio.sleep(_seconds(error))
                return call
            case ChatMigrated():
                return call.to_chat(error.new_chat_id)
            case BadRequest() if "parse entities" in error.message.lower() and call.has_markup:
                log.error(logged.LOG_HTML_REFUSED)
                return call.without_markup()
            case BadRequest() if call.is_too_long:
                log.error(logged.LOG_TOO_LONG)
                return call.cut()
            case BadRequest() | Forbidden():
                log.info(logged.LOG_REFUSED, call.method, type(error).__name__)
                return None
        pause = min(2.0 ** (tries - 1), LONGEST_PAUSE_SECONDS)
        log.warning(logged.LOG_NOT_SENT, type(error).__name__, pause)
        await asyncio.sleep(pause)
        return call


def _seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait; reading it warns that it will be a timedelta one day."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
