"""The truth in SQLite: one file under the library's root, for one machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from index.library import layout
from index.library.disk import Disk
from index.library.lock import writer_lock
from index.library.store import Holds
from index.library.truth import Truth

BUSY_SECONDS = 30
"""How long a transaction waits for that of another process; ours last milliseconds."""


class SqliteStore:
    """The library's own SQLite file. A class for its place, the root."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def exists(self) -> bool:
        """See `Store.exists`."""
        return (self._root / layout.DATABASE).exists()

    def open(self, disk: Disk) -> Truth:
        """See `Store.open`."""
        self._root.mkdir(parents=True, exist_ok=True)
        return Truth(_engine(self._root / layout.DATABASE), disk)

    @contextmanager
    def lock(self, command: str) -> Iterator[Holds]:
        """See `Store.lock`. A locked file is nobody else's for as long as we live."""
        with writer_lock(self._root, command):
            yield lambda: True

    def set_aside(self, disk: Disk) -> None:
        """See `Store.set_aside`; the file itself goes last."""
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        for suffix in ("-wal", "-shm", ""):
            path = self._root / (layout.DATABASE + suffix)
            if path.exists():
                disk.rename(path, path.with_name(f"damaged-{stamp}-{path.name}"))
        disk.sync(self._root)


@lru_cache(maxsize=8)
def _engine(path: Path) -> Engine:
    """An engine holds no connection, only the statements it has compiled, which take half of a small command."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: Any, _record: object) -> None:
    """WAL lets questions read while a writer writes."""
    connection.isolation_level = None  # transactions begin in `_begin`, not at sqlite3's guess
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    """FULL makes a commit outlive a power cut; NORMAL spares the wait for the disk, 35 ms each on a busy one."""
    options = connection.get_execution_options()
    writing = options.get("for_writing", False)
    connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if options.get('lasting', True) else 'NORMAL'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
