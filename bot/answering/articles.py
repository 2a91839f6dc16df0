"""Questions that name an article: "Điều 2 quy định gì?", "theo Điều 5 ai chịu trách nhiệm?"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.library.corpus import Corpus
from index.terms import fold, same_tone
from index.text.sentences import sentences
from index.types import Evidence, Found, Passage

Spans = list[tuple[Passage, int, int]]

_NAMED = re.compile(r"\bdieu (?:so |thu )?(\d{1,3})\b(?! (?:cua )?(?:luat|nghi dinh|thong tu|hien phap))")
_SAYS = re.compile(
    r"\bdieu (?:so |thu )?\d{1,3}\b.{0,60}\b(?:quy dinh|noi|viet|neu|ghi|de cap|gom)"
    r"(?: ve| den| toi)*(?: nhung| cai| noi dung| van de| viec)* gi\b|\bnoi dung(?: cua)? dieu (?:so |thu )?\d{1,3}\b"
)
_MARK = len(("Điều", "2."))
"""Words of the mark of an article, which is a sentence of its own."""
_ENOUGH = 60
"""Words of an article that are quoted at least, where it has so many: its heading alone says little."""
_OF_ONE_NUMBER = 2
"""Articles of one number at most: a decision's and that of what it brings with it."""
_INSIDE = 6.0
"""Put on the score of a sentence of the article that is named: what cites it elsewhere has its words and number too."""


def article_named(restored: str) -> int | None:
    """The one article that a question names; None where it names none, several, or one of another law."""
    numbers = set(_NAMED.findall(fold(same_tone(restored))))
    return int(numbers.pop()) if len(numbers) == 1 else None


def within_article(corpus: Corpus, ordered: Sequence[Evidence], article: int) -> list[Evidence]:
    """The evidence with that of the named article of the best one's document first, and its beginning if none is."""
    document = ordered[0].passage.document_id
    stretches = list(_stretches(corpus.text(document), article))
    if not stretches:
        return list(ordered)
    inside = [each.passage.document_id == document and _stands(each, stretches) for each in ordered]
    moved = [replace(each, score=each.score + _INSIDE * held) for each, held in zip(ordered, inside, strict=True)]
    if not any(inside):
        moved += list(_beginning(corpus, ordered[0], stretches[0]))
    return sorted(moved, key=lambda each: -each.score)


def whole_article(corpus: Corpus, found: Found) -> Spans | None:
    """The beginning of the named article where a question wants to know what it says; an annex may have its own.

    None where the question asks for something in it, or the best document has no such article.
    """
    query = found.query
    article = article_named(query.restored)
    asks = any(_SAYS.search(fold(same_tone(text))) for text in (query.original, query.restored))
    if article is None or not asks:
        return None
    document = found.evidence[0].passage.document_id
    stretches = list(_stretches(corpus.text(document), article))[:_OF_ONE_NUMBER]
    return [span for stretch in stretches for span in _opening(corpus, document, stretch)] or None


def _opening(corpus: Corpus, document: str, stretch: tuple[int, int]) -> Iterator[tuple[Passage, int, int]]:
    """The passages at the beginning of an article, until they hold enough."""
    words = 0
    for passage in map(corpus.passage, corpus.span(document)):
        start, end = max(passage.start, stretch[0]) - passage.start, min(passage.end, stretch[1]) - passage.start
        if start < end and words < _ENOUGH and passage.text[start:end].strip():
            end = start + len(passage.text[start:end].rstrip())
            words += len(passage.text[start:end].split())
            yield passage, start, end


def _stretches(text: str, article: int) -> Iterator[tuple[int, int]]:
    """Each article of that number, from its line to the next article's: an annex counts its own."""
    starts = [(match.start(), int(match[1])) for match in re.finditer(r"^Điều (\d{1,3})\b", text, re.MULTILINE)]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    for (start, number), end in zip(starts, ends, strict=True):
        if number == article:
            yield start, end


def _stands(each: Evidence, stretches: Sequence[tuple[int, int]]) -> bool:
    at = each.passage.start + each.start
    return len(each.text.split()) > _MARK and any(start <= at < end for start, end in stretches)


def _beginning(corpus: Corpus, best: Evidence, stretch: tuple[int, int]) -> Iterator[Evidence]:
    """The first sentence of an article that says more than its number."""
    for position in corpus.span(best.passage.document_id):
        passage = corpus.passage(position)
        for start, end in sentences(passage.text):
            at = passage.start + start
            if stretch[0] <= at < stretch[1] and len(passage.text[start:end].split()) > _MARK:
                yield replace(best, passage=passage, start=start, end=end, score=best.score + _INSIDE)
                return
