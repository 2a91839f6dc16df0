"""The files of a corpus: their layout, and how they are written document by document.

texts.utf8       the documents' texts, one after the other
documents.jsonl  a line of metadata a document (see `index.library.record`)
documents.bin    DOCUMENT rows: where a document's text, metadata and passages lie
headings.jsonl   a line a heading path, each path once
headings.bin     where each line begins, and at last where all end
passages.bin     PASSAGE rows, in the order of the documents
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

from index.library import record
from index.types import Document, Passage

TEXTS, RECORDS, DOCUMENTS = "texts.utf8", "documents.jsonl", "documents.bin"
HEADINGS, HEADING_STARTS, PASSAGES = "headings.jsonl", "headings.bin", "passages.bin"

ID_BYTES = 24
DIGITS = 8
"""A document's id and a passage's hexadecimal digits: see `index.types`."""

DOCUMENT = np.dtype(
    [
        ("id", f"S{ID_BYTES}"),
        ("content", "S64"),  # record.content_key
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
START = np.dtype("<u8")

Rows = NDArray[np.void]
Create = Callable[[Path], BinaryIO]


class CorpusWriter:
    """Writes the files of a corpus while documents are put into it; they are complete once it is closed.

    Invariant: every passage stands in its document, ids are unique, and the passages of a document stand together.
    """

    def __init__(self, folder: Path, create: Create) -> None:
        self._folder = folder
        self._create = create
        with ExitStack() as opening:  # closes those that are open when another cannot be
            self._texts = opening.enter_context(create(folder / TEXTS))
            self._records = opening.enter_context(create(folder / RECORDS))
            self._passages = opening.enter_context(create(folder / PASSAGES))
            self._open = opening.pop_all()
        self._documents: dict[str, Rows] = {}
        self._paths: dict[bytes, int] = {}
        self._text_end = self._record_end = self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()
        if kind is None:
            self._write_tables()

    def put(self, document: Document, passages: Sequence[Passage]) -> None:
        """Write a document with its passages; ValueError when one of them breaks the invariant."""
        text, line = document.text.encode(), record.dump(document).encode() + b"\n"
        rows = _rows_of(document, passages, text)
        for row, passage in zip(rows, passages, strict=True):
            row["headings"] = self._path(json.dumps(passage.headings, ensure_ascii=False).encode() + b"\n")
        self._append(document.id, record.content_key(document), text, line, rows, bool(document.corrections))

    def copy(self, row: np.void, text: bytes, line: bytes, passages: Rows, paths: Callable[[int], bytes]) -> None:
        """Write a document of another corpus as it stands there; `paths` gives the lines of its heading paths."""
        rows = passages.copy()
        rows["byte_start"] -= row["text"]
        rows["byte_end"] -= row["text"]
        old, places = np.unique(rows["headings"], return_inverse=True)
        new = np.array([self._path(paths(int(each))) for each in old], np.uint32)
        rows["headings"] = new[places]
        self._append(row["id"].decode(), row["content"].decode(), text, line, rows, bool(row["corrected"]))

    def _append(
        self, document_id: str, content: str, text: bytes, line: bytes, passages: Rows, corrected: bool
    ) -> None:
        """`passages` are complete but for what depends on the documents before this one."""
        if document_id in self._documents or len(document_id.encode()) > ID_BYTES:
            raise ValueError(f"document id {document_id!r} is taken or longer than {ID_BYTES} bytes")
        passages["document"] = len(self._documents)
        passages["byte_start"] += self._text_end
        passages["byte_end"] += self._text_end
        row = np.zeros((), DOCUMENT)
        row["id"], row["content"], row["corrected"] = document_id.encode(), content.encode(), corrected
        row["text"], row["text_end"] = self._text_end, self._text_end + len(text)
        row["record"], row["record_end"] = self._record_end, self._record_end + len(line)
        row["first"], row["count"] = self._count, len(passages)
        self._documents[document_id] = row
        self._texts.write(text)
        self._records.write(line)
        self._passages.write(passages.tobytes())
        self._text_end += len(text)
        self._record_end += len(line)
        self._count += len(passages)

    def _path(self, line: bytes) -> int:
        return self._paths.setdefault(line, len(self._paths))

    def _write_tables(self) -> None:
        starts = np.cumsum([0, *map(len, self._paths)], dtype=START)
        with self._create(self._folder / HEADINGS) as file:
            file.write(b"".join(self._paths))
        with self._create(self._folder / HEADING_STARTS) as file:
            file.write(starts.tobytes())
        with self._create(self._folder / DOCUMENTS) as file:
            file.write(np.array(list(self._documents.values()), DOCUMENT).tobytes())


def _rows_of(document: Document, passages: Sequence[Passage], encoded: bytes) -> Rows:
    """Rows of a document's passages, with bytes counted from the document's beginning and no heading paths yet."""
    octets = np.frombuffer(encoded, np.uint8)
    byte_of = np.append(np.flatnonzero((octets & 0xC0) != 0x80), len(octets))  # where each character begins
    rows = np.zeros(len(passages), PASSAGE)
    for row, passage in zip(rows, passages, strict=True):
        if len(passage.id.removeprefix(f"{document.id}.").encode()) != DIGITS:
            raise ValueError(f"passage id {passage.id!r} is not its document's id, a dot and {DIGITS} digits")
        if document.text[passage.start : passage.end] != passage.text:
            raise ValueError(f"passage {passage.id} does not stand in its document at {passage.start}")
        row["id"], row["start"], row["end"] = passage.id.encode(), passage.start, passage.end
        row["page"] = passage.page or 0
    if len(np.unique(rows["id"])) != len(rows):
        raise ValueError(f"two passages of document {document.id!r} have the same id")
    rows["byte_start"], rows["byte_end"] = byte_of[rows["start"]], byte_of[rows["end"]]
    return rows
