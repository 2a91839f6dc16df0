"""No more calls a second than a platform takes."""

from __future__ import annotations

import asyncio


class Pace:
    """Lets callers through at most so often, in turn. A class for its state: the next free slot."""

    def __init__(self, per_second: float) -> None:
        self._gap = 1 / per_second
        self._next = 0.0

    async def turn(self) -> None:
        """Waits for the caller's slot."""
        now = asyncio.get_running_loop().time()
        slot = max(self._next, now)
        self._next = slot + self._gap
        if slot > now:
            await asyncio.sleep(slot - now)
