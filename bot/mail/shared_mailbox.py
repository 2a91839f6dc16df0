"""The mailbox of several replicas on PostgreSQL: a chat is one replica's for as long as its lease lasts.

A row of `lanes` stands for a chat in which something waits. A replica claims free rows (`SKIP LOCKED`), handles what
waits in them in order, and removes them when nothing does. Each step extends the lease and fails where it was lost:
a replica that froze or was cut off finishes nothing that another has taken over. All times are the server's.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Float,
    MetaData,
    Table,
    Text,
    and_,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.mail.mailbox import DATABASE, Arrival, Mailbox, Reply, inbox, metadata, outbox
from bot.records.database import open_database

LEASE_SECONDS = 10.0
"""After so long without a sign of life a replica's chats are taken over: an answer takes far less, and long pauses
of a platform are bridged by extending."""

_metadata = MetaData()

lanes = Table(
    "lanes",
    _metadata,
    Column("channel", Text, primary_key=True),
    Column("lane", Text, primary_key=True),
    Column("since", Float, nullable=False),  # when something began to wait: the oldest is claimed first
    Column("claimed_by", Text, nullable=False),
    Column("claimed_until", Float, nullable=False),  # seconds since 1970 by the server's clock
)

_NOW = func.extract("epoch", func.clock_timestamp())


class SharedMailbox(Mailbox):
    """A mailbox whose chats are shared out. A class for its state: the database, and this replica's name in it."""

    def __init__(
        self,
        engine: Engine,
        channel: str,
        clock: Callable[[], float],
        lease_seconds: float = LEASE_SECONDS,
    ) -> None:
        super().__init__(engine, channel, clock)
        self._me = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self.lease_seconds = lease_seconds

    def receive(self, arrivals: Iterable[Arrival]) -> tuple[Arrival, ...]:
        """See `Mailbox.receive`; whoever claims a chat may begin with it."""
        new: list[Arrival] = []
        with self._engine.begin() as connection:
            for arrival in arrivals:
                stored = insert(inbox).values(self._row(arrival)).on_conflict_do_nothing().returning(inbox.c.id)
                if connection.scalar(stored) is not None:
                    new.append(arrival)
            for lane in sorted({arrival.lane for arrival in new}):
                self._open(connection, lane)
        return tuple(new)

    def claim(self, most: int) -> tuple[str, ...]:
        """Chats that are this replica's from now on, those first in which something has waited longest."""
        free = (
            select(lanes.c.lane)
            .where(lanes.c.channel == self._channel, lanes.c.claimed_until < _NOW)
            .order_by(lanes.c.since)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        with self._engine.begin() as connection:
            found = tuple(connection.scalars(free))
            claimed = lanes.c.channel == self._channel, lanes.c.lane.in_(found)
            if found:
                connection.execute(update(lanes).where(*claimed).values(claimed_by=self._me, claimed_until=self._end()))
        return found

    def extend(self, held: Iterable[str]) -> frozenset[str]:
        """Extends the leases of chats that are being worked on; tells which of them are still ours."""
        ours = lanes.c.channel == self._channel, lanes.c.lane.in_(list(held)), lanes.c.claimed_by == self._me
        extended = update(lanes).where(*ours).values(claimed_until=self._end()).returning(lanes.c.lane)
        with self._engine.begin() as connection:
            return frozenset(connection.scalars(extended))

    def next(self, lane: str) -> Arrival | Reply | None:
        """What comes next in a chat of ours; None when nothing waits any more, or the chat is another replica's."""
        i, o = inbox.c, outbox.c
        replies = select(o.id, o.content).where(o.channel == self._channel, o.lane == lane).order_by(o.id).limit(1)
        waits = select(i.number, i.content).where(i.channel == self._channel, i.lane == lane, i.content.is_not(None))
        with self._engine.begin() as connection:
            if not self._is_ours(connection, lane):
                return None
            if reply := connection.execute(replies).first():
                return Reply(reply.id, lane, json.loads(reply.content))
            if arrival := connection.execute(waits.order_by(i.id).limit(1)).first():
                return Arrival(arrival.number, lane, json.loads(arrival.content))
            connection.execute(delete(lanes).where(*self._of(lane)))
        return None

    def release(self, held: Iterable[str]) -> None:
        """Lets other replicas go on with chats of ours."""
        with self._engine.begin() as connection:
            for lane in sorted(held):
                ours = *self._of(lane), lanes.c.claimed_by == self._me
                connection.execute(update(lanes).where(*ours).values(claimed_until=0.0))

    def finish(self, arrival: Arrival, replies: Sequence[Mapping[str, Any]]) -> tuple[Reply, ...]:
        """See `Mailbox.finish`; nothing where the chat is another replica's by now."""
        i = inbox.c
        with self._engine.begin() as connection:
            if not self._is_ours(connection, arrival.lane):
                return ()
            waiting = i.channel == self._channel, i.number == arrival.number, i.content.is_not(None)
            handled = connection.execute(update(inbox).where(*waiting).values(content=None, lane=""))
            return self._put(connection, arrival.lane, replies) if handled.rowcount else ()

    def _of_chat(self, lane: str) -> dict[Table, ColumnElement[bool]]:
        return {**super()._of_chat(lane), lanes: and_(*self._of(lane))}

    def _open(self, connection: Connection, lane: str) -> None:
        """Tells that something waits in a chat. The row stays locked until all of it is stored (see `next`)."""
        row = {"channel": self._channel, "lane": lane, "since": _NOW, "claimed_by": "", "claimed_until": 0.0}
        stored = insert(lanes).values(row)
        keep = {"since": func.least(lanes.c.since, stored.excluded.since)}
        connection.execute(stored.on_conflict_do_update(index_elements=["channel", "lane"], set_=keep))

    def _is_ours(self, connection: Connection, lane: str) -> bool:
        """Extends the lease of a chat and locks its row; False where it is no longer ours."""
        ours = *self._of(lane), lanes.c.claimed_by == self._me
        return bool(connection.execute(update(lanes).where(*ours).values(claimed_until=self._end())).rowcount)

    def _of(self, lane: str) -> tuple[Any, Any]:
        return lanes.c.channel == self._channel, lanes.c.lane == lane

    def _end(self) -> Any:
        return _NOW + self.lease_seconds


def open_shared_mailbox(
    engine: Engine, channel: str, clock: Callable[[], float] = time.time, lease_seconds: float = LEASE_SECONDS
) -> SharedMailbox:
    """The mailbox of a channel in the database of several replicas."""
    open_database(engine, DATABASE, metadata)
    return SharedMailbox(open_database(engine, DATABASE, _metadata), channel, clock, lease_seconds)
