"""The tables of the truth, the same on SQLite and PostgreSQL.

Rows of `versions`, `passages` and `vectors` never change: a document that is replaced gets another version. A
generation is the set of versions whose membership began at it or before and has not ended by it; it counts once
`published_at` is set, and that one UPDATE is the moment in which the library changes. What only generations hold that
are in `forgotten` is deleted (see `index.library.retention`); of a document that was erased only a row of `erased` is
left.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

SCHEMA = 1
"""Raise it when a table changes in a way that older programs cannot read."""

_Name = Text().with_variant(Text(collation="C"), "postgresql")
"""Ordered by code points on both: a generation's documents stand in one order wherever it is derived."""

metadata = MetaData()

schema = Table("library_schema", metadata, Column("version", Integer, primary_key=True))

encoders = Table(
    "encoders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("dim", Integer, nullable=False),
)

generations = Table(
    "generations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("action", Text, nullable=False),  # add, remove, erase, reindex, rollback, restore
    Column("detail", Text, nullable=False),  # one line for a person
    Column("begun_at", Text, nullable=False),  # ISO 8601, UTC
    Column("published_at", Text),  # NULL while it is being made
    Column("encoder_id", Integer, ForeignKey("encoders.id"), nullable=False),
    Column("chunker", Text, nullable=False),
    sqlite_autoincrement=True,  # an id is never used again, so that a reader can trust it
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", _Name, nullable=False),
    Column("content", Text, nullable=False),  # record.content_key
    Column("title", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),  # record.fingerprint
    Column("record", Text, nullable=False),  # record.dump
    Column("text", Text, nullable=False),
    UniqueConstraint("document_id", "content"),
)

members = Table(
    "members",
    metadata,
    Column("version_id", Integer, ForeignKey("versions.id"), primary_key=True),
    Column("since", Integer, ForeignKey("generations.id"), primary_key=True),
    Column("until", Integer, ForeignKey("generations.id")),  # the first generation without it, or NULL
    Index("members_until", "until"),
)

originals = Table(
    "originals",
    metadata,
    Column("sha256", Text, primary_key=True),  # of the file as it came: versions.sha256
    Column("data", LargeBinary, nullable=False),  # the file's bytes, deflated
)

readings = Table(
    "readings",
    metadata,
    Column("version_id", Integer, ForeignKey("versions.id"), primary_key=True),
    Column("reading", Text, nullable=False),  # the way in which the file was read: Tools.reading
)

forgotten = Table(
    "forgotten",
    metadata,
    Column("generation_id", Integer, ForeignKey("generations.id"), primary_key=True),
)

erased = Table(
    "erased",
    metadata,
    Column("document_id", _Name, primary_key=True),
    Column("since", Integer, primary_key=True),  # generations from this one to the one before `until` held it
    Column("until", Integer, nullable=False),
    Column("swept", Boolean, nullable=False),  # whether its bytes are out of the database's files too
)

passages = Table(
    "passages",
    metadata,
    Column("version_id", Integer, ForeignKey("versions.id"), primary_key=True),
    Column("chunker", Text, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("passage_id", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("page", Integer),
    Column("headings", Text, nullable=False),  # JSON
    Column("text_key", LargeBinary, nullable=False),  # names the text that is encoded
    Index("passages_text_key", "text_key"),
)

vectors = Table(
    "vectors",
    metadata,
    Column("encoder_id", Integer, ForeignKey("encoders.id"), primary_key=True),
    Column("text_key", LargeBinary, primary_key=True),
    Column("data", LargeBinary, nullable=False),  # little-endian float32
)
