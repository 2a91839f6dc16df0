"""Topics of the documents as questions to begin or go on with; every title is a section's heading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answering.answer import Quote, Suggestion
from index.library.corpus import Corpus
from index.types import Found, Passage

RELATED = 3
TOPICS = 12
_LONGEST_TITLE = 64


def of_corpus(corpus: Corpus) -> tuple[Suggestion, ...]:
    """A suggestion for each section of the documents, at most TOPICS, the documents taking turns."""
    queues = [list(_sections(corpus, corpus.span(document_id))) for document_id in corpus.document_ids[:TOPICS]]
    topics: list[Suggestion] = []
    while any(queues) and len(topics) < TOPICS:
        for queue in queues:
            if queue:
                topics.append(queue.pop(0))
    return tuple(topics[:TOPICS])


def related(corpus: Corpus, quotes: Sequence[Quote], found: Found) -> tuple[Suggestion, ...]:
    """Up to RELATED other sections of the best document: those that were found first, then its neighbours."""
    best = found.evidence[0].passage
    shown = {quote.passage.headings for quote in quotes} or {best.headings}
    hits = [hit.passage for hit in found.hits if hit.passage.document_id == best.document_id]
    position = corpus.position(best.id) or 0
    span = corpus.span(best.document_id)
    nearby = [corpus.passage(near) for near in (position + 1, position - 1, position + 2) if near in span]
    suggestions: dict[tuple[str, ...], Suggestion] = {}
    for passage in (*hits, *nearby):
        if passage.headings and passage.headings not in shown and passage.headings not in suggestions:
            suggestions[passage.headings] = _suggestion(passage)
    return tuple(suggestions.values())[:RELATED]


def shared(found: Found, passage: Passage) -> str:
    """The section that a question comes near to, where they share a pair of words; "" where they share none."""
    pairs = [term for term in found.query.content if " " in term]
    from index.terms import terms

    held = set(terms(passage.text))
    return passage.headings[-1] if passage.headings and any(pair in held for pair in pairs) else ""


def _sections(corpus: Corpus, positions: Iterable[int]) -> Iterable[Suggestion]:
    seen: set[tuple[str, ...]] = set()
    for position in positions:
        passage = corpus.passage(position)
        if passage.headings and passage.headings not in seen:
            seen.add(passage.headings)
            yield _suggestion(passage)


def _suggestion(passage: Passage) -> Suggestion:
    title = passage.headings[-1]
    cut = title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
    return Suggestion(cut, title, passage.id)
