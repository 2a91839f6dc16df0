"""What is known of documents beside their text: catalogue entries, outlines and reviewed corrections."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.errors import DocumentError
from index.types import Correction, Section

CATALOGUE = "catalogue.toml"
CORRECTIONS = "corrections.toml"


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A section's title and the words that it begins with."""

    title: str
    starts: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Defect:
    """A known defect: `in_words`, inside `within`, should read `reads`."""

    in_words: str
    within: str
    reads: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue says of one document; empty fields are read from the document itself."""

    id: str
    title: str = ""
    number: str = ""
    issuer: str = ""
    kind: str = ""
    status: str = ""
    date: datetime.date | None = None
    published: datetime.date | None = None
    outline: tuple[OutlineEntry, ...] = ()
    defects: tuple[Defect, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Entries by the SHA-256 of the file they describe, so that a renamed file keeps its entry."""

    entries: Mapping[str, Entry] = field(default_factory=dict)

    def entry(self, sha256: str) -> Entry | None:
        """The entry of the file with this digest, if there is one."""
        return self.entries.get(sha256)


def open_catalogue(folder: Path) -> Catalogue:
    """Reads `catalogue.toml` and `corrections.toml` of a folder; missing files mean an empty catalogue.

    Raises DocumentError where a file is no TOML or lacks a field.
    """
    documents = _tables(folder / CATALOGUE, "document")
    corrections = _tables(folder / CORRECTIONS, "correction")
    try:
        defects: dict[str, list[Defect]] = {}
        for table in corrections:
            document = table.pop("document")
            defects.setdefault(document, []).append(Defect(**table))
        return Catalogue({table["sha256"]: _entry(table, defects.get(table["id"], ())) for table in documents})
    except (KeyError, TypeError) as error:
        raise DocumentError(f"Danh mục trong {folder} thiếu hoặc thừa trường {error}: hãy sửa rồi chạy lại.") from error


def find_sections(text: str, entries: Sequence[OutlineEntry]) -> tuple[Section, ...]:
    """Where the outline's sections begin. Raises DocumentError where the words do not stand there once."""
    return tuple(Section(_place(text, entry.starts), entry.title, entry.level) for entry in entries)


def find_corrections(text: str, defects: Sequence[Defect]) -> tuple[Correction, ...]:
    """Where the known defects stand. Raises DocumentError where the words do not stand there once."""
    found = []
    for defect in defects:
        start = _place(text, defect.within) + _place(defect.within, defect.in_words)
        found.append(Correction(start, start + len(defect.in_words), defect.reads, defect.reason))
    return tuple(sorted(found, key=lambda correction: correction.start))


def _entry(table: Mapping[str, Any], defects: Sequence[Defect]) -> Entry:
    fields = {name: value for name, value in table.items() if name not in ("file", "sha256", "outline")}
    outline = tuple(OutlineEntry(**section) for section in table.get("outline", ()))
    return Entry(**fields, outline=outline, defects=tuple(defects))


def _tables(path: Path, name: str) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    try:
        return list(tomllib.loads(path.read_text(encoding="utf-8")).get(name, []))
    except UnicodeDecodeError as error:
        raise DocumentError(f"{path} không phải văn bản UTF-8. Hãy lưu lại bằng UTF-8 rồi chạy lại.") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"dòng {line[1]}" if line else "cuối tệp"
        raise DocumentError(f"{path}, {where}: không đúng cách viết TOML. Hãy sửa tệp rồi chạy lại.") from error


def _place(text: str, words: str) -> int:
    if text.count(words) != 1:
        raise DocumentError(f"Danh mục nêu “{words}” nhưng chữ ấy đứng {text.count(words)} lần: hãy sửa danh mục.")
    return text.index(words)
