"""What has arrived and is not answered yet, and what is answered and not delivered yet: kept through a crash.

An arrival is stored before its channel acknowledges it, and handled once even when it is delivered twice. Its
replies are stored in the same transaction that marks it handled, and removed when they are delivered. So a
process that is killed at any moment answers everything, and repeats at most what it was sending just then.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Float,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    and_,
    delete,
    func,
    insert,
    select,
    update,
)

from bot.operation.vitals import Depths
from bot.records.database import overwrite

DATABASE = "mailbox.sqlite"
"""Beside the library and not in it: a restored backup must not answer last month's questions again."""

REMEMBER_SECONDS = 2 * 24 * 3600.0
"""How long an arrival's number is known as handled. Telegram keeps undelivered updates for 24 hours."""

metadata = MetaData()

inbox = Table(
    "inbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("content", Text),  # NULL once handled, and the lane empty: neither is kept longer than the question waits
    Column("arrived_at", Float, nullable=False),
    UniqueConstraint("channel", "number"),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("content", Text, nullable=False),
    sqlite_autoincrement=True,
)

sent = Table(
    "sent",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("asked", Text, nullable=False),  # the channel's name of the message that was answered
    Column("message", Text, nullable=False),  # and of the message that answers it
    Column("sent_at", Float, nullable=False),
    Index("sent_asked", "channel", "asked"),
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message as its channel delivered it. `number` is the channel's own; arrivals of one lane keep their order."""

    number: str
    lane: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """A call that delivers something, waiting to be made."""

    id: int
    lane: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Receipt:
    """The channel's names of a message that was answered and of the one that answers it; "" where it has none."""

    asked: str = ""
    message: str = ""


class Mailbox:
    """The waiting arrivals and replies of one channel. Its methods block: call them in a thread.

    A class for its state, the database, and for its invariant: an arrival is waiting, or handled with all its
    replies stored, and never anything between.
    """

    def __init__(self, engine: Engine, channel: str, clock: Callable[[], float]) -> None:
        self._engine = engine
        self._channel = channel
        self._clock = clock

    def receive(self, arrivals: Iterable[Arrival]) -> tuple[Arrival, ...]:
        """Stores arrivals and tells which of them are new; the channel may acknowledge them after this."""
        new: list[Arrival] = []
        with self._engine.begin() as connection:
            for arrival in arrivals:
                if not self._is_known(connection, arrival.number):
                    connection.execute(insert(inbox).values(self._row(arrival)))
                    new.append(arrival)
        return tuple(new)

    def waiting(self) -> tuple[Arrival, ...]:
        """Arrivals without an answer, oldest first: what a process that starts goes on with."""
        i = inbox.c
        query = select(i.number, i.lane, i.content).where(i.channel == self._channel, i.content.is_not(None))
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(i.id)).all()
        return tuple(Arrival(number, lane, json.loads(content)) for number, lane, content in rows)

    def finish(self, arrival: Arrival, replies: Sequence[Mapping[str, Any]]) -> tuple[Reply, ...]:
        """Marks an arrival handled and stores its replies, both or neither; nothing if it was handled before."""
        i = inbox.c
        with self._engine.begin() as connection:
            handled = connection.execute(
                update(inbox)
                .where(i.channel == self._channel, i.number == arrival.number, i.content.is_not(None))
                .values(content=None, lane="")
            )
            return self._put(connection, arrival.lane, replies) if handled.rowcount else ()

    def undelivered(self) -> tuple[Reply, ...]:
        """Replies that wait, oldest first."""
        o = outbox.c
        query = select(o.id, o.lane, o.content).where(o.channel == self._channel).order_by(o.id)
        with self._engine.connect() as connection:
            return tuple(Reply(id, lane, json.loads(content)) for id, lane, content in connection.execute(query))

    def delivered(self, reply: Reply, receipt: Receipt) -> None:
        """Forgets a reply that was delivered, or that never can be; remembers which message answers which."""
        with self._engine.begin() as connection:
            connection.execute(delete(outbox).where(outbox.c.id == reply.id))
            if receipt.asked and receipt.message:
                values = {"channel": self._channel, **asdict(receipt), "sent_at": self._clock()}
                connection.execute(insert(sent).values(values))

    def depths(self) -> Depths:
        """How much waits."""
        unanswered = select(func.count()).where(inbox.c.channel == self._channel, inbox.c.content.is_not(None))
        unsent = select(func.count()).where(outbox.c.channel == self._channel)
        with self._engine.connect() as connection:
            return Depths(int(connection.scalar(unanswered) or 0), int(connection.scalar(unsent) or 0))

    def answers_to(self, asked: str) -> tuple[str, ...]:
        """The messages that answered one, in their order, as far back as numbers are remembered."""
        s = sent.c
        query = select(s.message).where(s.channel == self._channel, s.asked == asked).order_by(s.id)
        with self._engine.connect() as connection:
            return tuple(connection.scalars(query))

    def forget(self, asked: str) -> None:
        """Forgets which messages answered those whose name begins with `asked`."""
        s = sent.c
        with self._engine.begin() as connection:
            matching = s.asked.startswith(asked, autoescape=True)
            connection.execute(delete(sent).where(s.channel == self._channel, matching))
        overwrite(self._engine)

    def of_chat(self, lane: str) -> dict[str, list[dict[str, Any]]]:
        """Every row that tells of a chat, by its table."""
        with self._engine.connect() as connection:
            return {
                table.name: [dict(row) for row in connection.execute(select(table).where(theirs)).mappings()]
                for table, theirs in self._of_chat(lane).items()
            }

    def erase(self, lane: str) -> dict[str, int]:
        """Removes every row that tells of a chat; what was waiting is not answered any more. Tells how many."""
        with self._engine.begin() as connection:
            counts = {
                table.name: connection.execute(delete(table).where(theirs)).rowcount
                for table, theirs in self._of_chat(lane).items()
            }
        overwrite(self._engine)
        return counts

    def _of_chat(self, lane: str) -> dict[Table, ColumnElement[bool]]:
        asked = sent.c.asked.startswith(f"{lane}:", autoescape=True)
        return {
            table: and_(table.c.channel == self._channel, theirs)
            for table, theirs in ((inbox, inbox.c.lane == lane), (outbox, outbox.c.lane == lane), (sent, asked))
        }

    def tidy(self) -> None:
        """Forgets the numbers of old arrivals and answers, and overwrites what SQLite still keeps of removed texts."""
        self._forget_old()
        overwrite(self._engine)

    def _forget_old(self) -> None:
        i, oldest = inbox.c, self._clock() - REMEMBER_SECONDS
        with self._engine.begin() as connection:
            handled = (i.channel == self._channel, i.content.is_(None))
            connection.execute(delete(inbox).where(*handled, i.arrived_at < oldest))
            connection.execute(delete(sent).where(sent.c.channel == self._channel, sent.c.sent_at < oldest))

    def _put(self, connection: Connection, lane: str, replies: Sequence[Mapping[str, Any]]) -> tuple[Reply, ...]:
        """Stores replies in the transaction that marks their arrival handled."""
        stored: list[Reply] = []
        for content in replies:
            values = {"channel": self._channel, "lane": lane, "content": _dump(content)}
            (identity,) = connection.execute(insert(outbox).values(values)).inserted_primary_key or (0,)
            stored.append(Reply(identity, lane, content))
        return tuple(stored)

    def _is_known(self, connection: Connection, number: str) -> bool:
        i = inbox.c
        known = select(i.number).where(i.channel == self._channel, i.number == number)
        return connection.execute(known).first() is not None

    def _row(self, arrival: Arrival) -> dict[str, Any]:
        return {
            "channel": self._channel,
            "number": arrival.number,
            "lane": arrival.lane,
            "content": _dump(arrival.content),
            "arrived_at": self._clock(),
        }


def _dump(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)
