"""Waiting for a platform: what fails is tried again, with longer and longer pauses, until the process is to stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.operation.stopping import unless
from bot.phrases import logged

log = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0

Errors = type[Exception] | tuple[type[Exception], ...]


class Pauses:
    """The pauses between tries. A class for its state: the next one, twice as long as the one before."""

    def __init__(self, title: str, stopping: asyncio.Event) -> None:
        self._title = title
        self.stopping = stopping
        self._next = FIRST_PAUSE_SECONDS

    async def wait(self, what: str, error: Exception) -> None:
        """Tells in the log what failed, without its message, and waits."""
        log.warning(logged.LOG_AWAY, self._title, what, type(error).__name__, self._next)
        await unless(self.stopping, asyncio.sleep(self._next))
        self._next = min(self._next * 2, LONGEST_PAUSE_SECONDS)

    def reset(self) -> None:
        """What was tried has worked."""
        self._next = FIRST_PAUSE_SECONDS


async def until_done(
    do: Callable[[], Awaitable[object]], what: str, pauses: Pauses, *, mends: Errors, never: Errors
) -> bool:
    """Tries until it works; False if the process is to stop first.

    `mends` are the errors that waiting may mend. Raises all others, and `never`, which may be some of them.
    """
    while not pauses.stopping.is_set():
        try:
            await do()
            return True
        except never:
            raise
        except mends as error:
            await pauses.wait(what, error)
    return False
