"""From what arrives to what is delivered, through the mailbox: stored before it is acknowledged, handled once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from typing import Any, ParamSpec, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from bot.letters import whole, whole_json
from bot.mail.lanes import Lanes
from bot.mail.mailbox import Arrival, Mailbox, Receipt, Reply
from bot.operation.request import numbered
from bot.phrases import logged
from bot.reading.drawn import collected, with_drawn
from index.errors import OutageError

log = logging.getLogger(__name__)

PAUSE_SECONDS = 1.0
"""Between two tries to write to a disk that is full or locked, or to reach a database that is away."""

TIDY_SECONDS = 60.0
"""How often what is answered or old is taken out of the mailbox's files: the log of SQLite holds it for that long."""

AWAY = (SQLAlchemyError, OutageError)
"""What a mailbox raises that cannot be written just now."""

Given = ParamSpec("Given")
Found = TypeVar("Found")

Answer = Callable[[Arrival], Awaitable[Sequence[Mapping[str, Any]]]]
"""The replies to an arrival, as they are stored."""

Deliver = Callable[[Reply], Awaitable[Receipt]]
"""Sends a reply until it is sent or never can be."""


class NotStoredError(Exception):
    """Arrivals that could not be stored: they must come again."""


def whole_arrivals(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """The arrivals with every text in them such as can be stored."""
    return [Arrival(whole(each.number), whole(each.lane), whole_json(each.content)) for each in arrivals]


class Relay:
    """One channel at work. A class for its state: the chats that are being answered just now.

    A chat's next message waits until the answer to the one before is delivered; other chats do not wait for it.
    """

    def __init__(self, mailbox: Mailbox, answer: Answer, deliver: Deliver) -> None:
        self._mailbox = mailbox
        self._answer = answer
        self._deliver = deliver
        self._lanes: Lanes[Arrival | Reply] = Lanes(self._work)
        self._drained = False
        self._aside: set[asyncio.Task[None]] = set()
        self._rounds: list[asyncio.Task[None]] = []

    async def resume(self) -> None:
        """Takes up what an earlier process left: first what only had to be sent, then what had to be answered."""
        await self._patiently(self._mailbox.tidy)
        for reply in await self._patiently(self._mailbox.undelivered):
            self._lanes.put(reply.lane, reply)
        self._take(await self._patiently(self._mailbox.waiting))
        self._rounds = [asyncio.create_task(self._tidy())]

    async def receive(self, arrivals: Sequence[Arrival]) -> None:
        """Stores arrivals and begins to handle the new ones; after this they may be acknowledged.

        Raises NotStoredError.
        """
        try:
            new = await asyncio.to_thread(self._mailbox.receive, whole_arrivals(arrivals)) if arrivals else ()
        except AWAY as error:
            log.error(logged.LOG_NOT_STORED, type(error).__name__)
            raise NotStoredError from error
        self._take(new)

    async def drain(self, seconds: float) -> None:
        """Returns when all that was received is answered and sent; what takes longer stays in the mailbox.

        So does what is being stored just now: nothing is begun after this, when the channel hangs up.
        """
        try:
            async with asyncio.timeout(seconds):
                await self._lanes.idle()
        except TimeoutError:
            log.warning(logged.LOG_NOT_DRAINED)
            await self._lanes.cancel()
        self._drained = True
        for each in self._rounds:
            each.cancel()
        await asyncio.gather(*self._rounds, return_exceptions=True)
        await self._at_the_end(self._mailbox.tidy)

    def begin(self, doing: Coroutine[Any, Any, None]) -> None:
        """Does something beside the answers, that nobody waits for; it tells of failures itself."""
        task = asyncio.create_task(doing)
        self._aside.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """asyncio itself would log the error's message, which may hold what somebody wrote."""
        self._aside.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.error(logged.LOG_UNANSWERED, exc_info=error)

    def _take(self, arrivals: Sequence[Arrival]) -> None:
        if self._drained:
            return
        for arrival in arrivals:
            self._lanes.put(arrival.lane, arrival)

    async def _work(self, job: Arrival | Reply) -> None:
        with numbered():
            for reply in (job,) if isinstance(job, Reply) else await self._handle(job):
                await self._send(reply)

    async def _handle(self, arrival: Arrival) -> Sequence[Reply]:
        replies: Sequence[Mapping[str, Any]] = ()
        try:
            with collected() as drawn:
                replies = [with_drawn(each, drawn) for each in await self._answer(arrival)]
        except OutageError:
            raise  # the arrival waits until the database is there again
        except Exception:  # the edge of a channel: an arrival that breaks us must not come back at every start
            log.exception(logged.LOG_UNREADABLE)
        return await self._patiently(self._mailbox.finish, arrival, replies)

    async def _send(self, reply: Reply) -> None:
        """Delivers a reply once: what was sent is forgotten, however long the mailbox cannot be written."""
        await self._patiently(self._mailbox.delivered, reply, await self._deliver(reply))

    async def _tidy(self) -> None:
        """Forgets now and then what is old, and overwrites what was answered."""
        while True:
            await asyncio.sleep(TIDY_SECONDS)
            await self._patiently(self._mailbox.tidy)

    async def _at_the_end(self, do: Callable[Given, object], *args: Given.args, **kwargs: Given.kwargs) -> None:
        """What the mailbox does before the process ends, if it can: the next one, or its lease, makes up for it."""
        try:
            await asyncio.to_thread(do, *args, **kwargs)
        except AWAY as error:
            log.warning(logged.LOG_MAILBOX_LEFT, type(error).__name__)

    async def _patiently(self, do: Callable[Given, Found], *args: Given.args, **kwargs: Given.kwargs) -> Found:
        """What the mailbox does, as soon as it can."""
        while True:
            try:
                return await asyncio.to_thread(do, *args, **kwargs)
            except AWAY as error:
                log.error(logged.LOG_MAILBOX, type(error).__name__, PAUSE_SECONDS)
                await asyncio.sleep(PAUSE_SECONDS)
