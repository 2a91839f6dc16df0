"""The values that flow through the index: documents, passages, queries and hits.

Every type is frozen; a later stage makes a new value and leaves the earlier one as it was.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Unit-length embeddings, one a row: shape (n, dim)."""
Slices = Iterable[tuple[Vectors, NDArray[np.int64]]]
"""The vectors of passages that follow one another, some passages at a time: their rows, and how many each has."""


class BlockKind(StrEnum):
    """What a piece of a document is, as far as its layout tells."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    CAPTION = "caption"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A piece of text as a loader found it in a file, before cleaning.

    `level` is 1 for the outermost heading and 0 for running text; a numbered item bears the level that it would have as
    a heading, a table's header row bears 1. `page` counts from 1.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Extract:
    """What a loader made of a file: its blocks in reading order and how it read them."""

    blocks: tuple[RawBlock, ...]
    format: str
    encoding: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A span of a document's text: `document.text[start:end]`."""

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A known defect of a copy: `document.text[start:end]` should read `reading`.

    The text keeps the words of the copy; searching uses the reading and quotes show it with a mark.
    """

    start: int
    end: int
    reading: str
    reason: str


@dataclass(frozen=True, slots=True)
class Section:
    """A named stretch of a document, from `start` to the next section; level 1 is the outermost."""

    start: int
    title: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Document:
    """A document after cleaning: what is searched, quoted and cited.

    `id` is made of `[a-z0-9-]`, 24 characters at most, and stays when the document's text is replaced.
    `sha256` is that of the file as it came; `text` is NFC.
    """

    id: str
    title: str
    text: str
    blocks: tuple[Block, ...]
    source: str
    sha256: str
    number: str = ""
    issuer: str = ""
    date: datetime.date | None = None
    published: datetime.date | None = None
    kind: str = ""
    status: str = ""
    outline: tuple[Section, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def page_at(self, place: int) -> int | None:
        """The page of `text[place]`, counted from 1; None where the format has no pages."""
        after = bisect_right(self.blocks, place, key=lambda block: block.start)
        return self.blocks[after - 1].page if after else None

    def header_at(self, place: int) -> str:
        """What names the columns of the row at `text[place]`: its table's header rows, each on a line.

        "" where no table stands, where it has no header, and in the header itself.
        """
        header: list[str] = []
        for number in range(bisect_right(self.blocks, place, key=lambda block: block.start) - 1, -1, -1):
            block = self.blocks[number]
            names_columns = block.kind is BlockKind.ROW and block.level > 0
            if block.kind is BlockKind.FURNITURE:  # a page ends within the table
                continue
            if block.kind is not BlockKind.ROW or (header and not names_columns):
                break
            if names_columns:
                if block.end > place:
                    break
                header.append(self.text[block.start : block.end])
        return "\n".join(reversed(header))


@dataclass(frozen=True, slots=True)
class Taken:
    """A document with the bytes of the file that it was read from; `doubts` are lines on what may be amiss in it."""

    document: Document
    original: bytes
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that is encoded, found and cited as one.

    Invariant: `document.text[start:end] == text`. `id` is the document's id, a dot, and eight hexadecimal
    digits of the content, so that a link to it outlives changes elsewhere in the document.
    """

    id: str
    document_id: str
    headings: tuple[str, ...]
    text: str
    start: int
    end: int
    page: int | None = None
    corrections: tuple[Correction, ...] = ()
    """Those inside the passage, with offsets from the document's start."""


class Asked(StrEnum):
    """The kind of value that a question asks for; `OPEN` is any."""

    NUMBER = "number"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    LIST = "list"
    REASON = "reason"
    YES_NO = "yes_no"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the index understands it.

    `original` is what was typed; `restored` is what the dense side encodes; `terms` are the folded syllables
    and bigrams of the sparse side, with their weights; `content` are those of them that say what it is about.
    `numbers` must be met by what is quoted; `unit` is what a "bao nhiêu" counts, folded; `ordinal` names an item of a
    list, as in "nhiệm vụ thứ 6" (-1: the last). `foreign` tells that the question is not in Vietnamese, `leaning` that
    it was read after an earlier question of the conversation.
    """

    original: str
    restored: str
    terms: Mapping[str, float]
    content: frozenset[str] = frozenset()
    numbers: tuple[str, ...] = ()
    unit: str = ""
    asked: Asked = Asked.OPEN
    ordinal: int | None = None
    foreign: bool = False
    leaning: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that matches a query; `score` lies between 0 and 1 and orders the hits of one query."""

    passage: Passage
    score: float
    features: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a passage that may answer a query: `passage.text[start:end]`; a higher score is better."""

    passage: Passage
    start: int
    end: int
    score: float
    features: Mapping[str, float] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought: passages, best first, and the sentences of the best of them, best first."""

    query: Query
    hits: tuple[Hit, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Encoder(Protocol):
    """Turns texts into unit vectors; `name` identifies the model, its revision and its engine's precision."""

    @property
    def name(self) -> str: ...

    @property
    def dim(self) -> int: ...

    def encode_queries(self, texts: Sequence[str]) -> Vectors: ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors: ...


class DenseIndex(Protocol):
    """Knows the vector of each passage of a generation; safe to search from several threads."""

    def __len__(self) -> int: ...

    def search(self, vector: Vectors, k: int) -> tuple[NDArray[np.int64], Vectors]:
        """Positions and cosines of the k nearest passages to one vector of shape (dim,), best first."""
        ...

    def cosines(self, vector: Vectors, positions: NDArray[np.int64]) -> Vectors:
        """Cosines of one vector to the passages at these positions."""
        ...

    def vectors(self, positions: NDArray[np.int64]) -> Vectors:
        """The vectors of the passages at these positions, shape (positions, dim)."""
        ...


class Reranker(Protocol):
    """Reads a question and a passage together; a higher score is a better match, within one question only."""

    @property
    def name(self) -> str: ...

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """One score a passage: shape (n,)."""
        ...
