"""The truth: one database of documents, passages, vectors and generations, through SQLAlchemy Core."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    Connection,
    Engine,
    Select,
    cast,
    func,
    insert,
    inspect,
    select,
    type_coerce,
)
from sqlalchemy.exc import DBAPIError

from index.errors import BusyError, DamagedError, LibraryError
from index.library import record, tables
from index.library.disk import Disk
from index.library.server import MAKING_TABLES
from index.library.shelf import Card

SECONDS_FOR_READERS = 5
"""How long SQLite's log waits to be emptied: a question reads from the database for some milliseconds."""

_WITH_TEXTS = ("versions", "passages", "originals", "vectors")

ROWS_AT_ONCE = 1000
"""Rows fetched together: 1.5 MB of vectors."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A generation as the truth knows it: when and why it was made, and with what."""

    id: int
    action: str
    detail: str
    begun_at: str
    published_at: str | None
    encoder_id: int
    encoder: str
    dim: int
    chunker: str
    forgotten: bool = False
    """Whether its documents are held no longer; only this line of the history is."""
    erased: int = 0
    """Documents that it held and that were erased since: it cannot be gone back to with them."""

    @property
    def name(self) -> str:
        """What people and folders call it."""
        return str(self.id)


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the library as `hoidap list` shows it."""

    document_id: str
    title: str
    number: str
    issuer: str
    kind: str
    source: str
    passages: int
    since: int
    date: datetime.date | None = None


class Truth:
    """The database's transactions and its small questions; what is large is streamed by `index.library.contents`."""

    def __init__(self, engine: Engine, disk: Disk) -> None:
        self._engine = engine
        self._disk = disk

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for SELECTs, whose rows are fetched as they are used."""
        with _failures_told(), self._engine.connect() as connection:
            yield connection.execution_options(yield_per=ROWS_AT_ONCE)

    @contextmanager
    def writing(self, *, lasting: bool = True) -> Iterator[Connection]:
        """A transaction that is committed at the end, and rolled back when an exception passes.

        One that is not `lasting` outlives the process, and a power cut once a lasting one has come after it: enough for
        a generation in the making, whose publishing lasts.
        """
        options = {"for_writing": True, "lasting": lasting}
        with _failures_told(), self._engine.connect().execution_options(**options) as connection:
            yield connection
            self._disk.commit(connection.commit)

    @contextmanager
    def kept_open(self) -> Iterator[None]:
        """Keep the database open: the last connection that closes writes the whole log back and flushes it.

        The tables must be there: SQLite opens the log when it is first read, and an empty database has none.
        """
        with _failures_told(), self._engine.connect() as connection:
            connection.scalar(select(tables.schema.c.version))
            connection.rollback()
            yield

    def prepare(self) -> None:
        """Make the tables that are missing; LibraryError when they are of another version of the program."""
        with self.reading() as connection:
            found = set(inspect(connection).get_table_names())
        if not found >= tables.metadata.tables.keys():
            with self.writing() as connection:
                if connection.dialect.name == "postgresql":  # SQLite lets one writer in at a time by itself
                    connection.execute(select(func.pg_advisory_xact_lock(*MAKING_TABLES)))
                tables.metadata.create_all(connection)
                if connection.scalar(select(tables.schema.c.version)) is None:
                    connection.execute(insert(tables.schema).values(version=tables.SCHEMA))
        with self.reading() as connection:
            version = connection.scalar(select(tables.schema.c.version))
        if version != tables.SCHEMA:
            raise LibraryError(
                f"Thư viện thuộc phiên bản {version}, chương trình này dùng phiên bản {tables.SCHEMA}. "
                "Hãy cập nhật chương trình."
            )

    def is_prepared(self) -> bool:
        """Whether the tables are there."""
        with self.reading() as connection:
            return inspect(connection).has_table(tables.schema.name)

    def faults(self) -> tuple[str, ...]:
        """What the database finds wrong with its own file."""
        try:
            with self.reading() as connection:
                if connection.dialect.name != "sqlite":
                    return ()  # PostgreSQL keeps checksums of its pages itself
                told = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        except DamagedError as error:
            return (str(error),)
        return tuple(line for line in told if line != "ok")

    def head(self) -> Edition | None:
        """The published generation with the highest id: what the library holds."""
        g = tables.generations.c
        with self.reading() as connection:
            row = connection.execute(_editions().order_by(g.id.desc()).limit(1)).first()
        return Edition(*row) if row else None

    def edition(self, name: str) -> Edition | None:
        """The published generation that is called so and not forgotten."""
        return next((each for each in self.editions() if each.name == name and not each.forgotten), None)

    def editions(self) -> tuple[Edition, ...]:
        """Every published generation, oldest first."""
        with self.reading() as connection:
            return tuple(Edition(*row) for row in connection.execute(_editions().order_by(tables.generations.c.id)))

    def erased(self, generation: int) -> tuple[str, ...]:
        """The documents that a generation held and that were erased since."""
        document_id = tables.erased.c.document_id
        with self.reading() as connection:
            return tuple(connection.scalars(_erased_from(generation, document_id).order_by(document_id)))

    def sweep(self) -> bool:
        """Leave nothing of deleted rows in the database's own files; False where a reader is in the way just now.

        SQLite is written anew and its log emptied, PostgreSQL's tables of texts are, which nobody reads meanwhile.
        """
        dialect = self._engine.dialect
        with _failures_told(), closing(self._engine.raw_connection()) as raw:
            cursor = raw.cursor()
            try:
                if dialect.name == "sqlite":
                    self._disk.commit(lambda: cursor.execute("VACUUM"))
                    cursor.execute(f"PRAGMA busy_timeout={SECONDS_FOR_READERS * 1000}")
                    return bool(cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)
                _sweep_postgres(raw)
                return True
            except dialect.loaded_dbapi.Error as error:
                raise _failure(error) from error

    def cards(self, generation: int) -> tuple[Card, ...]:
        """The cards of a generation's documents, by id."""
        v = tables.versions.c
        columns = (v.document_id, v.content, v.fingerprint, v.source, v.sha256, v.title, v.number, v.issuer, v.kind)
        with self.reading() as connection:
            return tuple(Card(*row) for row in connection.execute(versions_of(generation, *columns)))

    def entries(self, edition: Edition) -> tuple[Entry, ...]:
        """What a generation holds, by document id."""
        v, p = tables.versions.c, tables.passages.c
        count = (
            select(func.count())
            .where(p.version_id == v.id, p.chunker == edition.chunker)
            .correlate(tables.versions)
            .scalar_subquery()
        )
        columns = (v.document_id, v.title, v.number, v.issuer, v.kind, v.source, count, tables.members.c.since)
        with self.reading() as connection:
            as_json = type_coerce if connection.dialect.name == "sqlite" else cast  # SQLite has functions, no type
            dated = as_json(v.record, JSON)["date"].as_string()
            rows = connection.execute(versions_of(edition.id, *columns, dated))
            return tuple(
                Entry(key, title, number, issuer, kind, source, count, since, record.load_date(day))
                for key, title, number, issuer, kind, source, count, since, day in rows
            )


def versions_of(generation: int, *columns: Any) -> Select[Any]:
    """SELECT of a generation's versions, by document id."""
    v, m = tables.versions.c, tables.members.c
    return (
        select(*columns)
        .select_from(tables.members.join(tables.versions, v.id == m.version_id))
        .where(m.since <= generation, m.until.is_(None) | (m.until > generation))
        .order_by(v.document_id)
    )


def passages_of(generation: int, chunker: str, *columns: Any) -> Select[Any]:
    """SELECT of a generation's passages, by document id and place."""
    p = tables.passages.c
    return (
        versions_of(generation, *columns)
        .join(tables.passages, p.version_id == tables.versions.c.id)
        .where(p.chunker == chunker)
        .order_by(p.ordinal)
    )


def _editions() -> Select[Any]:
    g, e, f = tables.generations.c, tables.encoders.c, tables.forgotten.c
    forgotten = select(f.generation_id).where(f.generation_id == g.id).exists()
    held = _erased_from(g.id, func.count()).scalar_subquery()
    told = (g.id, g.action, g.detail, g.begun_at, g.published_at)
    return (
        select(*told, g.encoder_id, e.name, e.dim, g.chunker, forgotten, held)
        .join(tables.encoders, e.id == g.encoder_id)
        .where(g.published_at.is_not(None))
    )


def _erased_from(generation: Any, *columns: Any) -> Select[Any]:
    """SELECT of the erased documents that a generation held."""
    e = tables.erased.c
    return select(*columns).select_from(tables.erased).where(e.since <= generation, e.until > generation)


@contextmanager
def _failures_told() -> Iterator[None]:
    """Failures of the database as errors of the library."""
    try:
        yield
    except DBAPIError as error:
        raise _failure(error.orig) from error


def _failure(error: object) -> LibraryError:
    reason = str(error)
    if "locked" in reason:
        return BusyError(f"Cơ sở dữ liệu của thư viện đang bận ({reason}). Hãy chạy lại sau ít phút.")
    if "malformed" in reason or "not a database" in reason:
        return DamagedError(f"Cơ sở dữ liệu của thư viện bị hỏng ({reason}). Chạy: hoidap restore TỆP")
    return LibraryError(
        f"Cơ sở dữ liệu của thư viện báo lỗi: {reason}. Nội dung vẫn nguyên; hãy kiểm tra chỗ trống rồi chạy lại."
    )


def _sweep_postgres(raw: Any) -> None:
    """VACUUM may be part of no transaction; its copy leaves out the rows that were deleted."""
    connection = raw.driver_connection
    connection.autocommit = True
    try:
        for name in _WITH_TEXTS:
            connection.execute(f"VACUUM FULL {name}")
        others = ["members", "readings"]
        if connection.execute("SELECT to_regclass('dense_vectors')").fetchone() != (None,):
            others.append("dense_vectors")
        connection.execute(f"VACUUM {', '.join(others)}")
    finally:
        connection.autocommit = False
