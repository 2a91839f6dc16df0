"""Writing the database's files anew after something was erased, so that none of its bytes stays in them."""

from __future__ import annotations

from sqlalchemy import select, update

from index.library import tables
from index.library.truth import Truth


def sweep(truth: Truth) -> None:
    """Write the database's files anew where something erased may still be in them. Raises LibraryError."""
    if is_unswept(truth) and truth.sweep():
        with truth.writing() as connection:
            connection.execute(update(tables.erased).values(swept=True))


def is_unswept(truth: Truth) -> bool:
    """Whether something erased may still be in the database's files."""
    e = tables.erased.c
    with truth.reading() as connection:
        return connection.scalar(select(e.document_id).where(~e.swept).limit(1)) is not None
