"""Files that wait to be confirmed, in the database of several replicas: whichever is asked next finds them."""

from __future__ import annotations

from sqlalchemy import Column, Engine, Float, LargeBinary, MetaData, Table, Text, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from bot.records.database import Place, open_database

_metadata = MetaData()

_uploads = Table(
    "uploads",
    _metadata,
    Column("token", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("at", Float, nullable=False),  # seconds since 1970 by the server's clock
)

_NOW = func.extract("epoch", func.clock_timestamp())


class SharedUploads:
    """See `bot.office.administration.Uploads`. A class for its state, the database. Its methods block."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def put(self, token: str, name: str, content: bytes) -> None:
        """Puts a file there, in place of one of that token. Raises OutageError."""
        stored = insert(_uploads).values(token=token, name=name, content=content, at=_NOW)
        new = {"name": stored.excluded.name, "content": stored.excluded.content, "at": stored.excluded.at}
        with self._engine.begin() as connection:
            connection.execute(stored.on_conflict_do_update(index_elements=["token"], set_=new))

    def get(self, token: str) -> tuple[str, bytes] | None:
        """The name and the content; None where no such file waits."""
        with self._engine.connect() as connection:
            row = connection.execute(
                select(_uploads.c.name, _uploads.c.content).where(_uploads.c.token == token)
            ).first()
        return (row.name, row.content) if row else None

    def drop(self, token: str) -> None:
        """Takes a file away."""
        with self._engine.begin() as connection:
            connection.execute(delete(_uploads).where(_uploads.c.token == token))

    def expire(self, seconds: float) -> None:
        """Takes away what has waited for longer."""
        with self._engine.begin() as connection:
            connection.execute(delete(_uploads).where(_uploads.c.at < _NOW - seconds))


def open_uploads(place: Place) -> SharedUploads:
    """The files in the database of several replicas."""
    return SharedUploads(open_database(place, "", _metadata))
