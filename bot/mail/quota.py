"""How often one chat may ask: enough for people, too little to keep others from being answered."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from bot.answering.conversation import ChatKey

PER_MINUTE = 20
"""What Telegram lets a bot send to one group (https://core.telegram.org/bots/faq); nobody types faster."""

CHATS_KEPT = 10_000
"""Bounds memory; a chat that was silent longest has long been allowed to ask again."""


class Verdict(StrEnum):
    """What becomes of a question."""

    ALLOWED = "allowed"
    TOO_MANY = "too many"
    """The first one too many: its chat is told so."""
    IGNORED = "ignored"


@dataclass(slots=True)
class _Purse:
    """Questions that may still be asked, as of a moment; and whether the chat knows that it must wait."""

    left: float
    at: float
    told: bool = False


class Quota:
    """Counts each chat's questions. A class for its state: what each chat has left.

    A chat may ask `per_minute` questions at once, and gets back as many a minute.
    """

    def __init__(self, per_minute: int = PER_MINUTE, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._purses: OrderedDict[ChatKey, _Purse] = OrderedDict()

    @property
    def seconds_between(self) -> int:
        """After so many seconds a chat that has nothing left may ask again."""
        return ceil(60 / self._per_minute)

    def ask(self, chat: ChatKey) -> Verdict:
        """Takes one question from the chat's purse."""
        now = self._clock()
        purse = self._purses.pop(chat, None) or _Purse(self._per_minute, now)
        self._purses[chat] = purse
        if len(self._purses) > CHATS_KEPT:
            self._purses.popitem(last=False)
        purse.left = min(self._per_minute, purse.left + (now - purse.at) * self._per_minute / 60)
        purse.at = now
        if purse.left >= 1:
            purse.left -= 1
            purse.told = False
            return Verdict.ALLOWED
        if purse.told:
            return Verdict.IGNORED
        purse.told = True
        return Verdict.TOO_MANY
