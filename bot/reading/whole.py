"""A whole document to read: its blocks in order, cut where passages begin and end, quoted stretches marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from bot.writing.reply import Spans, marked_within
from index.types import Block, BlockKind, Document, Passage

Stretches = Sequence[tuple[int, int]]

_BESIDE = ""
"""The passage of what stands in none."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, or the part of it that stands in one passage.

    `page` is set where a page begins, `section` where a section of the document's catalogued outline does, whose title
    is not among the document's words; `continued` tells that the block began in an earlier piece.
    """

    passage_id: str
    kind: BlockKind
    level: int
    spans: Spans
    page: int | None
    section: str
    continued: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A passage, or what stands between two (then `passage_id` is empty); `cited` tells that a reader came for it."""

    passage_id: str
    cited: bool
    pieces: tuple[Piece, ...]


def parts_of(document: Document, passages: Sequence[Passage], cited: Mapping[str, Stretches]) -> tuple[Part, ...]:
    """Every word of the document in reading order; `cited` has the quoted offsets in each passage that is cited."""
    pieces = _pieces(document, passages, cited)
    return tuple(
        Part(passage_id, passage_id in cited, tuple(group))
        for passage_id, group in groupby(pieces, key=lambda piece: piece.passage_id)
    )


def _pieces(document: Document, passages: Sequence[Passage], cited: Mapping[str, Stretches]) -> Iterator[Piece]:
    whole = Passage("", document.id, (), document.text, 0, len(document.text), corrections=document.corrections)
    quoted = [
        (passage.start + start, passage.start + end)
        for passage in passages
        for start, end in cited.get(passage.id, ())
        if 0 <= start < end <= len(passage.text)
    ]
    sections = [section for section in document.outline if section.title]
    page = None
    for block, passage_id, start, end in _stretches(document, passages):
        titles = [sections.pop(0).title for section in tuple(sections) if section.start < end]
        yield Piece(
            passage_id,
            block.kind,
            block.level,
            tuple(marked_within(whole, [(max(left, start), min(right, end)) for left, right in quoted], start, end)),
            block.page if block.page != page else None,
            titles[-1] if titles else "",
            continued=start > block.start,
        )
        page = block.page


def _stretches(document: Document, passages: Sequence[Passage]) -> Iterator[tuple[Block, str, int, int]]:
    """Block, passage, start and end of each stretch that holds more than blanks."""
    following = 0
    for block in document.blocks:
        edges = {block.start, block.end}
        while following < len(passages) and passages[following].end <= block.start:
            following += 1
        inside = following
        while inside < len(passages) and passages[inside].start < block.end:
            edges.update(each for each in (passages[inside].start, passages[inside].end))
            inside += 1
        for start, end in pairwise(sorted(edge for edge in edges if block.start <= edge <= block.end)):
            if document.text[start:end].strip():
                owner = [each.id for each in passages[following:inside] if each.start <= start < each.end]
                yield block, owner[0] if owner else _BESIDE, start, end
