"""Work that ends when the process is asked to stop."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable
from typing import TypeVar

Result = TypeVar("Result")


async def unless(stopping: asyncio.Event, doing: Awaitable[Result]) -> Result | None:
    """The result, or None if `stopping` is set first."""
    task = asyncio.ensure_future(doing)
    stop = asyncio.ensure_future(stopping.wait())
    try:
        await asyncio.wait({task, stop}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            return None
        return task.result()
    finally:
        for each in (task, stop):
            if not each.done():
                each.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await each
