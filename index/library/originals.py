"""The files that the documents were read from, kept so that a better way of reading can be applied to them."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from index.library import tables
from index.library.truth import Truth, versions_of

QUICK = 1
"""zlib's fastest level: most files are compressed already."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it came; `reading` names the way in which a document's text was read from it."""

    sha256: str
    reading: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Held:
    """A document of a generation, the file it came from, and how its text was read from that file.

    `reading` is None for a document of an earlier version of the program, which did not keep files.
    """

    version: int
    document_id: str
    source: str
    sha256: str
    reading: str | None


def keep(connection: Connection, version: int, original: Original) -> None:
    """Store the file that a version was read from, in place of one that may be damaged, and how it was read."""
    o, r = tables.originals, tables.readings
    connection.execute(delete(o).where(o.c.sha256 == original.sha256))
    connection.execute(insert(o).values(sha256=original.sha256, data=zlib.compress(original.data, QUICK)))
    connection.execute(delete(r).where(r.c.version_id == version))
    connection.execute(insert(r).values(version_id=version, reading=original.reading))


def held(truth: Truth, generation: int) -> tuple[Held, ...]:
    """The documents of a generation, by id."""
    v, r = tables.versions.c, tables.readings.c
    reading = select(r.reading).where(r.version_id == v.id).correlate(tables.versions).scalar_subquery()
    with truth.reading() as connection:
        rows = connection.execute(versions_of(generation, v.id, v.document_id, v.source, v.sha256, reading))
        return tuple(Held(*row) for row in rows)


def content(truth: Truth, sha256: str) -> bytes | None:
    """The bytes of a file; None when it is not kept or is not what was stored."""
    o = tables.originals.c
    with truth.reading() as connection:
        packed = connection.scalar(select(o.data).where(o.sha256 == sha256))
    try:
        data = zlib.decompress(packed) if packed is not None else None
    except zlib.error:
        return None
    return data if data is not None and hashlib.sha256(data).hexdigest() == sha256 else None


def of_generation(truth: Truth, generation: int) -> Iterator[Original]:
    """The kept files of a generation's documents, one in memory at a time; one that is damaged is left out."""
    for sha256, reading in {(each.sha256, each.reading): None for each in held(truth, generation)}:
        data = content(truth, sha256) if reading is not None else None
        if reading is not None and data is not None:
            yield Original(sha256, reading, data)
