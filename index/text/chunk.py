"""Passages of a document: along its sections, at sentence borders, none too long to be encoded whole."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import ceil

from index.terms import same_tone, words
from index.text.sentences import sentences
from index.types import Block, BlockKind, Correction, Document, Passage, Section

REVISION = "5"
"""Changes when the same document would make other passages, or others would be encoded; a generation names it."""

MOST_SYLLABLES = 180
"""Hit@1 on XQuAD was .970 with 140 and with 180, .966 with 260; longer passages also blur what is shown as cited."""

_BREAKS = re.compile(r"[;:,]\s+|\s+")
_TITLE_SYLLABLES = 60


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, or a part of an over-long one, with the section it stands in."""

    start: int
    end: int
    size: int
    section: int
    page: int | None
    stretch: int
    """How many blocks of furniture stand before it."""


def split(document: Document) -> tuple[Passage, ...]:
    """The document's passages in order; furniture is in none, everything else in exactly one."""
    sections = document.outline or _sections(document)
    paths = _paths(sections)
    starts = [section.start for section in sections]
    units = list(_units(document, starts))
    passages: list[Passage] = []
    seen: dict[str, int] = {}
    for group in _groups(units):
        passage = _passage(document, paths[group[0].section], group, seen)
        passages.append(passage)
    return tuple(passages)


def corrected(text: str, start: int, corrections: Sequence[Correction]) -> str:
    """The text with its known defects replaced by their readings; `start` is the text's place in the document."""
    for correction in sorted(corrections, key=lambda each: each.start, reverse=True):
        left, right = correction.start - start, correction.end - start
        if left >= 0 and right <= len(text):
            text = text[:left] + correction.reading + text[right:]
    return text


def heading_text(title: str, headings: Sequence[str]) -> str:
    """The line above a passage that is searched with it: the document's title, cut, and the heading path."""
    cut = " ".join(title.split()[:_TITLE_SYLLABLES])
    return " - ".join(part for part in (cut, *headings) if part)


def encoding_text(document: Document, passage: Passage) -> str:
    """What the encoder and BM25 read of a passage: its heading line, then its text with the corrections applied.

    A passage that begins within a table has the table's header in its heading line.
    """
    body = corrected(passage.text, passage.start, passage.corrections)
    header = " ".join(document.header_at(passage.start).split()[:_TITLE_SYLLABLES])
    head = heading_text(document.title, (*passage.headings, header))
    return same_tone(f"{head}\n{body}" if head else body)


def encoding_texts(document: Document, passage: Passage) -> tuple[str, ...]:
    """What the encoder reads for a passage: the passage, then each of its sentences where it has several."""
    inside = [
        corrected(passage.text[start:end], passage.start + start, passage.corrections)
        for start, end in sentences(passage.text)
    ]
    return (encoding_text(document, passage), *(map(same_tone, inside) if len(inside) > 1 else ()))


def _sections(document: Document) -> tuple[Section, ...]:
    """The headings; a numbered item ends open headings of its level and deeper ones, as a section without a title."""
    sections: list[Section] = []
    open_level = 0
    for block in document.blocks:
        heading = block.kind is BlockKind.HEADING
        if heading or (block.kind is BlockKind.ITEM and 0 < block.level <= open_level):
            title = " ".join(document.text[block.start : block.end].split()) if heading else ""
            sections.append(Section(block.start, title, block.level))
            open_level = block.level if heading else block.level - 1
    return tuple(sections)


def _paths(sections: Sequence[Section]) -> list[tuple[str, ...]]:
    """The heading path of what stands before the first section, then of each section."""
    paths: list[tuple[str, ...]] = [()]
    stack: list[Section] = []
    for section in sections:
        while stack and stack[-1].level >= section.level:
            stack.pop()
        if section.title:
            stack.append(section)
        paths.append(tuple(each.title for each in stack))
    return paths


def _units(document: Document, starts: Sequence[int]) -> Iterator[_Unit]:
    stretch = 0
    for block in document.blocks:
        if block.kind is BlockKind.FURNITURE:
            stretch += 1
        else:
            yield from _units_of(document.text, block, starts, stretch)


def _units_of(text: str, block: Block, starts: Sequence[int], stretch: int) -> Iterator[_Unit]:
    borders = [start for start in starts if block.start < start < block.end]
    edges = [block.start, *borders, block.end]
    for left, right in pairwise(edges):
        for start, end in sentences(text, left, right):
            section = bisect_right(starts, start)
            for part_start, part_end, size in _pieces(text, start, end):
                yield _Unit(part_start, part_end, size, section, block.page, stretch)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """An over-long sentence in parts of at most MOST_SYLLABLES, cut after a clause where there is one."""
    size = sum(1 for _ in words(text[start:end]))
    if size <= MOST_SYLLABLES:
        yield start, end, size
        return
    middle = (start + end) // 2
    cuts = list(_BREAKS.finditer(text, start + 1, end - 1))
    if not cuts:
        yield start, end, size
        return
    cut = min(cuts, key=lambda match: abs(match.start() - middle) * (1 if match.group()[0] in ";:," else 4))
    left_end = cut.start() + (1 if cut.group()[0] in ";:," else 0)
    yield from _pieces(text, start, left_end)
    yield from _pieces(text, cut.end(), end)


def _groups(units: Sequence[_Unit]) -> Iterator[list[_Unit]]:
    """Runs of units of one section without furniture between them, evenly filled."""
    for _place, run in groupby(units, key=lambda unit: (unit.section, unit.stretch)):
        yield from _even(list(run))


def _even(run: Sequence[_Unit]) -> Iterator[list[_Unit]]:
    total = sum(unit.size for unit in run)
    target = total / ceil(total / MOST_SYLLABLES) if total else 1
    group: list[_Unit] = []
    filled = 0
    for unit in run:
        over = filled + unit.size > MOST_SYLLABLES or filled + unit.size / 2 > target
        if group and over:
            yield group
            group, filled = [], 0
        group.append(unit)
        filled += unit.size
    if group:
        yield group


def _passage(document: Document, headings: tuple[str, ...], group: Sequence[_Unit], seen: dict[str, int]) -> Passage:
    start, end = group[0].start, group[-1].end
    text = document.text[start:end]
    key = "\n".join((*headings, text))
    again = seen[key] = seen.get(key, -1) + 1
    digest = hashlib.sha256(f"{key}\n{again}".encode()).hexdigest()[:8]
    inside = tuple(each for each in document.corrections if start <= each.start and each.end <= end)
    return Passage(f"{document.id}.{digest}", document.id, headings, text, start, end, group[0].page, inside)
