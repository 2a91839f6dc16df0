"""Numbered menus: what "2" means in a chat, known through a restart and forgotten after a day."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Sequence

from sqlalchemy import ColumnElement, Engine, and_, delete, insert, select

from bot.channels.zalo.store import menus
from bot.records.database import overwrite
from bot.writing.menu import Choice

KEPT_SECONDS = 24 * 3600.0
"""A number typed later than a day after its list was seen more likely means something else."""

_NUMBER = re.compile(r"(?:số\s*)?(\d{1,3})\s*[.)]?", re.IGNORECASE)


class Menus:
    """The last menu of each chat of one channel. Its methods block: call them in a thread.

    A class for its state, the database.
    """

    def __init__(self, engine: Engine, channel: str, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._channel = channel
        self._clock = clock

    def keep(self, chat_id: str, choices: Sequence[Choice]) -> None:
        """From now on numbers in this chat mean these choices; old menus of all chats go."""
        content = json.dumps([[choice.label, choice.data] for choice in choices], ensure_ascii=False)
        row = {"channel": self._channel, "chat": chat_id, "choices": content, "made_at": self._clock()}
        with self._engine.begin() as connection:
            connection.execute(delete(menus).where(menus.c.made_at < self._oldest()))
            connection.execute(delete(menus).where(self._of(chat_id)))
            connection.execute(insert(menus).values(row))

    def choices(self, chat_id: str) -> tuple[Choice, ...]:
        """What can be chosen in this chat; nothing where there was no menu lately."""
        query = select(menus.c.choices).where(self._of(chat_id), menus.c.made_at >= self._oldest())
        with self._engine.connect() as connection:
            content = connection.scalar(query)
        return tuple(Choice(label, data) for label, data in json.loads(content or "[]"))

    def forget(self, chat_id: str) -> int:
        """This chat has no menu any more. Tells how many it had."""
        with self._engine.begin() as connection:
            count = connection.execute(delete(menus).where(self._of(chat_id))).rowcount
        overwrite(self._engine)
        return count

    def _of(self, chat_id: str) -> ColumnElement[bool]:
        return and_(menus.c.channel == self._channel, menus.c.chat == chat_id)

    def _oldest(self) -> float:
        return self._clock() - KEPT_SECONDS


def number_in(text: str) -> int | None:
    """The number that a text is and nothing else.

    >>> number_in("2."), number_in("số 12"), number_in("2 chỉ tiêu")
    (2, 12, None)
    """
    match = _NUMBER.fullmatch(text)
    return int(match[1]) if match else None
