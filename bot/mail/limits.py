"""How often people may ask: each person, each member of a group, and each group."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.answering.conversation import ChatKey
from bot.mail.quota import PER_MINUTE, Quota, Verdict

PER_PERSON = 40
"""In a private chat, choices included: who turns the pages of a document makes one every two or three seconds."""

PER_MEMBER = 6
"""Of `bot.mail.quota.PER_MINUTE` for the whole group, so that one member leaves room for the others."""


class Limits:
    """A class for its state: what each person and each group has left."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._people = Quota(PER_PERSON, clock)
        self._members = Quota(PER_MEMBER, clock)
        self._groups = Quota(PER_MINUTE, clock)

    def ask(self, chat: ChatKey, group: ChatKey | None = None) -> Verdict:
        """Takes one question from whoever asks, and from the group where it is asked in one."""
        if group is None:
            return self._people.ask(chat)
        verdict = self._members.ask(chat)
        return self._groups.ask(group) if verdict is Verdict.ALLOWED else verdict
