"""Who is logged in, in the database of several replicas: hashes of the cookies' tokens, never the tokens."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Column, Engine, Float, MetaData, Table, Text, delete, func, insert, or_, update

from bot.records.database import Place, open_database

_metadata = MetaData()

_sessions = Table(
    "sessions",
    _metadata,
    Column("key", Text, primary_key=True),  # SHA-256 of the token
    Column("csrf", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("begun_at", Float, nullable=False),  # seconds since 1970 by the server's clock
    Column("seen_at", Float, nullable=False),
)

_NOW = func.extract("epoch", func.clock_timestamp())


@dataclass(frozen=True, slots=True)
class Row:
    """A login as it is stored."""

    csrf: str
    address: str
    begun_at: float
    seen_at: float


class SharedSessions:
    """Logins by the hash of their token. A class for its state, the database. Its methods block; raise OutageError."""

    def __init__(self, engine: Engine, idle_seconds: float, longest_seconds: float) -> None:
        self._engine = engine
        s = _sessions.c
        self._ended = or_(s.seen_at < _NOW - idle_seconds, s.begun_at < _NOW - longest_seconds)

    def open(self, key: str, csrf: str, address: str) -> None:
        """Stores a login; those that have ended go."""
        with self._engine.begin() as connection:
            connection.execute(delete(_sessions).where(self._ended))
            row = {"key": key, "csrf": csrf, "address": address, "begun_at": _NOW, "seen_at": _NOW}
            connection.execute(insert(_sessions).values(row))

    def find(self, key: str) -> Row | None:
        """A login that has not ended, from now on seen."""
        s = _sessions.c
        seen = update(_sessions).where(s.key == key, ~self._ended).values(seen_at=_NOW)
        with self._engine.begin() as connection:
            row = connection.execute(seen.returning(s.csrf, s.address, s.begun_at, s.seen_at)).first()
        return Row(*row) if row else None

    def close(self, key: str) -> None:
        """Ends a login."""
        with self._engine.begin() as connection:
            connection.execute(delete(_sessions).where(_sessions.c.key == key))


def open_sessions(place: Place, idle_seconds: float, longest_seconds: float) -> SharedSessions:
    """The logins in the database of several replicas."""
    return SharedSessions(open_database(place, "", _metadata), idle_seconds, longest_seconds)
