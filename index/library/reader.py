"""The way of a question into the library: which generation is current, and its files, checked. No SQLAlchemy here."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index.errors import DamagedError, EncoderError, LibraryError
from index.library import layout, manifest
from index.library.manifest import Manifest

logger = logging.getLogger(__name__)

BUSY_SECONDS = 5
"""How long asking for the head waits for another process; in WAL mode a reader waits for recovery only."""

_HEAD = "SELECT max(id) FROM generations WHERE published_at IS NOT NULL"

Repair = Callable[[int], None]
"""Derives a published generation's folder anew from the truth: `Library.repair`, imported when it is called."""


@dataclass(frozen=True, slots=True)
class Generation:
    """A published generation whose files were read and found as they were written."""

    id: str
    folder: Path
    manifest: Manifest

    def require(self, *, encoder: str, chunker: str) -> None:
        """EncoderError when the index was made with another model, LibraryError when with another chunker."""
        if self.manifest.encoder != encoder:
            raise EncoderError(
                f"Chỉ mục được tạo bằng mô hình {self.manifest.encoder}, đang dùng {encoder}. Chạy: hoidap reindex"
            )
        if self.manifest.chunker != chunker:
            raise LibraryError(
                f"Chỉ mục được tạo bằng cách chia đoạn {self.manifest.chunker}, chương trình dùng {chunker}. "
                "Chạy: hoidap reindex"
            )


class Reader:
    """Tells the current generation at each question; safe to use from several threads.

    The head is asked of the database each time (some 20 µs), so that what was withdrawn is not served again.
    """

    def __init__(self, root: Path, repair: Repair | None = None) -> None:
        """`repair` is called for a generation whose files are missing or damaged; without it that is an error."""
        self._root = root
        self._repair = repair
        self._guard = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._inode: tuple[int, int] | None = None
        self._current: Generation | None = None

    def current(self) -> Generation:
        """The published generation, the same object until it changes.

        LibraryError when there is no document in the library, DamagedError when its files cannot be made good.
        """
        with self._guard:
            head = self._head()
            if self._current is None or self._current.id != str(head):
                self._current = self._open(head)
            if self._current.manifest.passages == 0:
                raise self._empty()
            return self._current

    def close(self) -> None:
        """Let go of the database; `current` opens it again."""
        with self._guard:
            self._disconnect()

    def _head(self) -> int:
        connection = self._connect()
        try:
            (head,) = connection.execute(_HEAD).fetchone()
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                raise self._empty() from error
            raise DamagedError(f"Không đọc được {self._root / layout.DATABASE}: {error}.") from error
        except sqlite3.DatabaseError as error:
            raise DamagedError(
                f"Cơ sở dữ liệu {self._root / layout.DATABASE} bị hỏng. Hãy phục hồi: hoidap restore TỆP"
            ) from error
        if head is None:
            raise self._empty()
        return int(head)

    def _connect(self) -> sqlite3.Connection:
        """The open connection, or a new one when the file is another than the one that was opened."""
        path = self._root / layout.DATABASE
        try:
            found = path.stat()
        except FileNotFoundError:
            self._disconnect()
            raise self._empty() from None
        if self._connection is None or self._inode != (found.st_dev, found.st_ino):
            self._disconnect()
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS, check_same_thread=False
            )
            self._inode = (found.st_dev, found.st_ino)
            self._current = None
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = self._inode = self._current = None

    def _open(self, head: int) -> Generation:
        folder = layout.generation_folder(self._root, head)
        try:
            return Generation(str(head), folder, manifest.verify(folder))
        except DamagedError as error:
            if self._repair is None:
                raise
            logger.warning("generation %d is damaged and is derived anew: %s", head, error)
        self._repair(head)
        return Generation(str(head), folder, manifest.verify(folder))

    def _empty(self) -> LibraryError:
        return LibraryError(f"Thư viện {self._root} chưa có văn bản nào. Chạy: hoidap add ĐƯỜNG_DẪN")
