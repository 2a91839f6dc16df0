"""Updates in, answers out, through the mailbox: stored before they are acknowledged, handled once, sent until sent."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Coroutine, Mapping, Sequence
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot import phrases
from bot.assistant import Assistant
from bot.channels.telegram import incoming
from bot.channels.telegram.calls import Call, message
from bot.channels.telegram.delivery import Delivery
from bot.channels.telegram.incoming import Incoming
from bot.channels.telegram.inline import answer_inline
from bot.channels.telegram.office import Office
from bot.channels.telegram.place import in_place
from bot.channels.telegram.talk import Talk
from bot.journal import Journal
from bot.lanes import Lanes
from bot.mailbox import Arrival, Mailbox, Reply
from bot.quota import Quota, Verdict

log = logging.getLogger(__name__)

PAUSE_SECONDS = 5.0
"""Between two tries to write to a disk that is full or locked."""


class Exchange:
    """One connected bot at work. A class for its state: the chats that are being answered just now.

    A chat's next message waits until the answer to the one before is delivered; other chats do not wait for it.
    """

    def __init__(self, bot: Bot, assistant: Assistant, mailbox: Mailbox, journal: Journal, office: Office) -> None:
        self._bot = bot
        self._assistant = assistant
        self._mailbox = mailbox
        self._talk = Talk(assistant, mailbox, journal, office, bot.username)
        self._delivery = Delivery(bot, mailbox)
        self._quota = Quota()
        self._lanes: Lanes[Arrival | Reply] = Lanes(self._work)
        self._aside: set[asyncio.Task[None]] = set()

    async def resume(self) -> None:
        """Takes up what an earlier process left: first what only had to be sent, then what had to be answered."""
        await asyncio.to_thread(self._mailbox.tidy)
        for reply in await asyncio.to_thread(self._mailbox.undelivered):
            self._lanes.put(reply.lane, reply)
        self._take(await asyncio.to_thread(self._mailbox.waiting))

    async def receive(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """Stores updates as they came and begins to handle the new ones; after this they may be acknowledged.

        Inline queries are answered at once or never: Telegram forgets them after some seconds.
        """
        arrivals = []
        for update in updates:
            if "inline_query" in update:
                self._begin(answer_inline(self._bot, self._assistant, update["inline_query"]))
            else:
                arrivals.append(Arrival(str(update["update_id"]), incoming.lane_of(update), update))
        if arrivals:
            self._take(await asyncio.to_thread(self._mailbox.receive, arrivals))

    async def drain(self, seconds: float) -> None:
        """Returns when all that was received is answered and sent; what takes longer stays in the mailbox."""
        try:
            async with asyncio.timeout(seconds):
                await self._lanes.idle()
        except TimeoutError:
            log.warning(phrases.LOG_NOT_DRAINED)
            await self._lanes.cancel()
        await asyncio.to_thread(self._mailbox.tidy)

    def _take(self, arrivals: Sequence[Arrival]) -> None:
        for arrival in arrivals:
            self._lanes.put(arrival.lane, arrival)

    async def _work(self, job: Arrival | Reply) -> None:
        """Does a job to its end; while the mailbox cannot be written, it is tried again."""
        while True:
            try:
                for reply in (job,) if isinstance(job, Reply) else await self._handle(job):
                    await self._delivery.deliver(reply)
                return
            except SQLAlchemyError as error:
                log.error(phrases.LOG_MAILBOX, type(error).__name__, PAUSE_SECONDS)
                await asyncio.sleep(PAUSE_SECONDS)

    async def _handle(self, arrival: Arrival) -> Sequence[Reply]:
        calls: Sequence[Call] = ()
        try:
            update = Update.de_json(dict(arrival.content), self._bot)
            found = incoming.read(update, self._bot.bot)
            calls = await self._calls(found, update) if found is not None else ()
        except Exception:  # the edge of the channel: an update that breaks us must not come back at every start
            log.exception(phrases.LOG_UNREADABLE)
        return await asyncio.to_thread(self._mailbox.finish, arrival, [call.to_json() for call in calls])

    async def _calls(self, found: Incoming, update: Update) -> Sequence[Call]:
        match self._quota.ask(found.chat):
            case Verdict.TOO_MANY:
                return [message(found.chat_id, phrases.TOO_MANY, reply_to=found.answer_to)]
            case Verdict.IGNORED:
                return []
        self._begin(self._show_that_it_works(found, update))
        try:
            calls = await self._talk.answer(found)
        except Exception:  # the edge of the channel: logged without messages, since they may hold the question
            log.exception(phrases.LOG_UNANSWERED)
            calls = [message(found.chat_id, phrases.FAILED, reply_to=found.answer_to)]
        if found.edited:
            before = await asyncio.to_thread(self._mailbox.answers_to, found.asked)
            return in_place(calls, before, found.chat_id)
        return calls

    async def _show_that_it_works(self, found: Incoming, update: Update) -> None:
        """At once, and not through the mailbox: nobody needs it later."""
        with contextlib.suppress(TelegramError):
            if update.callback_query is not None:
                await self._bot.answer_callback_query(update.callback_query.id)
            await self._bot.send_chat_action(found.chat_id, ChatAction.TYPING)

    def _begin(self, doing: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(doing)
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)
