"""Which generation is the library's content, asked of the database without SQLAlchemy."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import DamagedError
from index.library import layout

BUSY_SECONDS = 5
"""How long the question waits for another process: in WAL mode only while one recovers from a crash."""

NEWEST = "SELECT id, begun_at FROM generations WHERE published_at IS NOT NULL ORDER BY id DESC LIMIT 1"

HELD = """
    SELECT versions.document_id FROM members JOIN versions ON versions.id = members.version_id
    WHERE members.since <= :generation AND (members.until IS NULL OR members.until > :generation)
"""

ERASED = "SELECT document_id FROM erased WHERE since <= :generation AND until > :generation"
"""Of a generation's documents, those that `HELD` knows no more."""


@dataclass(frozen=True, slots=True)
class Named:
    """A generation's id, and when it was begun, which tells it from one of another library."""

    id: str
    begun_at: str


class Head(ABC):
    """Knows the published generation with the highest id. Raises LibraryError where the database cannot be asked."""

    def read(self) -> Named | None:
        """Its name, or None when there is none."""
        rows = self._ask(NEWEST)
        return Named(str(rows[0][0]), rows[0][1]) if rows else None

    def withdrawn(self, since: str) -> frozenset[str]:
        """The documents of that generation that the head has no more; some 2 ms for a thousand documents in SQLite."""
        head = self.read()
        if head is not None and head.id == since:
            return frozenset()
        then = self._documents(HELD, since) | self._documents(ERASED, since)
        return then if head is None else then - self._documents(HELD, head.id)

    @abstractmethod
    def close(self) -> None:
        """Let go of the database; `read` opens it again."""

    @abstractmethod
    def _ask(self, statement: str, **parameters: int) -> list[Any]:
        """The rows of a SELECT with parameters by name; none where nothing was ever written."""

    def _documents(self, statement: str, generation: str) -> frozenset[str]:
        return frozenset(document_id for (document_id,) in self._ask(statement, generation=int(generation)))


class SqliteHead(Head):
    """The head in the library's SQLite file, over a connection that stays open (20 µs a read).

    Notices when the file has been replaced by another, as a stale connection would go on telling the old head.
    """

    def __init__(self, root: Path) -> None:
        self._path = root / layout.DATABASE
        self._connection: sqlite3.Connection | None = None
        self._inode: tuple[int, int] | None = None

    def close(self) -> None:
        """See `Head.close`."""
        if self._connection is not None:
            self._connection.close()
        self._connection = self._inode = None

    def _ask(self, statement: str, **parameters: int) -> list[Any]:
        try:
            connection = self._connect()
            return connection.execute(statement, parameters).fetchall() if connection else []
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                return []
            raise DamagedError(f"Không đọc được {self._path} ({error}). Chạy: hoidap check") from error
        except sqlite3.DatabaseError as error:
            raise DamagedError(f"Cơ sở dữ liệu {self._path} bị hỏng. Phục hồi bằng: hoidap restore TỆP") from error

    def _connect(self) -> sqlite3.Connection | None:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            self.close()
            return None
        if self._connection is None or self._inode != (found.st_dev, found.st_ino):
            self.close()
            address = f"{self._path.absolute().as_uri()}?mode=ro"
            self._connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)
            self._inode = (found.st_dev, found.st_ino)
        return self._connection
