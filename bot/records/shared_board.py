"""The board of long work on the library, in the database of several replicas: what runs, how far it is, what came."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Float,
    Integer,
    MetaData,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import SQLAlchemyError

from bot.records.database import Place, open_database
from index.errors import OutageError

_metadata = MetaData()

_jobs = Table(
    "jobs",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("state", Text, nullable=False),  # bot.office.job.State
    Column("began_at", Float, nullable=False),  # seconds since 1970 by the server's clock
    Column("told_at", Float, nullable=False),  # the last sign of life, or the end
    Column("progress", Text, nullable=False),  # JSON: stage, done, total; or null
    Column("lines", Text, nullable=False),  # JSON: what came of it
)

RUNNING = "running"

SILENT_SECONDS = 30.0
"""Without a sign of life, of which there is one every two seconds: whoever did it has ended or is cut off."""

_NOW = func.extract("epoch", func.clock_timestamp())


@dataclass(frozen=True, slots=True)
class Posted:
    """The latest job as any replica sees it; one that is `silent` runs no more."""

    title: str
    state: str
    seconds: float
    silent: bool
    progress: tuple[str, int, int] | None
    lines: tuple[str, ...]


class SharedBoard:
    """See `bot.office.job.Board`. A class for its state, the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, title: str) -> tuple[int, str]:
        """The number of a job that begins, in place of the last one; or 0 and the title of the one that runs."""
        with self._engine.begin() as connection:
            connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(_jobs.name))))
            latest = self._latest(connection)
            if latest is not None and latest.state == RUNNING and not latest.silent:
                return 0, latest.title
            connection.execute(delete(_jobs))
            values = {"title": title, "state": RUNNING, "began_at": _NOW, "told_at": _NOW}
            made = insert(_jobs).values(**values, progress="null", lines="[]").returning(_jobs.c.id)
            return int(connection.scalar(made) or 0), ""

    def tell(self, number: int, progress: tuple[str, int, int] | None) -> None:
        """A sign of life: how far the job is."""
        self._write(number, progress=json.dumps(progress))

    def end(self, number: int, state: str, lines: Sequence[str]) -> None:
        """What came of the job."""
        self._write(number, state=state, lines=json.dumps(list(lines), ensure_ascii=False))

    def latest(self) -> Posted | None:
        """The job that runs, or else the one that ran last."""
        with self._engine.connect() as connection:
            return self._latest(connection)

    def _write(self, number: int, **values: str) -> None:
        """Where the database is away just now nothing is written: the next sign makes up for it, or silence tells."""
        with contextlib.suppress(SQLAlchemyError, OutageError), self._engine.begin() as connection:
            connection.execute(update(_jobs).where(_jobs.c.id == number).values(**values, told_at=_NOW))

    def _latest(self, connection: Connection) -> Posted | None:
        j = _jobs.c
        columns: tuple[Any, ...] = (j.title, j.state, j.began_at, j.told_at, _NOW, j.progress, j.lines)
        row = connection.execute(select(*columns).order_by(j.id.desc()).limit(1)).first()
        if row is None:
            return None
        title, state, began, told, now, progress, lines = row
        ran_until = now if state == RUNNING else told
        step = json.loads(progress)
        silent = state == RUNNING and float(now) - told > SILENT_SECONDS
        return Posted(
            title, state, float(ran_until) - began, silent, tuple(step) if step else None, tuple(json.loads(lines))
        )


def open_board(place: Place) -> SharedBoard:
    """The board in the database of several replicas."""
    return SharedBoard(open_database(place, "", _metadata))
