"""The documents and passages of one generation, in files that are mapped into memory and read where needed.

A million passages take about 90 MB of rows, of which only the pages in use are in memory. The files are described
in `index.library.corpus_files`.
"""

from __future__ import annotations

import json
import mmap
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

from index.library import corpus_files as files
from index.library import record
from index.library.corpus_files import DOCUMENT, PASSAGE, START, CorpusWriter, Create, Rows
from index.types import Correction, Document, Passage

DOCUMENTS_HELD = 64
"""Parsed documents kept at hand: an answer quotes from a handful, and one takes about 0.3 MB."""


def create_file(path: Path) -> BinaryIO:
    """Open a new file for writing."""
    return path.open("wb")


@dataclass(frozen=True, slots=True)
class Previous:
    """A whole generation of the same encoder and chunker, whose derived files may serve again.

    `positions` tells for each passage of the new corpus where it stood in the earlier one, -1 for a new one; the
    order of those that stay is the same.
    """

    folder: Path
    positions: NDArray[np.int64]


class Corpus:
    """A read-only view of a generation's documents and passages; a passage is named by its position.

    Invariant: `corpus.document(p.document_id).text[p.start:p.end] == p.text` for every passage p.
    """

    def __init__(self, folder: Path) -> None:
        self._texts = _map(folder / files.TEXTS)
        self._records = _map(folder / files.RECORDS)
        self._headings = _map(folder / files.HEADINGS)
        self._heading_starts = np.frombuffer(_map(folder / files.HEADING_STARTS), START)
        self._documents: Rows = np.frombuffer(_map(folder / files.DOCUMENTS), DOCUMENT)
        self._passages: Rows = np.frombuffer(_map(folder / files.PASSAGES), PASSAGE)
        self._place = {identity.decode(): place for place, identity in enumerate(self._documents["id"])}
        self._held: OrderedDict[int, Document] = OrderedDict()

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Map the files of a folder that `write` has filled; the folder may be removed afterwards."""
        return cls(folder)

    @staticmethod
    def write(
        folder: Path, documents: Iterable[Document], passages: Iterable[Passage], create: Create = create_file
    ) -> None:
        """Fill a folder; passages come grouped by document, in the documents' order.

        Raises ValueError for a passage that does not stand in its document or whose id is taken.
        """
        groups = groupby(passages, key=lambda passage: passage.document_id)
        owner, group = next(groups, ("", iter(())))
        with CorpusWriter(folder, create) as writer:
            for document in documents:
                if document.id != owner:
                    writer.put(document, ())
                    continue
                writer.put(document, tuple(group))
                owner, group = next(groups, ("", iter(())))
            if owner:
                raise ValueError(f"the passages of document {owner!r} do not stand in the documents' order")

    def copy(self, document_id: str, writer: CorpusWriter) -> None:
        """Put a document with its passages into another corpus, without making either of them."""
        row, span = self._documents[self._place[document_id]], self.span(document_id)
        text, line = self._texts[row["text"] : row["text_end"]], self._records[row["record"] : row["record_end"]]
        writer.copy(row, text, line, self._passages[span.start : span.stop], self._heading_line)

    def contents(self) -> dict[str, str]:
        """What each document's content is called (`record.content_key`), by id."""
        return {row["id"].decode(): row["content"].decode() for row in self._documents}

    def __len__(self) -> int:
        return len(self._passages)

    def __iter__(self) -> Iterator[Passage]:
        return map(self.passage, range(len(self)))

    @property
    def documents(self) -> tuple[Document, ...]:
        """Every document, made anew at each call: for a few thousand, use `document`."""
        return tuple(self._document(place) for place in range(len(self._documents)))

    @property
    def document_ids(self) -> tuple[str, ...]:
        """The ids in the order of the passages."""
        return tuple(self._place)

    def document(self, document_id: str) -> Document:
        """The document of that id; KeyError when there is none."""
        place = self._place[document_id]
        held = self._held.pop(place, None) or self._document(place)
        self._held[place] = held
        while len(self._held) > DOCUMENTS_HELD:
            self._held.popitem(last=False)
        return held

    def text(self, document_id: str) -> str:
        """A document's text alone, which takes a hundredth of the time; KeyError when there is none."""
        return self._text(self._place[document_id])

    def passage(self, position: int) -> Passage:
        """The passage at a position; IndexError outside `range(len(corpus))`."""
        if not 0 <= position < len(self._passages):
            raise IndexError(position)
        identity, place, start, end, byte_start, byte_end, headings, page = self._passages[position].item()
        document_id = self._documents[place]["id"].decode()
        return Passage(
            id=identity.decode(),
            document_id=document_id,
            headings=self._heading_path(headings),
            text=self._texts[byte_start:byte_end].decode(),
            start=start,
            end=end,
            page=page or None,
            corrections=self._corrections(place, start, end),
        )

    def position(self, passage_id: str) -> int | None:
        """Where the passage of that id stands, or None."""
        if passage_id.rpartition(".")[0] not in self._place:
            return None
        span = self.span(passage_id.rpartition(".")[0])
        (found,) = np.nonzero(self._passages["id"][span.start : span.stop] == passage_id.encode())
        return span.start + int(found[0]) if len(found) else None

    def span(self, document_id: str) -> range:
        """The positions of a document's passages, in reading order; KeyError when there is no such document."""
        row = self._documents[self._place[document_id]]
        return range(int(row["first"]), int(row["first"]) + int(row["count"]))

    def _document(self, place: int) -> Document:
        row = self._documents[place]
        line = self._records[row["record"] : row["record_end"]].decode()
        return record.load(row["id"].decode(), line, self._text(place))

    def _text(self, place: int) -> str:
        row = self._documents[place]
        text: bytes = self._texts[row["text"] : row["text_end"]]
        return text.decode()

    def _heading_path(self, index: int) -> tuple[str, ...]:
        return tuple(json.loads(self._heading_line(index)))

    def _heading_line(self, index: int) -> bytes:
        line: bytes = self._headings[self._heading_starts[index] : self._heading_starts[index + 1]]
        return line

    def _corrections(self, place: int, start: int, end: int) -> tuple[Correction, ...]:
        row = self._documents[place]
        if not row["corrected"]:
            return ()
        return corrections_within(self.document(row["id"].decode()), start, end)


def corrections_within(document: Document, start: int, end: int) -> tuple[Correction, ...]:
    """The document's corrections that lie wholly inside `document.text[start:end]`."""
    return tuple(c for c in document.corrections if start <= c.start and c.end <= end)


def _map(path: Path) -> Any:
    """The file as bytes that are read when touched; an empty file cannot be mapped."""
    with path.open("rb") as file:
        empty = path.stat().st_size == 0
        return b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
