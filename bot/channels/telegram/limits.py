"""How often people may ask: each person, each member of a group, and each group; administrators as they like."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.channels.telegram.incoming import CHANNEL, Incoming
from bot.conversation import ChatKey
from bot.quota import PER_MINUTE, Quota, Verdict

PER_PERSON = 40
"""In a private chat, buttons included: who turns the pages of a document presses one every two or three seconds."""

PER_MEMBER = 6
"""Of `bot.quota.PER_MINUTE` for the whole group, so that one member leaves room for the others."""

INLINE_PER_PERSON = 60
"""A query comes with each pause in typing; those above it get no answer, and nobody is told."""


class Limits:
    """A class for its state: what each person and each group has left."""

    def __init__(self, admins: frozenset[int], clock: Callable[[], float] = time.monotonic) -> None:
        self._admins = admins
        self._people = Quota(PER_PERSON, clock)
        self._members = Quota(PER_MEMBER, clock)
        self._groups = Quota(PER_MINUTE, clock)
        self._inline = Quota(INLINE_PER_PERSON, clock)

    def ask(self, incoming: Incoming) -> Verdict:
        """Takes one question from whoever asks, and from the group where it is asked in one."""
        if incoming.sender in self._admins:
            return Verdict.ALLOWED
        if not incoming.in_group:
            return self._people.ask(incoming.chat)
        verdict = self._members.ask(incoming.chat)
        if verdict is not Verdict.ALLOWED:
            return verdict
        return self._groups.ask(ChatKey(CHANNEL, str(incoming.chat_id)))

    def ask_inline(self, sender: int) -> bool:
        """Whether this person's inline query is answered."""
        return self._inline.ask(ChatKey(CHANNEL, str(sender))) is Verdict.ALLOWED
