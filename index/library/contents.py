"""What a generation is made of, streamed from the truth: its documents, passages and vectors, in one order."""

from __future__ import annotations

import json
from collections.abc import Collection, Generator, Iterator
from contextlib import closing
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select

from index.corpus import corrections_within
from index.errors import LibraryError
from index.library import record, tables
from index.library.truth import Edition, Truth, passages_of, versions_of
from index.types import Document, Passage, Vectors

FLOAT_BYTES = 4

KEYS_AT_ONCE = 500
"""Parameters of one statement; SQLite takes 32,766, PostgreSQL 65,535."""


def documents(truth: Truth, generation: int) -> Generator[Document]:
    """A generation's documents by id, one in memory at a time."""
    v = tables.versions.c
    with truth.reading() as connection:
        for row in connection.execute(versions_of(generation, v.document_id, v.record, v.text)):
            yield record.load(*row)


def uncut(truth: Truth, edition: Edition) -> Iterator[tuple[int, Document]]:
    """The documents of a generation that have no passages of its chunker, with their versions' ids."""
    v, p = tables.versions.c, tables.passages.c
    has_passages = select(p.ordinal).where(p.version_id == v.id, p.chunker == edition.chunker).exists()
    with truth.reading() as connection:
        versions = connection.scalars(versions_of(edition.id, v.id).where(~has_passages)).all()
    for version in versions:
        yield version, document_of(truth, version)


def document_of(truth: Truth, version: int) -> Document:
    """The document of one version."""
    v = tables.versions.c
    with truth.reading() as connection:
        return record.load(*connection.execute(select(v.document_id, v.record, v.text).where(v.id == version)).one())


def known_keys(truth: Truth, encoder_id: int, keys: Collection[bytes]) -> set[bytes]:
    """Those of the keys whose text has a vector of this encoder."""
    v, asked, known = tables.vectors.c, list(keys), set[bytes]()
    with truth.reading() as connection:
        for first in range(0, len(asked), KEYS_AT_ONCE):
            some = asked[first : first + KEYS_AT_ONCE]
            known.update(connection.scalars(select(v.text_key).where(v.encoder_id == encoder_id, v.text_key.in_(some))))
    return known


def passages(truth: Truth, edition: Edition) -> Generator[Passage]:
    """A generation's passages, in the order of its documents and inside each in reading order."""
    p = tables.passages.c
    columns = (tables.versions.c.document_id, p.passage_id, p.start, p.end, p.page, p.headings)
    with closing(documents(truth, edition.id)) as held, truth.reading() as connection:
        rows = connection.execute(passages_of(edition.id, edition.chunker, *columns))
        for document_id, group in groupby(rows, key=lambda row: str(row[0])):
            document = next(each for each in held if each.id == document_id)
            for row in group:
                yield passage_of(document, *row[1:])


def passage_of(document: Document, passage_id: str, start: int, end: int, page: int | None, headings: str) -> Passage:
    """A passage of its row in the truth."""
    return Passage(
        id=passage_id,
        document_id=document.id,
        headings=tuple(json.loads(headings)),
        text=document.text[start:end],
        start=start,
        end=end,
        page=page,
        corrections=corrections_within(document, start, end),
    )


def passage_count(truth: Truth, edition: Edition) -> int:
    """How many passages a generation has."""
    counted: Any = passages_of(edition.id, edition.chunker, func.count()).order_by(None)
    with truth.reading() as connection:
        return int(connection.scalar(counted) or 0)


def vectors(truth: Truth, edition: Edition) -> tuple[Vectors, NDArray[np.int64]]:
    """The unit vectors of a generation's passages, in their order: shape (sum of counts, dim), and each one's count.

    LibraryError when one is missing, which only a damaged database can bring about.
    """
    p, v = tables.passages.c, tables.vectors.c
    passages = passage_count(truth, edition)
    joined = passages_of(edition.id, edition.chunker, v.data).join(
        tables.vectors, (v.text_key == p.text_key) & (v.encoder_id == edition.encoder_id)
    )
    with truth.reading() as connection:
        size = sum(len(data) for (data,) in connection.execute(joined)) // (edition.dim * FLOAT_BYTES)
        result, counts, filled = np.empty((size, edition.dim), np.float32), [], 0
        for (data,) in connection.execute(joined):
            rows = np.frombuffer(data, "<f4").reshape(-1, edition.dim)
            result[filled : filled + len(rows)] = rows
            counts.append(len(rows))
            filled += len(rows)
    if len(counts) != passages:
        raise LibraryError(f"Cơ sở dữ liệu thiếu vectơ của {passages - len(counts)} đoạn. Chạy: hoidap reindex")
    return result, np.array(counts, dtype=np.int64)
