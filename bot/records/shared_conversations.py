"""The turns of each chat in the database of several replicas, each kept for half an hour."""

from __future__ import annotations

import contextlib
import json
import threading
import time

from sqlalchemy import Column, Engine, Float, Index, Integer, MetaData, Table, Text, delete, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from bot.answering.conversation import FORGET_AFTER_SECONDS, TURNS_KEPT, ChatKey, Turn
from bot.records.database import Place, open_database
from index.errors import OutageError

EXPIRE_SECONDS = 60.0

_metadata = MetaData()

_turns = Table(
    "turns",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("chat", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("said", Text, nullable=False),  # JSON: the words that were quoted
    Column("at", Float, nullable=False),  # seconds since 1970 by the server's clock
    Index("turns_chat", "channel", "chat"),
    Index("turns_at", "at"),
)

_NOW = func.extract("epoch", func.clock_timestamp())


class SharedConversations:
    """`bot.answering.conversation.Conversations` in a database. Its methods block: call them in a thread."""

    blocks = True

    def __init__(self, engine: Engine, *, forget_after: float = FORGET_AFTER_SECONDS) -> None:
        self._engine = engine
        self._forget_after = forget_after

    def turns(self, chat: ChatKey) -> tuple[Turn, ...]:
        """The chat's turns of the last `forget_after` seconds, oldest first. Raises OutageError."""
        t = _turns.c
        theirs = t.channel == chat.channel, t.chat == chat.chat
        query = select(t.question, t.said).where(*theirs, t.at > _NOW - self._forget_after)
        with self._engine.connect() as connection:
            found = connection.execute(query.order_by(t.id.desc()).limit(TURNS_KEPT)).all()
        return tuple(Turn(question, tuple(json.loads(said))) for question, said in reversed(found))

    def add(self, chat: ChatKey, turn: Turn) -> None:
        """Appends a turn; the oldest of the chat goes."""
        t = _turns.c
        said = json.dumps(turn.said, ensure_ascii=False)
        row = {"channel": chat.channel, "chat": chat.chat, "question": turn.question, "said": said}
        kept = select(t.id).where(t.channel == chat.channel, t.chat == chat.chat).order_by(t.id.desc())
        with self._engine.begin() as connection:
            connection.execute(insert(_turns).values(**row, at=_NOW))
            surplus = kept.offset(TURNS_KEPT)
            connection.execute(delete(_turns).where(t.id.in_(surplus)))

    def expire(self) -> None:
        """Deletes every turn that is too old."""
        with self._engine.begin() as connection:
            connection.execute(delete(_turns).where(_turns.c.at < _NOW - self._forget_after))

    def forget(self, chat: ChatKey) -> int:
        """Drops the chat's turns, if there are any; tells how many."""
        with self._engine.begin() as connection:
            theirs = _turns.c.channel == chat.channel, _turns.c.chat == chat.chat
            return connection.execute(delete(_turns).where(*theirs)).rowcount


def open_conversations(place: Place, *, forget_after: float = FORGET_AFTER_SECONDS) -> SharedConversations:
    """The turns in the database of several replicas."""
    made = SharedConversations(open_database(place, "", _metadata), forget_after=forget_after)
    threading.Thread(target=_expire_for_ever, args=(made,), name="forget turns", daemon=True).start()
    return made


def _expire_for_ever(conversations: SharedConversations) -> None:
    """Whether or not anybody asks, nothing stays for much longer than it is remembered."""
    while True:
        with contextlib.suppress(SQLAlchemyError, OutageError):  # the next round makes up for it
            conversations.expire()
        time.sleep(EXPIRE_SECONDS)
