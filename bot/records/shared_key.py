"""The key that people are hashed with, in the database of several replicas: all must make the same hashes."""

from __future__ import annotations

import os

from sqlalchemy import Column, Engine, Integer, LargeBinary, MetaData, Table, func, insert, select

from bot.records.database import open_database
from index.library.server import MAKING_TABLES

_metadata = MetaData()

_keys = Table("journal_keys", _metadata, Column("id", Integer, primary_key=True), Column("key", LargeBinary))


def shared_key(engine: Engine, size: int) -> bytes:
    """The key, which the first replica makes of so many bytes."""
    open_database(engine, "", _metadata)
    with engine.begin() as connection:
        connection.execute(select(func.pg_advisory_xact_lock(*MAKING_TABLES)))
        key = connection.scalar(select(_keys.c.key))
        if key is None:
            key = os.urandom(size)
            connection.execute(insert(_keys).values(id=1, key=key))
    return bytes(key)
