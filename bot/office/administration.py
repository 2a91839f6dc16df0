"""What administrators do to the library, from any channel: look at a file, take it in, withdraw, go back."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot import phrases
from bot.reading.difference import Difference, difference
from bot.reading.outline import OutlineEntry, outline_of
from index.errors import LibraryError
from index.library.intake import Read
from index.library.library import Library
from index.library.progress import Report, silent
from index.library.report import AddReport, ChangeReport
from index.library.shelf import CHANGES, Fate
from index.library.truth import Edition, Entry
from index.load import safe_name
from index.types import Document, Passage

UPLOADS_KEPT_SECONDS = 24 * 3600.0
"""How long a file waits to be confirmed."""

TOKEN_CHARACTERS = 16
"""Of a file's SHA-256: 64 bits tell the files of a day apart, and fit into a button."""

_TOKEN = re.compile(rf"[0-9a-f]{{{TOKEN_CHARACTERS}}}")

Split = Callable[[Document], tuple[Passage, ...]]

Held = Callable[[str], Document | None]
"""The document of an id as the library holds it."""


class Uploads(Protocol):
    """Where every replica finds the files that wait, by their tokens."""

    def put(self, token: str, name: str, content: bytes) -> None: ...

    def get(self, token: str) -> tuple[str, bytes] | None: ...

    def drop(self, token: str) -> None: ...

    def expire(self, seconds: float) -> None: ...


@dataclass(frozen=True, slots=True)
class Preview:
    """What would become of an uploaded file. `document` is None where it cannot be read; `reason` says why.

    `held` is the document that the library holds in its place, and `difference` what the file says otherwise.
    """

    token: str
    name: str
    fate: Fate
    document: Document | None = None
    outline: tuple[OutlineEntry, ...] = ()
    passages: int = 0
    new_texts: int = 0
    reason: str = ""
    doubts: tuple[str, ...] = ()
    held: Document | None = None
    difference: Difference | None = None


class Administration:
    """The library's commands and the files that wait to be confirmed. Its methods block: call them in a thread.

    A class for its parts. A file that waits lies in a folder named by its content, under each name that it came with,
    the latest of which counts; with `shared` that folder is a copy of what lies there.
    """

    def __init__(
        self,
        library: Callable[[], Library],
        held: Held,
        read: Read,
        split: Split,
        uploads: Path,
        shared: Uploads | None = None,
    ) -> None:
        self._library = library
        self._held = held
        self._read = read
        self._split = split
        self._uploads = uploads
        self._shared = shared

    def keep(self, name: str, content: bytes) -> str:
        """Puts an upload aside until it is confirmed; tells its token."""
        self._expire()
        token = hashlib.sha256(content).hexdigest()[:TOKEN_CHARACTERS]
        if self._shared is not None:
            self._shared.put(token, safe_name(name), content)
        self._write(token, safe_name(name), content)
        return token

    def preview(self, token: str) -> Preview:
        """What would become of a kept file; nothing is changed. Raises LibraryError if it is no longer kept."""
        path = self._path(token)
        report = self._library().add([path], dry_run=True)
        [file] = report.files
        if file.fate is Fate.FAILED:
            return Preview(token, path.name, file.fate, reason=file.reason)
        document = self._read(path, confirmed=True).document
        passages = self._split(document)
        held = self._held(file.document_id) if file.fate in CHANGES else None
        return Preview(
            token,
            path.name,
            file.fate,
            document,
            outline_of(passages),
            len(passages),
            report.encoded,
            file.reason,
            file.doubts,
            held,
            difference(held.text, document.text) if held else None,
        )

    def take_in(self, token: str, *, confirm_held: bool, report: Report = silent) -> AddReport:
        """Adds a kept file to the library; it is kept no longer."""
        told = self._library().add([self._path(token)], confirm_held=confirm_held, report=report)
        self.drop(token)
        return told

    def drop(self, token: str) -> None:
        """Keeps a file no longer. Raises LibraryError for what is no token."""
        shutil.rmtree(self._folder(token), ignore_errors=True)
        if self._shared is not None:
            self._shared.drop(token)

    def documents(self) -> tuple[Entry, ...]:
        """What the library holds."""
        return self._library().list()

    def remove(self, document_id: str) -> ChangeReport:
        """Withdraws a document."""
        return self._library().remove([document_id])

    def history(self) -> tuple[Edition, ...]:
        """Every generation, oldest first."""
        return self._library().history()

    def rollback(self, generation: str) -> ChangeReport:
        """Holds the documents of an earlier generation again."""
        return self._library().rollback(generation)

    def reindex(self, report: Report = silent) -> ChangeReport:
        """Cuts and encodes every document anew."""
        return self._library().reindex(report=report)

    def _write(self, token: str, name: str, content: bytes) -> None:
        folder = self._folder(token)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
        os.utime(folder)

    def _path(self, token: str) -> Path:
        folder = self._folder(token)
        if self._shared is not None:
            file = self._shared.get(token)
            if file is None:  # another replica has taken it in, or dropped it
                shutil.rmtree(folder, ignore_errors=True)
                raise LibraryError(phrases.UPLOAD_IS_GONE)
            if not (folder / file[0]).is_file():
                self._write(token, *file)
            return folder / file[0]
        found = sorted(folder.glob("*"), key=lambda path: path.stat().st_mtime_ns)
        if not found:
            raise LibraryError(phrases.UPLOAD_IS_GONE)
        return found[-1]

    def _folder(self, token: str) -> Path:
        """Where a file waits. Raises LibraryError for what is no token: it must not lead elsewhere on the disk."""
        if not _TOKEN.fullmatch(token):
            raise LibraryError(phrases.UPLOAD_IS_GONE)
        return self._uploads / token

    def _expire(self) -> None:
        if self._shared is not None:
            self._shared.expire(UPLOADS_KEPT_SECONDS)
        for folder in self._uploads.glob("*"):
            with contextlib.suppress(FileNotFoundError):  # somebody has just dropped it
                if time.time() - folder.stat().st_mtime > UPLOADS_KEPT_SECONDS:
                    shutil.rmtree(folder, ignore_errors=True)
