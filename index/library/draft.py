"""A generation in the making: it starts as a copy of the head, changes document by document, and is then published.

Nobody sees it before `publish`, whose one UPDATE is the moment in which the library changes. `discard` removes what
a writer that died has left.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from index.errors import BusyError, LibraryError
from index.library import originals, record, tables
from index.library.originals import Original
from index.library.text_key import text_key
from index.library.truth import Edition, Truth, versions_of
from index.types import Document, Passage


@dataclass(frozen=True, slots=True)
class Recipe:
    """How documents become passages: `split` cuts, `encoding_texts` says what is encoded, `chunker` names both.

    A passage has one text or more, and a row of its vectors for each: itself, then for example its sentences.
    """

    split: Callable[[Document], Sequence[Passage]]
    encoding_texts: Callable[[Document, Passage], Sequence[str]]
    chunker: str


class Draft:
    """The unpublished generation `edition`; each change is a transaction of its own, seen by nobody.

    Publishing makes all of them last.
    """

    def __init__(self, truth: Truth, edition: Edition) -> None:
        self._truth = truth
        self.edition = edition

    def put(self, document: Document, recipe: Recipe, original: Original | None = None) -> None:
        """Hold this document, in place of the version that is held under its id, and the file it was read from."""
        with self._truth.writing(lasting=False) as connection:
            version = _version(connection, document)
            if original is not None:
                originals.keep(connection, version, original)
            _ensure_passages(connection, version, document, recipe)
            self._end(connection, document.id)
            connection.execute(insert(tables.members).values(version_id=version, since=self.edition.id))

    def keep(self, original: Original) -> None:
        """Keep the file that documents of this generation were read from."""
        v = tables.versions.c
        with self._truth.writing(lasting=False) as connection:
            for version in connection.scalars(
                versions_of(self.edition.id, v.id).where(v.sha256 == original.sha256)
            ).all():
                originals.keep(connection, version, original)

    def cut(self, version: int, document: Document, recipe: Recipe) -> None:
        """Give a version that this generation holds its passages, unless it has them."""
        if recipe.chunker != self.edition.chunker:
            raise LibraryError(
                f"Thư viện dùng cách chia đoạn {self.edition.chunker}, nay là {recipe.chunker}. "
                "Chạy trước: hoidap reindex"
            )
        with self._truth.writing(lasting=False) as connection:
            _ensure_passages(connection, version, document, recipe)

    def become(self, generation: int) -> None:
        """Hold the versions that an earlier generation held, and no others."""
        m, this = tables.members.c, self.edition.id
        wanted, held = (versions_of(each, tables.versions.c.id).order_by(None) for each in (generation, this))
        with self._truth.writing() as connection:
            keep, have = set(connection.scalars(wanted)), set(connection.scalars(held))
            for version in have - keep:
                ended = update(tables.members).where(m.version_id == version, m.until.is_(None))
                connection.execute(ended.values(until=this))
            for version in keep - have:
                connection.execute(insert(tables.members).values(version_id=version, since=this))

    def drop(self, document_id: str) -> None:
        """Hold the document no longer."""
        with self._truth.writing() as connection:
            self._end(connection, document_id)

    def publish(self, detail: str, also: Callable[[Connection], None] | None = None) -> None:
        """Make this generation the library's content, and do `also` what must happen in the same moment."""
        published = {"published_at": _now(), "detail": detail}
        with self._truth.writing() as connection:
            g = tables.generations
            done = connection.execute(update(g).where(g.c.id == self.edition.id).values(published))
            if done.rowcount != 1:
                raise BusyError("Một tiến trình khác đã ghi vào thư viện trong lúc này. Hãy chạy lại lệnh này.")
            if also is not None:
                also(connection)

    def _end(self, connection: Connection, document_id: str) -> None:
        """End the membership of the document's version, or undo it when this draft began it."""
        m, v, this = tables.members.c, tables.versions.c, self.edition.id
        of_document = m.version_id.in_(select(v.id).where(v.document_id == document_id))
        connection.execute(delete(tables.members).where(of_document, m.since == this))
        connection.execute(update(tables.members).where(of_document, m.until.is_(None)).values(until=this))


def begin(truth: Truth, action: str, encoder: str, dim: int, chunker: str) -> Draft:
    """Start a generation with the documents of the head."""
    begun_at = _now()
    with truth.writing() as connection:
        encoder_id = _encoder(connection, encoder, dim)
        values = {
            "action": action,
            "detail": "",
            "begun_at": begun_at,
            "encoder_id": encoder_id,
            "chunker": chunker,
        }
        result = connection.execute(insert(tables.generations).values(values))
        (identity,) = result.inserted_primary_key or (0,)
    return Draft(truth, Edition(identity, action, "", begun_at, None, encoder_id, encoder, dim, chunker))


def discard(truth: Truth) -> None:
    """Remove every unpublished generation, and versions and files that none holds; vectors stay for the next try."""
    g, m, v, p = tables.generations.c, tables.members.c, tables.versions.c, tables.passages.c
    r = tables.readings.c
    unpublished = select(g.id).where(g.published_at.is_(None))
    with truth.reading() as connection:
        if connection.scalar(unpublished.limit(1)) is None:
            return
    with truth.writing() as connection:
        connection.execute(delete(tables.members).where(m.since.in_(unpublished)))
        connection.execute(update(tables.members).where(m.until.in_(unpublished)).values(until=None))
        orphans = select(v.id).where(v.id.not_in(select(m.version_id)))
        connection.execute(delete(tables.readings).where(r.version_id.in_(orphans)))
        connection.execute(delete(tables.passages).where(p.version_id.in_(orphans)))
        connection.execute(delete(tables.versions).where(v.id.in_(orphans)))
        connection.execute(delete(tables.originals).where(tables.originals.c.sha256.not_in(select(v.sha256))))
        connection.execute(delete(tables.generations).where(g.published_at.is_(None)))


def _version(connection: Connection, document: Document) -> int:
    """The row of this document with this content, made when there is none."""
    v, content = tables.versions.c, record.content_key(document)
    known = connection.scalar(select(v.id).where(v.document_id == document.id, v.content == content))
    values = {
        "document_id": document.id,
        "content": content,
        "title": document.title,
        "number": document.number,
        "issuer": document.issuer,
        "kind": document.kind,
        "source": document.source,
        "sha256": document.sha256,
        "fingerprint": record.fingerprint(document.text),
        "record": record.dump(document),
        "text": document.text,
    }
    if known is not None:
        connection.execute(update(tables.versions).where(v.id == known).values(values))  # heals a damaged row
        return int(known)
    (identity,) = connection.execute(insert(tables.versions).values(values)).inserted_primary_key or (0,)
    return int(identity)


def _ensure_passages(connection: Connection, version: int, document: Document, recipe: Recipe) -> None:
    p = tables.passages.c
    known = select(p.ordinal).where(p.version_id == version, p.chunker == recipe.chunker).limit(1)
    if connection.scalar(known) is not None:
        return
    rows: list[dict[str, Any]] = [
        {
            "version_id": version,
            "chunker": recipe.chunker,
            "ordinal": ordinal,
            "passage_id": passage.id,
            "start": passage.start,
            "end": passage.end,
            "page": passage.page,
            "headings": json.dumps(passage.headings, ensure_ascii=False),
            "text_key": text_key(recipe.encoding_texts(document, passage)),
        }
        for ordinal, passage in enumerate(recipe.split(document))
    ]
    if rows:
        connection.execute(insert(tables.passages), rows)


def _encoder(connection: Connection, name: str, dim: int) -> int:
    e = tables.encoders.c
    known = connection.scalar(select(e.id).where(e.name == name))
    if known is None:
        (known,) = connection.execute(insert(tables.encoders).values(name=name, dim=dim)).inserted_primary_key or (0,)
    return int(known)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
