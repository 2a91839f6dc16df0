"""A document's sections in reading order, each by the first of its passages: what a table of contents shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot import phrases
from index.types import Passage


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A section: its innermost heading, how deep it lies (1 is outermost), and where it begins."""

    title: str
    level: int
    passage_id: str


def outline_of(passages: Iterable[Passage]) -> tuple[OutlineEntry, ...]:
    """One entry for each section; words that follow a section's subsections make no second entry.

    >>> outline_of([Passage("d.1", "d", ("I. Kết quả",), "…", 0, 1), Passage("d.2", "d", ("I. Kết quả",), "…", 1, 2)])
    (OutlineEntry(title='I. Kết quả', level=1, passage_id='d.1'),)
    """
    entries: list[OutlineEntry] = []
    before: tuple[str, ...] | None = None
    for passage in passages:
        if before is None or passage.headings != before[: len(passage.headings)]:
            title = passage.headings[-1] if passage.headings else phrases.OPENING
            entries.append(OutlineEntry(title, max(len(passage.headings), 1), passage.id))
        before = passage.headings
    return tuple(entries)
