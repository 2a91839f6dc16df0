"""Erasing documents: out of every generation, the database's files and the derived folders. Their ids alone stay.

Publishing their removal and deleting what was kept of them is one transaction. What comes after it, removing folders
and writing the database's files anew, is done again by the next command that writes, until it has succeeded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, select

from index.errors import LibraryError
from index.library import retention, tables
from index.library.sweeping import is_unswept
from index.library.truth import Truth

if TYPE_CHECKING:
    from index.library.report import ChangeReport
    from index.library.writing import Writing


def erase(session: Writing, document_ids: Sequence[str]) -> ChangeReport:
    """See `Library.erase`."""
    truth, head, wanted = session.truth, session.truth.head(), tuple(dict.fromkeys(document_ids))
    unknown = [each for each in wanted if each not in _kept(truth)]
    if head is None or unknown:
        raise LibraryError(f"Không bản nào của thư viện còn giữ văn bản {', '.join(unknown)}. Xem: hoidap history")
    held = {card.document_id for card in truth.cards(head.id)}
    chunkers = {edition.chunker for edition in truth.editions() if not edition.forgotten}
    whole = replace(session, tools=replace(session.tools, revise=None))  # a revised index keeps words that are gone
    with whole.draft("erase", head.encoder, head.dim, head.chunker) as made:
        for each in wanted:
            if each in held:
                made.drop(each)
        told = whole.publish(made, ", ".join(wanted), lambda connection: _delete(connection, wanted, chunkers))
    if is_unswept(truth):
        raise LibraryError(
            f"Văn bản {', '.join(wanted)} đã được xóa khỏi mọi bản, nhưng tệp cơ sở dữ liệu chưa dọn được "
            "(đang bận hay hết chỗ). Lệnh ghi kế tiếp sẽ dọn, ví dụ: hoidap reindex"
        )
    return replace(told, erased=wanted)


def _kept(truth: Truth) -> set[str]:
    """The documents of which a generation holds a version."""
    v, m = tables.versions.c, tables.members.c
    with truth.reading() as connection:
        return set(connection.scalars(select(v.document_id).where(v.id.in_(select(m.version_id)))))


def _delete(connection: Connection, document_ids: Sequence[str], chunkers: set[str]) -> None:
    """Delete what every generation holds of the documents; which generations these were is taken down."""
    v, m = tables.versions.c, tables.members.c
    theirs = m.version_id.in_(select(v.id).where(v.document_id.in_(document_ids)))
    spans = select(v.document_id, m.since, m.until).join(tables.members, v.id == m.version_id).where(theirs)
    rows = [{"document_id": name, "since": since, "until": until} for name, since, until in connection.execute(spans)]
    connection.execute(insert(tables.erased), [{**row, "swept": False} for row in rows])
    connection.execute(delete(tables.members).where(theirs))
    retention.drop_unheld(connection, chunkers)
