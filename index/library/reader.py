"""The way of a question into the library: the current generation and its files, checked. No SQLAlchemy here."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index.errors import DamagedError, EmptyLibraryError, EncoderError, LibraryError
from index.library import layout, manifest
from index.library.head import Head, Named, SqliteHead
from index.library.manifest import Manifest

logger = logging.getLogger(__name__)

Repair = Callable[[str], None]
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

    The head is asked of the database each time, so that what was withdrawn is not served again.
    """

    def __init__(
        self, root: Path, repair: Repair | None = None, head: Head | None = None, dense: str = manifest.FAISS
    ) -> None:
        """`repair` is called for a generation whose files are missing or damaged; without it that is an error.

        `dense` tells where vectors are searched: files that were made for another way are made anew.
        """
        self._root = root
        self._repair = repair
        self._head = head or SqliteHead(root)
        self._dense = dense
        self._guard = threading.Lock()
        self._opening = threading.Lock()
        self._current: Generation | None = None
        self._named: Named | None = None

    def current(self) -> Generation:
        """The published generation, the same object until it changes.

        EmptyLibraryError when there is no document in the library, DamagedError when its files cannot be made good.
        """
        with self._opening:  # which may take long where it is derived first: `newest` and `withdrawn` do not wait
            with self._guard:
                head = self._head.read()
            if head is None:
                raise self._empty()
            if self._current is None or self._named != head:
                self._current, self._named = self._open(head), head
            if self._current.manifest.passages == 0:
                raise self._empty()
            return self._current

    def newest(self) -> str:
        """The published generation's id, whatever becomes of its files. Raises as `current` does."""
        with self._guard:
            head = self._head.read()
        if head is None:
            raise self._empty()
        return head.id

    def withdrawn(self, since: str) -> frozenset[str]:
        """The documents of an earlier generation that are in the library no more.

        For whoever answers from that one while the current one is being opened: nothing of these may be quoted.
        """
        with self._guard:
            return self._head.withdrawn(since)

    def close(self) -> None:
        """Let go of the database; `current` opens it again."""
        with self._guard:
            self._head.close()

    def _open(self, head: Named) -> Generation:
        folder = layout.generation_folder(self._root, head.id)
        try:
            return Generation(head.id, folder, manifest.verify(folder, head.begun_at, self._dense))
        except DamagedError as error:
            if self._repair is None:
                raise
            logger.warning("chỉ mục của bản %s được lập lại: %s", head.id, error)
        self._repair(head.id)
        return Generation(head.id, folder, manifest.verify(folder, head.begun_at, self._dense))

    def _empty(self) -> EmptyLibraryError:
        return EmptyLibraryError(f"Thư viện {self._root} chưa có văn bản nào. Chạy: hoidap add ĐƯỜNG_DẪN")
