"""Where the truth is kept and how one writer at a time is let in: a file under the root, or a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from index.library import layout
from index.library.disk import Disk
from index.library.lock import writer_lock
from index.library.truth import Truth, open_sqlite

Holds = Callable[[], bool]
"""Whether the right to write is still ours."""


class Store(Protocol):
    """What a library's database is to its commands."""

    def exists(self) -> bool:
        """False where nothing can have been written yet."""
        ...

    def open(self, disk: Disk) -> Truth:
        """The database, made where it can be. Raises LibraryError."""
        ...

    def lock(self, command: str) -> AbstractContextManager[Holds]:
        """The right to write; BusyError names who has it. Where it can be lost meanwhile, what is given tells."""
        ...

    def set_aside(self, disk: Disk) -> None:
        """Put away a database that cannot be read, so that another can be made."""
        ...


class SqliteStore:
    """The library's own SQLite file. A class for its place, the root."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def exists(self) -> bool:
        """See `Store.exists`."""
        return (self._root / layout.DATABASE).exists()

    def open(self, disk: Disk) -> Truth:
        """See `Store.open`."""
        return open_sqlite(self._root, disk)

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
