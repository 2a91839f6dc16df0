"""What a generation is made of, streamed from the truth: its documents, passages and vectors, in one order."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, func, select

from index.errors import LibraryError
from index.library import record, tables
from index.library.corpus import corrections_within
from index.library.truth import Edition, Truth, passages_of, versions_of
from index.types import Document, Passage, Vectors

FLOAT_BYTES = 4
BYTES_AT_ONCE = 24 * 1024 * 1024
"""Of vectors in memory at a time, as many as `index.retrieval.rows.ROWS_AT_ONCE` are."""

Slice = tuple[Vectors, NDArray[np.int64]]

KEYS_AT_ONCE = 500
"""Parameters of one statement; SQLite takes 32,766, PostgreSQL 65,535."""


def documents(truth: Truth, generation: int) -> Iterator[Document]:
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


def versions(truth: Truth, generation: int) -> tuple[tuple[int, str, str], ...]:
    """The id of each version of a generation, its document's id and its content's key, by document id."""
    v = tables.versions.c
    with truth.reading() as connection:
        rows = connection.execute(versions_of(generation, v.id, v.document_id, v.content))
        return tuple((version, document_id, content) for version, document_id, content in rows)


def cut_document(truth: Truth, version: int, chunker: str) -> tuple[Document, tuple[Passage, ...]]:
    """The document of one version with its passages in reading order."""
    v, p = tables.versions.c, tables.passages.c
    whole = select(v.document_id, v.record, v.text).where(v.id == version)
    cuts = select(p.passage_id, p.start, p.end, p.page, p.headings).where(p.version_id == version, p.chunker == chunker)
    with truth.reading() as connection:
        document = record.load(*connection.execute(whole).one())
        rows = connection.execute(cuts.order_by(p.ordinal))
        return document, tuple(passage_of(document, *row) for row in rows)


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


def text_keys(truth: Truth, edition: Edition) -> list[bytes]:
    """The key of each passage of a generation, in their order."""
    with truth.reading() as connection:
        return list(connection.scalars(passages_of(edition.id, edition.chunker, tables.passages.c.text_key)))


def passage_count(truth: Truth, edition: Edition) -> int:
    """How many passages a generation has."""
    counted: Any = passages_of(edition.id, edition.chunker, func.count()).order_by(None)
    with truth.reading() as connection:
        return int(connection.scalar(counted) or 0)


def vectors(truth: Truth, edition: Edition, only: Iterable[int] | None = None) -> Iterator[Slice]:
    """The unit vectors of a generation's passages in their order, some at a time.

    `only` names versions whose passages alone are wanted. LibraryError when a vector is missing, which only a damaged
    database can bring about.
    """
    wanted = [version for version, _, _ in versions(truth, edition.id)] if only is None else only
    held: list[bytes] = []
    size = 0
    with truth.reading() as connection:
        for version in wanted:
            for (data,) in connection.execute(_vectors_of(version, edition)):
                if data is None:
                    raise LibraryError(_missing_line(connection, edition))
                held.append(data)
                size += len(data)
                if size >= BYTES_AT_ONCE:
                    yield _slice(held, edition.dim)
                    held, size = [], 0
    if held:
        yield _slice(held, edition.dim)


def _slice(held: Sequence[bytes], dim: int) -> Slice:
    rows = np.frombuffer(b"".join(held), "<f4").reshape(-1, dim)
    return rows, np.array([len(data) // (dim * FLOAT_BYTES) for data in held], dtype=np.int64)


def _vectors_of(version: int, edition: Edition) -> Select[Any]:
    """SELECT of the vectors of a version's passages in reading order, NULL for a missing one."""
    p, v = tables.passages.c, tables.vectors.c
    of_encoder = (v.text_key == p.text_key) & (v.encoder_id == edition.encoder_id)
    joined = tables.passages.outerjoin(tables.vectors, of_encoder)
    cuts = select(v.data).select_from(joined).where(p.version_id == version, p.chunker == edition.chunker)
    return cuts.order_by(p.ordinal)


def _missing_line(connection: Connection, edition: Edition) -> str:
    p, v = tables.passages.c, tables.vectors.c
    has_vector = select(v.text_key).where(v.text_key == p.text_key, v.encoder_id == edition.encoder_id).exists()
    counted: Any = passages_of(edition.id, edition.chunker, func.count()).where(~has_vector).order_by(None)
    return f"Cơ sở dữ liệu thiếu vectơ của {connection.scalar(counted)} đoạn. Chạy: hoidap reindex"
