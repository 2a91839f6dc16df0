"""What the Zalo channels keep on disk beside the mailbox, in a file that only this user reads: it holds tokens."""

from __future__ import annotations

import os

from sqlalchemy import Column, Engine, Float, MetaData, Table, Text

from bot.records.database import Place, open_database

DATABASE = "zalo.sqlite"

ONLY_OURS = 0o600

_metadata = MetaData()

menus = Table(
    "menus",
    _metadata,
    Column("channel", Text, primary_key=True),
    Column("chat", Text, primary_key=True),
    Column("choices", Text, nullable=False),
    Column("made_at", Float, nullable=False),
)

tokens = Table(
    "tokens",
    _metadata,
    Column("app", Text, primary_key=True),
    Column("seed", Text, nullable=False),  # SHA-256 of the refresh token that the operator gave
    Column("access", Text, nullable=False),
    Column("refresh", Text, nullable=False),
    Column("expires_at", Float),  # NULL where nobody told
    Column("renewing_since", Float),  # set while the refresh token is being spent
)


def open_store(place: Place) -> Engine:
    """The database in a folder, made where it is not there. SQLite gives its other files the same mode."""
    if not isinstance(place, Engine):
        place.mkdir(parents=True, exist_ok=True)
        path = place / DATABASE
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, ONLY_OURS))
        path.chmod(ONLY_OURS)
    return open_database(place, DATABASE, _metadata)
