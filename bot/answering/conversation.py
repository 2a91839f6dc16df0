"""The turns of each chat, kept in memory for a while so that "thế còn năm 2022?" can be understood."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from bot.answering.answer import Answer

TURNS_KEPT = 4
"""How far back a follow-up may refer; people's follow-ups refer to the last turn or the one before it."""

FORGET_AFTER_SECONDS = 30 * 60.0
"""After a pause this long a question opens a new conversation."""

CHATS_KEPT = 2_000
"""Bounds memory: a turn weighs about 2 kB."""


@dataclass(frozen=True, slots=True)
class ChatKey:
    """Where a conversation takes place: a channel ("telegram", "web", …) and a chat of that channel."""

    channel: str
    chat: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, and the words that were quoted to answer it."""

    question: str
    said: tuple[str, ...] = ()


def turn_of(question: str, answer: Answer) -> Turn:
    """The turn that an answer makes."""
    return Turn(question, tuple(quote.text for quote in answer.quotes))


class Memory(Protocol):
    """Keeps the turns of chats; what `blocks` is called in a thread."""

    @property
    def blocks(self) -> bool: ...

    def turns(self, chat: ChatKey) -> tuple[Turn, ...]:
        """The chat's turns, oldest first."""
        ...

    def add(self, chat: ChatKey, turn: Turn) -> None: ...

    def forget(self, chat: ChatKey) -> object: ...


@dataclass(slots=True)
class _Thread:
    """The last turns of one chat and the moment of the newest."""

    touched: float
    turns: deque[Turn] = field(default_factory=lambda: deque(maxlen=TURNS_KEPT))


class Conversations:
    """Keeps the last turns of the chats used most recently, ordered from the longest silent to the newest.

    A class for its state. Nothing of it is written to disk: a restart forgets, which costs a follow-up and
    keeps no one's questions.
    """

    blocks = False

    def __init__(
        self,
        *,
        chats: int = CHATS_KEPT,
        forget_after: float = FORGET_AFTER_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._threads: OrderedDict[ChatKey, _Thread] = OrderedDict()
        self._chats = chats
        self._forget_after = forget_after
        self._clock = clock

    def __len__(self) -> int:
        self._expire()
        return len(self._threads)

    def turns(self, chat: ChatKey) -> tuple[Turn, ...]:
        """The chat's turns, oldest first; none after `forget_after` seconds of silence."""
        self._expire()
        thread = self._threads.get(chat)
        return tuple(thread.turns) if thread else ()

    def add(self, chat: ChatKey, turn: Turn) -> None:
        """Appends a turn; the oldest turn of the chat and the longest silent chat make room for it."""
        self._expire()
        thread = self._threads.setdefault(chat, _Thread(self._clock()))
        thread.touched = self._clock()
        thread.turns.append(turn)
        self._threads.move_to_end(chat)
        while len(self._threads) > self._chats:
            self._threads.popitem(last=False)

    def forget(self, chat: ChatKey) -> None:
        """Drops the chat's turns, if there are any."""
        self._threads.pop(chat, None)

    def _expire(self) -> None:
        oldest_kept = self._clock() - self._forget_after
        while self._threads:
            chat, thread = next(iter(self._threads.items()))
            if thread.touched >= oldest_kept:
                break
            del self._threads[chat]
