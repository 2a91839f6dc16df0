"""How often people may ask, in chats and inline; administrators as they like."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.answering.conversation import ChatKey
from bot.channels.telegram.incoming import CHANNEL, Incoming
from bot.mail import limits
from bot.mail.quota import Quota, Verdict

INLINE_PER_PERSON = 60
"""A query comes with each pause in typing; those above it get no answer, and nobody is told."""


class Limits:
    """A class for its state: what each person and each group may still ask."""

    def __init__(self, admins: frozenset[int], clock: Callable[[], float] = time.monotonic) -> None:
        self._admins = admins
        self._limits = limits.Limits(clock)
        self._inline = Quota(INLINE_PER_PERSON, clock)

    def ask(self, incoming: Incoming) -> Verdict:
        """Takes one question from whoever asks, and from the group where it is asked in one."""
        if incoming.sender in self._admins:
            return Verdict.ALLOWED
        group = ChatKey(CHANNEL, str(incoming.chat_id)) if incoming.in_group else None
        return self._limits.ask(incoming.chat, group)

    def ask_inline(self, sender: int) -> bool:
        """Whether this person's inline query is answered."""
        return self._inline.ask(ChatKey(CHANNEL, str(sender))) is Verdict.ALLOWED
