"""Files on their way into the library: found, read, and each told what became of it."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from index.errors import DocumentError, HeldError, LibraryError, system_reason
from index.library import layout, record
from index.library.shelf import Fate, Placement, Shelf, card_of
from index.types import Taken

IGNORED_NAMES = frozenset({"readme.md", "catalogue.toml", "corrections.toml", "thumbs.db", "desktop.ini"})
"""What lies beside documents without being one; in a folder they are passed over."""

IGNORED_PREFIXES = (".", "~$")
"""Hidden files, and the lock files of office programs."""


class Read(Protocol):
    """Makes a document of a file; DocumentError says why it cannot. `confirmed` lets a secrecy mark pass."""

    def __call__(self, path: Path, *, confirmed: bool) -> Taken: ...


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document comes from, as its head says; "" and None where it does not."""

    number: str
    issuer: str
    date: date | None


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file; `document_id` is the document that it is, or is a copy of.

    `reason` is, for a renamed or replaced document, the name it had; for a copy, the name of the other;
    for a file that failed or is held, a line for the person. `origin` is what was read of the document's head, for a
    person to confirm; `doubts` are lines on what may be amiss.
    """

    path: Path
    fate: Fate
    document_id: str = ""
    title: str = ""
    reason: str = ""
    origin: Origin | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The files that are to be read, and what lies in their folders without being a document."""

    files: tuple[Path, ...]
    passed: tuple[Path, ...]


def find_files(paths: Iterable[Path]) -> Found:
    """The named files and those under the named folders, in order of their names, each once; a link is not its target.

    LibraryError when a path is not there, is no ordinary file, is a library, or is a folder that holds none.
    """
    found: dict[Path, Path] = {}
    passed: dict[Path, Path] = {}
    for path in paths:
        if path.is_dir() and _is_library(path):
            raise LibraryError(f"{path} là thư viện của chương trình, không phải thư mục văn bản.")
        if path.is_dir():
            inside = sorted(_walk(path))
            documents = [each for each in inside if _may_be_document(each)]
            if not documents:
                raise LibraryError(f"Không có văn bản nào trong thư mục {path}. Hãy kiểm tra đường dẫn.")
            found.update((_place(each), each) for each in documents)
            passed.update((_place(each), each) for each in inside if not _may_be_document(each))
        elif path.is_file():
            found[_place(path)] = path
        elif path.exists():
            raise LibraryError(f"{path} không phải là tệp thường. Hãy kiểm tra đường dẫn.")
        else:
            raise LibraryError(f"Không có tệp hay thư mục {path}. Hãy kiểm tra đường dẫn.")
    return Found(tuple(found.values()), tuple(each for place, each in passed.items() if place not in found))


def arriving_names(files: Iterable[Path]) -> dict[str, set[str]]:
    """The SHA-256 of each file's content, and the names that it comes under; unreadable files are left out."""
    names: dict[str, set[str]] = {}
    for path in files:
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            continue  # reading it as a document tells why
        names.setdefault(digest, set()).add(unicodedata.normalize("NFC", path.name))
    return names


def take_in(
    files: Iterable[Path], shelf: Shelf, read: Read, *, confirmed: bool
) -> Iterator[tuple[FileReport, Taken | None]]:
    """Read the files one by one and decide on each; what was read comes with its final id, or not at all."""
    for path in files:
        try:
            taken = read(path, confirmed=confirmed)
        except HeldError as error:
            yield FileReport(path, Fate.HELD, reason=str(error)), None
        except DocumentError as error:
            yield FileReport(path, Fate.FAILED, reason=str(error)), None
        except OSError as error:
            yield FileReport(path, Fate.FAILED, reason=f"Không đọc được {path.name}: {system_reason(error)}."), None
        else:
            placement = shelf.place(card_of(taken.document))
            yield _told(path, placement, taken), _named(taken, placement.document_id)


def _told(path: Path, placement: Placement, taken: Taken) -> FileReport:
    document = taken.document
    return FileReport(
        path,
        placement.fate,
        placement.document_id,
        document.title,
        placement.reason,
        Origin(document.number, document.issuer, document.date),
        taken.doubts,
    )


def _named(taken: Taken, document_id: str) -> Taken:
    return replace(taken, document=record.with_id(taken.document, document_id))


def _walk(folder: Path) -> Iterator[Path]:
    """What lies under a folder: its files, and the folders that are not entered: links, hidden ones and libraries.

    Links are not followed, so that a folder cannot reach outside itself.
    """
    for parent, folders, names in os.walk(folder):
        yield from (Path(parent, name) for name in names)
        closed = [name for name in folders if _is_closed(Path(parent, name))]
        folders[:] = [name for name in folders if name not in closed]
        yield from (Path(parent, name) for name in closed)


def _is_closed(folder: Path) -> bool:
    return folder.is_symlink() or folder.name.startswith(".") or _is_library(folder)


def _is_library(folder: Path) -> bool:
    return any((folder / name).exists() for name in (layout.DATABASE, layout.WRITER_LOCK, layout.REPAIR_LOCK))


def _may_be_document(path: Path) -> bool:
    ignored = path.name.lower() in IGNORED_NAMES or path.name.startswith(IGNORED_PREFIXES)
    return not ignored and path.is_file() and not path.is_symlink()


def _place(path: Path) -> Path:
    """Where a path lies: two ways to one file are the same, a link and what it points to are not."""
    return path.parent.resolve() / path.name if path.is_symlink() else path.resolve()
