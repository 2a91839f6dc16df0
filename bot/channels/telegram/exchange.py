"""Updates in, calls out: what Telegram adds to the way through the mailbox."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from telegram import Bot, Update
from telegram.constants import ChatAction, UpdateType
from telegram.error import TelegramError

from bot import phrases
from bot.channels.telegram import incoming
from bot.channels.telegram.calls import Call, message
from bot.channels.telegram.delivery import Delivery
from bot.channels.telegram.incoming import Incoming
from bot.channels.telegram.inline import answer_inline
from bot.channels.telegram.limits import Limits
from bot.channels.telegram.office import Office
from bot.channels.telegram.place import in_place
from bot.channels.telegram.talk import Talk
from bot.mail.mailbox import Arrival, Mailbox
from bot.mail.quota import Verdict
from bot.mail.shared_relay import open_relay
from bot.operation.vitals import Vitals
from bot.phrases import logged
from bot.reading.assistant import Assistant
from bot.records.feedback import GOOD
from bot.records.journal import Journal
from index.errors import OutageError

log = logging.getLogger(__name__)

WANTED = [UpdateType.MESSAGE, UpdateType.EDITED_MESSAGE, UpdateType.CALLBACK_QUERY, UpdateType.INLINE_QUERY]
"""The kinds of updates that are handled."""


class Exchange:
    """One connected bot at work. A class for its parts and its state, how much people have asked."""

    def __init__(
        self,
        bot: Bot,
        assistant: Assistant,
        mailbox: Mailbox,
        journal: Journal,
        office: Office,
        admins: frozenset[int],
        vitals: Vitals,
    ) -> None:
        self.vitals = vitals
        self._bot = bot
        self._assistant = assistant
        self._mailbox = mailbox
        self._talk = Talk(assistant, mailbox, journal, office, bot.username)
        self._limits = Limits(admins)
        delivery = Delivery(bot, vitals, assistant.is_withdrawn)
        self._relay = open_relay(mailbox, self._answer, delivery.deliver)

    async def resume(self) -> None:
        """Takes up what an earlier process left."""
        await self._relay.resume()

    async def drain(self, seconds: float) -> None:
        """Returns when all that was received is answered and sent; what takes longer stays in the mailbox."""
        await self._relay.drain(seconds)

    async def receive(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """Stores updates as they came and begins to handle the new ones; after this they may be acknowledged.

        Inline queries are answered at once or never: Telegram forgets them after some seconds. Raises NotStoredError.
        """
        arrivals = []
        for update in updates:
            if "inline_query" in update:
                self._relay.begin(answer_inline(self._bot, self._assistant, self._limits, update["inline_query"]))
            else:
                arrivals.append(Arrival(str(update["update_id"]), incoming.lane_of(update), update))
        await self._relay.receive(arrivals)

    async def _answer(self, arrival: Arrival) -> Sequence[Mapping[str, Any]]:
        update = Update.de_json(dict(arrival.content), self._bot)
        found = incoming.read(update, self._bot.bot)
        calls = await self._calls(found, update) if found is not None else ()
        return [call.to_json() for call in calls]

    async def _calls(self, found: Incoming, update: Update) -> Sequence[Call]:
        match self._limits.ask(found):
            case Verdict.TOO_MANY:
                return [message(found.chat_id, phrases.TOO_MANY, reply_to=found.answer_to)]
            case Verdict.IGNORED:
                return []
        self._relay.begin(self._show_that_it_works(found, update))
        try:
            calls = await self._talk.answer(found)
        except OutageError:
            raise  # asked again when the database is there again
        except Exception:  # the edge of the channel: logged without messages, since they may hold the question
            log.exception(logged.LOG_UNANSWERED)
            calls = [message(found.chat_id, phrases.FAILED, reply_to=found.answer_to)]
        if found.edited:
            before = await asyncio.to_thread(self._mailbox.answers_to, found.asked)
            return in_place(calls, before, found.chat_id)
        return calls

    async def _show_that_it_works(self, found: Incoming, update: Update) -> None:
        """At once, and not through the mailbox: nobody needs it later."""
        with contextlib.suppress(TelegramError):
            if update.callback_query is not None and not found.name.startswith(f"{GOOD}:"):  # the answer is a toast
                await self._bot.answer_callback_query(update.callback_query.id)
            await self._bot.send_chat_action(found.chat_id, ChatAction.TYPING)
