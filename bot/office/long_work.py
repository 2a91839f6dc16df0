"""Long work on the library in a thread that ends soon after nobody waits for it any more."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from bot.phrases import terminal
from index.errors import LibraryError
from index.library.progress import Progress, Report

Result = TypeVar("Result")


async def in_thread(work: Callable[[Report], Result], report: Report, *, grace_seconds: float = 0.0) -> Result:
    """Does work that reports its progress, in a thread.

    A process cannot end before its threads have. So, where whoever waits is cancelled, the work fails at its first
    report after the grace; the library is then what it was before, and what was encoded is kept for the next time.
    """
    gone = threading.Event()
    ends = time.monotonic()

    def told(progress: Progress) -> None:
        if gone.is_set() and time.monotonic() >= ends:
            raise LibraryError(terminal.INTERRUPTED)
        report(progress)

    try:
        return await asyncio.to_thread(work, told)
    except asyncio.CancelledError:
        ends = time.monotonic() + grace_seconds
        gone.set()
        raise
