"""One channel at work in one of several replicas: it takes on chats as it can, and gives them up when it stops.

Which chat is whose stands in the database (see `bot.mail.shared_mailbox`). What a replica that was killed, froze or was
cut off leaves is taken up by the others after its lease.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence

from bot.mail.mailbox import Arrival, Mailbox, Reply
from bot.mail.relay import AWAY, PAUSE_SECONDS, Answer, Deliver, Relay
from bot.mail.shared_mailbox import SharedMailbox
from bot.operation.request import numbered
from bot.phrases import logged

log = logging.getLogger(__name__)

CHATS_AT_ONCE = 32
"""A replica takes on no more, so that the others share in a rush of questions; one answers two at a time."""

LOOK_SECONDS = 1.0
"""How often a replica looks for chats that nobody has; for what it receives itself it looks at once."""

BEATS = 4
"""Signs of life within a lease."""


def open_relay(mailbox: Mailbox, answer: Answer, deliver: Deliver) -> Relay:
    """The relay that fits the mailbox."""
    return (
        SharedRelay(mailbox, answer, deliver) if isinstance(mailbox, SharedMailbox) else Relay(mailbox, answer, deliver)
    )


class SharedRelay(Relay):
    """See `Relay`. A class for its state: the chats that are this replica's."""

    def __init__(self, mailbox: SharedMailbox, answer: Answer, deliver: Deliver) -> None:
        super().__init__(mailbox, answer, deliver)
        self._shared = mailbox
        self._chats: dict[str, asyncio.Task[None]] = {}
        self._news = asyncio.Event()
        self._stopping = False

    async def resume(self) -> None:
        """Begins to take on chats, those that were left by others among them."""
        await self._patiently(self._shared.tidy)
        self._rounds = [asyncio.create_task(each) for each in (self._tidy(), self._take_on(), self._keep())]

    async def drain(self, seconds: float) -> None:
        """Ends what is being answered just now, and leaves the rest to the other replicas."""
        self._stopping = True
        for task in self._rounds[:-1]:  # `_keep` goes on until the chats are done
            task.cancel()
        if self._chats:
            await asyncio.wait(self._chats.values(), timeout=seconds)
        held, left = tuple(self._chats), tuple(self._chats.values())
        if left:
            log.warning(logged.LOG_NOT_DRAINED)
        for task in (*left, *self._rounds):
            task.cancel()
        await asyncio.gather(*left, *self._rounds, return_exceptions=True)
        await self._at_the_end(self._shared.release, held)

    def _take(self, arrivals: Sequence[Arrival]) -> None:
        """Any replica may begin to handle them."""
        if arrivals:
            self._news.set()

    async def _take_on(self) -> None:
        """Claims chats for as long as there is room."""
        while True:
            room = CHATS_AT_ONCE - len(self._chats)
            self._news.clear()
            for lane in await self._patiently(self._shared.claim, room) if room > 0 else ():
                if lane not in self._chats:
                    self._chats[lane] = asyncio.create_task(self._go_through(lane))
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._news.wait()
            except TimeoutError:
                pass

    async def _keep(self) -> None:
        """Gives signs of life, and drops chats that others have taken over."""
        while True:
            await asyncio.sleep(self._shared.lease_seconds / BEATS)
            held = tuple(self._chats)
            ours = await self._patiently(self._shared.extend, held) if held else frozenset[str]()
            for lane in held:
                if lane not in ours and lane in self._chats:
                    self._chats[lane].cancel()

    async def _go_through(self, lane: str) -> None:
        """Does what waits in a chat, one after the other, until nothing does or the chat is ours no more."""
        try:
            while not self._stopping:
                asked_at = time.monotonic()
                job = await self._patiently(self._shared.next, lane)
                if job is None:
                    return
                if time.monotonic() - asked_at < self._shared.lease_seconds:  # else we were frozen: ask again
                    await self._do(job)
            await self._patiently(self._shared.release, (lane,))
        finally:
            del self._chats[lane]
            self._news.set()

    async def _do(self, job: Arrival | Reply) -> None:
        with numbered():
            try:
                if isinstance(job, Reply):
                    await self._send(job)
                else:
                    await self._handle(job)
            except AWAY as error:
                log.error(logged.LOG_MAILBOX, type(error).__name__, PAUSE_SECONDS)
                await asyncio.sleep(PAUSE_SECONDS)
