"""Replies from the mailbox to Zalo: tried again while that can help, given up where nobody can receive them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.channels.zalo.errors import AccessError, BusyError, OddError, RefusedError, ZaloError
from bot.channels.zalo.message import Message
from bot.mail.mailbox import Receipt, Reply
from bot.operation.vitals import Vitals
from bot.phrases import WITHDRAWN, logged, operation, zalo
from bot.reading.drawn import IsWithdrawn, drawn_of
from index.errors import OutageError

log = logging.getLogger(__name__)

CALLS_AT_ONCE = 8

LONGEST_PAUSE_SECONDS = 60.0
"""Between two tries; the reply stays in the mailbox meanwhile."""

MOST_ODD_TRIES = 4
"""Within some seconds, where nothing is known of an error; then the chat goes on without this message."""

Send = Callable[[Message], Awaitable[None]]
"""Sends one message. Raises ZaloError."""


class Delivery:
    """Sends replies. A class for its state: how many calls are under way."""

    def __init__(self, title: str, send: Send, vitals: Vitals, is_withdrawn: IsWithdrawn) -> None:
        self._title = title
        self._is_withdrawn = is_withdrawn
        self._send = send
        self._vitals = vitals
        self._slots = asyncio.Semaphore(CALLS_AT_ONCE)

    async def deliver(self, reply: Reply) -> Receipt:
        """Sends until it is sent or never can be."""
        with self._vitals.sending():
            await self._deliver(reply)
        return Receipt()

    async def _deliver(self, reply: Reply) -> None:
        tries, odd = 0, 0
        while True:
            try:
                message = Message.from_json(reply.content)
                if await self._is_withdrawn(drawn_of(reply.content)):
                    message = Message(message.chat_id, WITHDRAWN)
                async with self._slots:
                    await self._send(message)
                log.info(operation.LOG_DELIVERED, self._vitals.name, tries + 1)
                break
            except RefusedError as error:
                log.warning(zalo.refused(self._title, error.code))
                break
            except ZaloError as error:
                tries += 1
                if isinstance(error, OddError):
                    odd += 1
                    if odd == MOST_ODD_TRIES:
                        log.error(zalo.refused(self._title, error.code))
                        break
                await asyncio.sleep(self._pause(error, tries))
            except OutageError:
                raise  # no token, or nothing known of documents, until the database is there again: the reply stays
            except Exception:  # the edge of the channel: a reply that breaks us must not come back at every start
                log.exception(logged.LOG_UNSENDABLE)
                break

    def _pause(self, error: ZaloError, tries: int) -> float:
        """Seconds until the next try."""
        pause = min(2.0 ** (tries - 1), LONGEST_PAUSE_SECONDS)
        if isinstance(error, BusyError):
            self._vitals.limited()
        if isinstance(error, BusyError) and error.seconds is not None:
            pause = min(error.seconds, LONGEST_PAUSE_SECONDS)
        if isinstance(error, AccessError):
            pause = LONGEST_PAUSE_SECONDS
        log.warning(logged.LOG_NOT_SENT, f"{self._title}: {type(error).__name__} {error}", pause)
        return pause
