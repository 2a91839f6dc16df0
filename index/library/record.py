"""A document as JSON and back: its metadata and layout without its text, which is kept beside it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from typing import Any

from index.types import Block, BlockKind, Correction, Document, Section


def dump(document: Document) -> str:
    """Everything of the document but its id and its text; equal documents give equal strings."""
    return json.dumps(
        {
            "title": document.title,
            "number": document.number,
            "issuer": document.issuer,
            "date": _dump_date(document.date),
            "published": _dump_date(document.published),
            "kind": document.kind,
            "status": document.status,
            "source": document.source,
            "sha256": document.sha256,
            "blocks": [[b.start, b.end, b.kind.value, b.level, b.page] for b in document.blocks],
            "outline": [[s.start, s.title, s.level] for s in document.outline],
            "corrections": [[c.start, c.end, c.reading, c.reason] for c in document.corrections],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def load(document_id: str, record: str, text: str) -> Document:
    """The document that `dump` was given."""
    fields: dict[str, Any] = json.loads(record)
    return Document(
        id=document_id,
        title=fields["title"],
        text=text,
        blocks=tuple(Block(s, e, _KINDS[kind], level, page) for s, e, kind, level, page in fields["blocks"]),
        source=fields["source"],
        sha256=fields["sha256"],
        number=fields["number"],
        issuer=fields["issuer"],
        date=load_date(fields["date"]),
        published=load_date(fields["published"]),
        kind=fields["kind"],
        status=fields["status"],
        outline=tuple(Section(*section) for section in fields["outline"]),
        corrections=tuple(Correction(*correction) for correction in fields["corrections"]),
    )


def with_id(document: Document, document_id: str) -> Document:
    """The same document under another id."""
    return document if document.id == document_id else replace(document, id=document_id)


def content_key(document: Document) -> str:
    """Names the content: two documents with the same key differ in nothing but their id."""
    digest = hashlib.sha256(dump(document).encode())
    digest.update(b"\0")
    digest.update(document.text.encode())
    return digest.hexdigest()


def fingerprint(text: str) -> str:
    """Names a text apart from white space and letter case, which formats do not agree on."""
    return hashlib.sha256("".join(text.split()).casefold().encode()).hexdigest()


_KINDS = {kind.value: kind for kind in BlockKind}


def _dump_date(value: date | None) -> str | None:
    return value.isoformat() if value else None


def load_date(value: str | None) -> date | None:
    """The date that `dump` wrote."""
    return date.fromisoformat(value) if value else None
