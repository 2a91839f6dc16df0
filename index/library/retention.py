"""What the library forgets: the documents of old generations, and the vectors that nothing uses any more."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, insert, or_, select

from index.library import tables
from index.library.truth import Truth

REMEMBERED = 100
"""Generations that can be gone back to: two years of a change a week. Each costs what it changed and no more."""


def forget(truth: Truth, remembered: int) -> None:
    """Delete what only generations before the newest `remembered` hold; their lines in the history stay.

    One transaction. Vectors of a run that was interrupted belong to no passage yet and stay for the next try.
    """
    known = [edition for edition in truth.editions() if not edition.forgotten]
    old, kept = known[:-remembered], known[-remembered:]
    if not old:
        return
    with truth.writing() as connection:
        connection.execute(insert(tables.forgotten), [{"generation_id": each.id} for each in old])
        connection.execute(delete(tables.members).where(tables.members.c.until <= kept[0].id))
        connection.execute(delete(tables.erased).where(tables.erased.c.until <= kept[0].id, tables.erased.c.swept))
        _drop_passages(connection, {each.chunker for each in kept})
        _drop_versions(connection)
        _drop_encoders(connection, {each.encoder_id for each in kept})


def drop_unheld(connection: Connection, chunkers: Collection[str]) -> None:
    """Delete what no generation holds, and the vectors of texts that no passage has."""
    _drop_passages(connection, chunkers)
    _drop_versions(connection)
    drop_unused_vectors(connection)


def drop_unused_vectors(connection: Connection) -> None:
    """Delete the vectors of texts that no passage has, those of interrupted runs among them."""
    used = select(tables.passages.c.text_key)
    connection.execute(delete(tables.vectors).where(tables.vectors.c.text_key.not_in(used)))


def _drop_passages(connection: Connection, chunkers: Collection[str]) -> None:
    """Delete the passages of versions that no generation holds or of other chunkers, and the vectors of these alone."""
    p, v, m = tables.passages.c, tables.vectors.c, tables.members.c
    held = p.version_id.in_(select(m.version_id))
    stays, goes = and_(held, p.chunker.in_(chunkers)), or_(~held, p.chunker.not_in(chunkers))
    leaving: Select[Any] = select(p.text_key).where(goes)
    staying: Select[Any] = select(p.text_key).where(stays)
    connection.execute(delete(tables.vectors).where(v.text_key.in_(leaving), v.text_key.not_in(staying)))
    connection.execute(delete(tables.passages).where(goes))


def _drop_versions(connection: Connection) -> None:
    """Delete the versions that no generation holds, and the files that no version was read from."""
    v, o, r = tables.versions.c, tables.originals.c, tables.readings.c
    held = select(tables.members.c.version_id)
    connection.execute(delete(tables.readings).where(r.version_id.not_in(held)))
    connection.execute(delete(tables.versions).where(v.id.not_in(held)))
    connection.execute(delete(tables.originals).where(o.sha256.not_in(select(v.sha256))))


def _drop_encoders(connection: Connection, encoders: Collection[int]) -> None:
    """Delete the vectors of encoders that no generation was made with."""
    connection.execute(delete(tables.vectors).where(tables.vectors.c.encoder_id.not_in(encoders)))
