"""What the library's commands tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from index.library.intake import FileReport
from index.library.shelf import CHANGES


@dataclass(frozen=True, slots=True)
class AddReport:
    """What `add` did, or with `dry_run` would do.

    `encoded` counts the different texts without a vector; `generation` is the library's afterwards, empty
    when there is none.
    """

    files: tuple[FileReport, ...]
    encoded: int
    generation: str
    passed: tuple[Path, ...] = ()
    """What lies in the folders without being a document: see `index.library.intake.find_files`."""

    @property
    def changed(self) -> bool:
        """Whether the library is another than before."""
        return any(file.fate in CHANGES for file in self.files)


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that keeps the text it had, and why its file was not read again."""

    document_id: str
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class ChangeReport:
    """The new generation and the ids of the documents that it has more, has no more, or has in another version.

    `unread` are those that `reindex` could not read again, `erased` those that `rollback` could not bring back; `names`
    gives the number and title of each by its id.
    """

    generation: str
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    erased: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in the library, in one line for a person, and whether it has been put right."""

    what: str
    repaired: bool


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What `check` has looked at and found; `generation` is empty for a library without documents."""

    generation: str
    documents: int
    passages: int
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether everything is in order now."""
        return all(finding.repaired for finding in self.findings)
