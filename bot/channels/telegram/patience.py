"""Waiting for Telegram: what fails is tried again, with longer and longer pauses, until the process is to stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram.error import EndPointNotFound, InvalidToken, TelegramError

from bot import phrases
from bot.stopping import unless

log = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0

REFUSED = (InvalidToken, EndPointNotFound)
"""A token that Telegram does not know, which no waiting mends."""


class Pauses:
    """The pauses between tries. A class for its state: the next one, twice as long as the one before."""

    def __init__(self, stopping: asyncio.Event) -> None:
        self._stopping = stopping
        self._next = FIRST_PAUSE_SECONDS

    async def wait(self, what: str, error: Exception) -> None:
        """Tells in the log what failed, without its message, and waits."""
        log.warning(phrases.LOG_TELEGRAM_AWAY, what, type(error).__name__, self._next)
        await unless(self._stopping, asyncio.sleep(self._next))
        self._next = min(self._next * 2, LONGEST_PAUSE_SECONDS)

    def reset(self) -> None:
        """What was tried has worked."""
        self._next = FIRST_PAUSE_SECONDS


async def until_done(do: Callable[[], Awaitable[object]], what: str, stopping: asyncio.Event) -> bool:
    """Tries until it works; False if `stopping` is set first. Raises what `REFUSED` names."""
    pauses = Pauses(stopping)
    while not stopping.is_set():
        try:
            await do()
            return True
        except REFUSED:
            raise
        except TelegramError as error:
            await pauses.wait(what, error)
    return False
