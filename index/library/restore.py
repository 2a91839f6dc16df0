"""Holding exactly the documents of a backup again, as a new generation."""

from __future__ import annotations

from index.library.archive import Archive
from index.library.draft import Draft
from index.library.encoding import keep
from index.library.progress import Progress, Stage
from index.library.report import ChangeReport
from index.library.writing import Writing


def restore(session: Writing, backup: Archive) -> ChangeReport:
    """See `Library.restore`. With the chunker of the backup its vectors serve, and no encoder is opened."""
    summary, recipe = backup.summary, session.tools.recipe
    name, dim = summary.encoder, summary.dim
    if summary.chunker != recipe.chunker:
        encoder = session.tools.open_encoder()
        name, dim = encoder.name, encoder.dim
    with session.draft("restore", name, dim, recipe.chunker) as made:
        _put_documents(session, made, backup)
        for original in backup.originals():
            made.keep(original)
        if name == summary.encoder:
            for keys, vectors in backup.vectors():
                with session.truth.writing(lasting=False) as connection:
                    keep(connection, made.edition.encoder_id, keys, vectors)
        session.encode(made)
        return session.publish(made, f"{summary.generation}, {summary.made_at}")


def _put_documents(session: Writing, made: Draft, backup: Archive) -> None:
    head, total = session.truth.head(), backup.summary.documents
    surplus = {card.document_id for card in session.truth.cards(head.id)} if head else set()
    for done, document in enumerate(backup.documents(), start=1):
        made.put(document, session.tools.recipe)
        surplus.discard(document.id)
        session.report(Progress(Stage.READ, done, total))
    for document_id in sorted(surplus):
        made.drop(document_id)
