"""Where the truth is kept and how one writer at a time is let in: `sqlite.SqliteStore` or `postgres.PostgresStore`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from index.library.disk import Disk
from index.library.truth import Truth

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
