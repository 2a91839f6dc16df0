"""Databases of the bot, what is waiting and what has happened: SQLite files beside the library, or PostgreSQL."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, create_engine, event, func, select

from index.library.server import MAKING_TABLES

Place = Path | Engine
"""A folder for files of this process alone, or the database of several replicas."""

BUSY_SECONDS = 30
"""How long a transaction waits for another; ours last milliseconds."""


def open_database(place: Place, name: str, metadata: MetaData) -> Engine:
    """The database in a file of that name, which is made with its tables when it is not there; or the shared one.

    A commit outlives a power cut, and what is deleted is overwritten: questions are not left in free pages.
    PostgreSQL overwrites them when it next vacuums.
    """
    if isinstance(place, Engine):
        with place.begin() as connection:
            connection.execute(select(func.pg_advisory_xact_lock(*MAKING_TABLES)))
            metadata.create_all(connection)
        return place
    path = place / name
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    with engine.begin() as connection:
        metadata.create_all(connection)
    return engine


def overwrite(engine: Engine) -> None:
    """Takes removed texts out of the write-ahead log too, so that no file of the database holds them any more.

    PostgreSQL keeps its files itself.
    """
    if engine.dialect.name != "sqlite":
        return
    with closing(engine.raw_connection()) as raw:  # a checkpoint cannot be part of a transaction
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _configure(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin in `_begin`, not at sqlite3's guess
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
