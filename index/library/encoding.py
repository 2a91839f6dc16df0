"""Vectors for the passages that have none yet, kept batch by batch so that stopping loses at most one batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select, delete, func, insert, select

from index.library import tables
from index.library.contents import document_of, passage_of
from index.library.draft import Recipe
from index.library.progress import Progress, Report, Stage
from index.library.text_key import text_key
from index.library.truth import Edition, Truth, passages_of
from index.types import Encoder, Vectors

VALUE_BYTES = 4
BATCH = 64
"""Texts between two commits: about 2 s of work at the 24 to 46 passages a second that the encoder was measured at."""

NORM_TOLERANCE = 1e-2
"""Vectors have length 1 to 1e-6; a flipped bit that matters shows beyond this."""


def missing_count(truth: Truth, edition: Edition) -> int:
    """How many different texts of a generation's passages have no vector of its encoder."""
    p = tables.passages.c
    with truth.reading() as connection:
        counted = _missing(edition, func.count(p.text_key.distinct())).order_by(None)
        return int(connection.scalar(counted) or 0)


def encode_missing(truth: Truth, edition: Edition, encoder: Encoder, recipe: Recipe, report: Report, total: int) -> int:
    """Encode what has no vector yet, `total` different texts, and keep it; tells how many that were."""
    done = 0
    missing = _missing_texts(truth, edition, recipe)
    while batch := list(islice(missing, BATCH)):
        report(Progress(Stage.ENCODE, done, total))
        vectors = encoder.encode_passages([text for texts in batch for text in texts])
        borders = np.cumsum([len(texts) for texts in batch])[:-1]
        with truth.writing() as connection:
            keep(connection, edition.encoder_id, [text_key(texts) for texts in batch], np.split(vectors, borders))
        done += len(batch)
    report(Progress(Stage.ENCODE, done, total))
    return done


def keep(connection: Connection, encoder_id: int, keys: Sequence[bytes], vectors: Sequence[Vectors]) -> None:
    """Store the rows of each passage under its texts' key; those that are there already stay."""
    v = tables.vectors.c
    known = set(connection.scalars(select(v.text_key).where(v.encoder_id == encoder_id, v.text_key.in_(keys))))
    rows = [
        {"encoder_id": encoder_id, "text_key": key, "data": np.asarray(rows, "<f4").tobytes()}
        for key, rows in zip(keys, vectors, strict=True)
        if key not in known
    ]
    if rows:
        connection.execute(insert(tables.vectors), rows)


def drop_wrong(truth: Truth, edition: Edition) -> None:
    """Forget vectors that are not of the encoder's size and of length 1, so that they are made again."""
    v = tables.vectors.c
    with truth.reading() as connection:
        held = connection.execute(select(v.text_key, v.data).where(v.encoder_id == edition.encoder_id))
        wrong = [key for key, data in held if not is_unit(data, edition.dim)]
    if wrong:
        with truth.writing() as connection:
            for key in wrong:
                of_key = (v.encoder_id == edition.encoder_id) & (v.text_key == key)
                connection.execute(delete(tables.vectors).where(of_key))


def is_unit(data: bytes, dim: int) -> bool:
    """Whether these are the bytes of vectors of that dimension, each of length 1."""
    if not data or len(data) % (dim * VALUE_BYTES):
        return False
    lengths = np.square(np.frombuffer(data, "<f4").reshape(-1, dim)).sum(axis=1)
    return bool(np.all(np.abs(lengths - 1) < NORM_TOLERANCE))


def _missing(edition: Edition, *columns: object) -> Select[Any]:
    p, v = tables.passages.c, tables.vectors.c
    has_vector = select(v.text_key).where(v.text_key == p.text_key, v.encoder_id == edition.encoder_id).exists()
    return passages_of(edition.id, edition.chunker, *columns).where(~has_vector)


def _missing_texts(truth: Truth, edition: Edition, recipe: Recipe) -> Iterator[Sequence[str]]:
    """The different texts without a vector, in the order of the documents; no transaction is open between two."""
    p, document_id = tables.passages.c, tables.versions.c.document_id
    grouped = _missing(edition, p.version_id).order_by(None).group_by(document_id, p.version_id).order_by(document_id)
    with truth.reading() as connection:
        versions = connection.scalars(grouped).all()
    seen: set[bytes] = set()
    columns = (p.text_key, p.passage_id, p.start, p.end, p.page, p.headings)
    for version in versions:
        with truth.reading() as connection:
            rows = connection.execute(_missing(edition, *columns).where(p.version_id == version)).all()
        document = document_of(truth, version)
        for key, *row in rows:
            if key not in seen:
                seen.add(key)
                yield recipe.encoding_texts(document, passage_of(document, *row))
