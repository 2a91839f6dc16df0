"""The documents and passages of one generation, as files that are mapped into memory and read where needed.

    texts.utf8       the documents' texts, one after the other
    documents.jsonl  a line of metadata a document (see `index.library.record`)
    documents.bin    DOCUMENT rows: where a document's text, metadata and passages lie
    headings.jsonl   a line a heading path, each path once
    headings.bin     where each line begins
    passages.bin     PASSAGE rows, in the order of the documents

A million passages take about 90 MB of rows, of which only the pages in use are in memory.
"""

from __future__ import annotations

import json
import mmap
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

from index.library import record
from index.types import Correction, Document, Passage

ID_BYTES = 24
DIGITS = 8
"""A document's id and a passage's hexadecimal digits: see `index.types`."""

DOCUMENTS_HELD = 64
"""Parsed documents kept at hand: an answer quotes from a handful, and one takes about 0.3 MB."""

DOCUMENT = np.dtype(
    [
        ("id", f"S{ID_BYTES}"),
        ("text", "<u8"),
        ("text_end", "<u8"),
        ("record", "<u8"),
        ("record_end", "<u8"),
        ("first", "<u4"),
        ("count", "<u4"),
        ("corrected", "?"),
    ]
)
PASSAGE = np.dtype(
    [
        ("id", f"S{ID_BYTES + 1 + DIGITS}"),
        ("document", "<u4"),
        ("start", "<u4"),
        ("end", "<u4"),
        ("byte_start", "<u8"),
        ("byte_end", "<u8"),
        ("headings", "<u4"),
        ("page", "<u4"),  # 0: the format has no pages
    ]
)

Rows = NDArray[np.void]
Create = Callable[[Path], BinaryIO]


def create_file(path: Path) -> BinaryIO:
    """Open a new file for writing."""
    return path.open("wb")


class Corpus:
    """A read-only view of a generation's documents and passages; a passage is named by its position.

    Invariant: `corpus.document(p.document_id).text[p.start:p.end] == p.text` for every passage p.
    """

    def __init__(self, folder: Path) -> None:
        self._texts = _map(folder / "texts.utf8")
        self._records = _map(folder / "documents.jsonl")
        self._headings = _map(folder / "headings.jsonl")
        self._heading_starts = np.frombuffer(_map(folder / "headings.bin"), "<u8")
        self._documents: Rows = np.frombuffer(_map(folder / "documents.bin"), DOCUMENT)
        self._passages: Rows = np.frombuffer(_map(folder / "passages.bin"), PASSAGE)
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
        places = _write_documents(folder, documents, create)
        _write_passages(folder, places, passages, create)

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
        text = self._texts[row["text"] : row["text_end"]].decode()
        return record.load(row["id"].decode(), self._records[row["record"] : row["record_end"]].decode(), text)

    def _heading_path(self, index: int) -> tuple[str, ...]:
        line = self._headings[self._heading_starts[index] : self._heading_starts[index + 1]]
        return tuple(json.loads(line))

    def _corrections(self, place: int, start: int, end: int) -> tuple[Correction, ...]:
        row = self._documents[place]
        if not row["corrected"]:
            return ()
        return corrections_within(self.document(row["id"].decode()), start, end)


def corrections_within(document: Document, start: int, end: int) -> tuple[Correction, ...]:
    """The document's corrections that lie wholly inside `document.text[start:end]`."""
    return tuple(c for c in document.corrections if start <= c.start and c.end <= end)


def _write_documents(folder: Path, documents: Iterable[Document], create: Create) -> dict[str, int]:
    """Write texts, metadata and the documents' rows; tell each id's place."""
    places: dict[str, int] = {}
    text_end = record_end = 0
    with (
        create(folder / "texts.utf8") as texts,
        create(folder / "documents.jsonl") as records,
        create(folder / "documents.bin") as rows,
    ):
        for document in documents:
            if document.id in places or len(document.id.encode()) > ID_BYTES:
                raise ValueError(f"document id {document.id!r} is taken or longer than {ID_BYTES} bytes")
            places[document.id] = len(places)
            text, line = document.text.encode(), record.dump(document).encode() + b"\n"
            texts.write(text)
            records.write(line)
            row = (
                document.id.encode(),
                text_end,
                text_end := text_end + len(text),
                record_end,
                record_end := record_end + len(line),
                0,
                0,
                bool(document.corrections),
            )
            rows.write(np.array([row], DOCUMENT).tobytes())
    return places


def _write_passages(folder: Path, places: dict[str, int], passages: Iterable[Passage], create: Create) -> None:
    """Write the passages' rows and heading paths, then each document's span into the documents' rows."""
    documents = np.fromfile(folder / "documents.bin", DOCUMENT)
    paths: dict[tuple[str, ...], int] = {}
    count = 0
    with (folder / "texts.utf8").open("rb") as texts, create(folder / "passages.bin") as rows:
        for document_id, group in _grouped(passages):
            place = places[document_id]
            document = documents[place]
            if document["count"]:
                raise ValueError(f"passages of document {document_id!r} do not stand together")
            texts.seek(int(document["text"]))
            encoded = texts.read(int(document["text_end"] - document["text"]))
            block = _rows_of(group, place, int(document["text"]), encoded, paths)
            document["first"], document["count"] = count, len(group)
            count += len(group)
            rows.write(block.tobytes())
    _write_headings(folder, paths, create)
    with create(folder / "documents.bin") as rows:
        rows.write(documents.tobytes())


def _grouped(passages: Iterable[Passage]) -> Iterator[tuple[str, list[Passage]]]:
    group: list[Passage] = []
    for passage in passages:
        if group and group[0].document_id != passage.document_id:
            yield group[0].document_id, group
            group = []
        group.append(passage)
    if group:
        yield group[0].document_id, group


def _rows_of(group: list[Passage], place: int, offset: int, encoded: bytes, paths: dict[tuple[str, ...], int]) -> Rows:
    """The rows of one document's passages; `encoded` is its text, which stands at byte `offset`."""
    text = encoded.decode()
    octets = np.frombuffer(encoded, np.uint8)
    byte_of = np.append(np.flatnonzero((octets & 0xC0) != 0x80), len(octets))  # where each character begins
    rows = np.zeros(len(group), PASSAGE)
    for row, passage in zip(rows, group, strict=True):
        if len(passage.id.removeprefix(f"{passage.document_id}.").encode()) != DIGITS:
            raise ValueError(f"passage id {passage.id!r} is not its document's id, a dot and {DIGITS} digits")
        if text[passage.start : passage.end] != passage.text:
            raise ValueError(f"passage {passage.id} does not stand in its document at {passage.start}")
        row["id"] = passage.id.encode()
        row["document"], row["start"], row["end"] = place, passage.start, passage.end
        row["byte_start"], row["byte_end"] = offset + byte_of[passage.start], offset + byte_of[passage.end]
        row["headings"] = paths.setdefault(passage.headings, len(paths))
        row["page"] = passage.page or 0
    if len(np.unique(rows["id"])) != len(rows):
        raise ValueError(f"two passages of document {group[0].document_id!r} have the same id")
    return rows


def _write_headings(folder: Path, paths: dict[tuple[str, ...], int], create: Create) -> None:
    starts = [0]
    with create(folder / "headings.jsonl") as lines:
        for path in paths:
            line = json.dumps(path, ensure_ascii=False).encode() + b"\n"
            lines.write(line)
            starts.append(starts[-1] + len(line))
    with create(folder / "headings.bin") as rows:
        rows.write(np.array(starts, "<u8").tobytes())


def _map(path: Path) -> Any:
    """The file as bytes that are read when touched; an empty file cannot be mapped."""
    with path.open("rb") as file:
        empty = path.stat().st_size == 0
        return b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
