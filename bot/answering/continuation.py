"""More of what was just quoted: the passages around it, or the one after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.library.corpus import Corpus
from index.question.more import More
from index.types import Passage

Spans = list[tuple[Passage, int, int]]


def continued(corpus: Corpus, document_ids: Iterable[str], said: Sequence[str], wanted: More) -> Spans:
    """The spans that go on from what was `said`, which the first of the documents that holds it was quoted for.

    Around it stand the whole passages; where they were quoted whole, and for what comes after, the next one.
    Empty where nothing goes on, or no document holds it.
    """
    for document_id in document_ids:
        positions = [place for words in said if (place := _position(corpus, document_id, words)) is not None]
        if not positions:
            continue
        quoted = [corpus.passage(place) for place in dict.fromkeys(positions)]
        following = _following(corpus, document_id, max(positions))
        if wanted is More.AFTER:
            return _whole(following)
        is_whole = all(passage.text.strip() in {words.strip() for words in said} for passage in quoted)
        return _whole([*quoted, *following] if is_whole else quoted)
    return []


def _position(corpus: Corpus, document_id: str, words: str) -> int | None:
    return next((place for place in corpus.span(document_id) if words in corpus.passage(place).text), None)


def _following(corpus: Corpus, document_id: str, position: int) -> list[Passage]:
    """The next passage that holds more than its heading."""
    later = map(corpus.passage, range(position + 1, corpus.span(document_id).stop))
    return [passage for passage in later if passage.text.strip(" #*") not in passage.headings][:1]


def _whole(passages: Sequence[Passage]) -> Spans:
    return [(passage, 0, len(passage.text)) for passage in passages]
