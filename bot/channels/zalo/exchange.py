"""One Zalo channel at work: what arrives is read, limited, answered, and sent through the mailbox."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from bot import phrases
from bot.answering.conversation import ChatKey
from bot.channels.zalo.delivery import Delivery
from bot.channels.zalo.errors import ZaloError
from bot.channels.zalo.incoming import Incoming
from bot.channels.zalo.menus import Menus, number_in
from bot.channels.zalo.message import Message, Said, choice_of, messages
from bot.channels.zalo.talk import Talk
from bot.mail.limits import Limits
from bot.mail.mailbox import Arrival, Mailbox
from bot.mail.quota import Verdict
from bot.mail.shared_relay import open_relay
from bot.mail.wish import Wish
from bot.office.clerk import Clerk
from bot.operation.vitals import Vitals
from bot.phrases import logged, zalo
from bot.reading.assistant import Assistant
from bot.records.journal import Journal
from bot.writing.abilities import Abilities
from bot.writing.menu import Choice
from index.errors import OutageError

log = logging.getLogger(__name__)

SECONDS_TO_DRAIN = 10.0


class Line(Protocol):
    """What is a channel's own: how its messages are read and sent."""

    @property
    def title(self) -> str: ...

    @property
    def abilities(self) -> Abilities: ...

    def read(self, content: Mapping[str, Any]) -> Incoming | None:
        """What an arrival wants of us; None where it is not for us."""
        ...

    async def send(self, message: Message) -> None:
        """Raises ZaloError."""
        ...

    async def show_typing(self, chat_id: str) -> None:
        """Where the channel can. Raises ZaloError."""
        ...


class Exchange:
    """A line at work. A class for its parts and its state: how much each chat has asked."""

    def __init__(
        self,
        line: Line,
        assistant: Assistant,
        mailbox: Mailbox,
        journal: Journal,
        office: Clerk,
        menus: Menus,
        admins: frozenset[str],
        vitals: Vitals,
    ) -> None:
        self.vitals = vitals
        self._line = line
        self._menus = menus
        self._admins = admins
        self._talk = Talk(assistant, journal, office, menus, line.abilities, admins, self._announce)
        self._limits = Limits()
        delivery = Delivery(line.title, line.send, vitals, assistant.is_withdrawn)
        self.relay = open_relay(mailbox, self._answer, delivery.deliver)

    async def _answer(self, arrival: Arrival) -> Sequence[Mapping[str, Any]]:
        found = self._line.read(arrival.content)
        if found is None:
            return ()
        match self._allowed(found):
            case Verdict.TOO_MANY:
                return self._written(found, Said((phrases.TOO_MANY,)))
            case Verdict.IGNORED:
                return ()
        self.relay.begin(self._show_that_it_works(found.chat_id))
        try:
            said = await self._said(found)
            if said.choices:
                await asyncio.to_thread(self._menus.keep, found.chat_id, said.choices)
        except OutageError:
            raise  # asked again when the database is there again
        except Exception:  # the edge of the channel: logged without messages, since they may hold the question
            log.exception(logged.LOG_UNANSWERED)
            said = Said((phrases.FAILED,))
        return self._written(found, said)

    async def _said(self, found: Incoming) -> Said:
        """What is said; a number or a button's text is the choice that it stands for."""
        if found.wish is not Wish.QUESTION:
            return await self._talk.answer(found)
        choice = choice_of(found.text) if self._line.abilities.most_buttons else None
        number = number_in(found.text)
        if number is not None:
            choices = await asyncio.to_thread(self._menus.choices, found.chat_id)
            if not choices:
                return Said((zalo.OLD_NUMBER,))
            if not 1 <= number <= len(choices):
                return Said((zalo.number_out_of_range(len(choices)),))
            choice = choices[number - 1]
        return await self._talk.answer(found if choice is None else _chosen(found, choice))

    def _allowed(self, found: Incoming) -> Verdict:
        if found.sender in self._admins:
            return Verdict.ALLOWED
        group = ChatKey(found.chat.channel, found.chat_id) if found.in_group else None
        return self._limits.ask(found.chat, group)

    def _written(self, found: Incoming, said: Said) -> Sequence[Mapping[str, Any]]:
        return [message.to_json() for message in messages(found.chat_id, said, self._line.abilities)]

    async def _show_that_it_works(self, chat_id: str) -> None:
        """At once, and not through the mailbox: nobody needs it later."""
        with contextlib.suppress(ZaloError):
            await self._line.show_typing(chat_id)

    async def _announce(self, chat_id: str, text: str) -> None:
        with contextlib.suppress(ZaloError):
            await self._line.send(Message(chat_id, text))


def _chosen(found: Incoming, choice: Choice) -> Incoming:
    return replace(found, wish=Wish.PRESS, text=choice.label, name=choice.data)
