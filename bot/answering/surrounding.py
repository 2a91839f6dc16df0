"""What stands around the best sentence and completes it: the list that it announces, the line that tells who or when.

Plans set a task, who does it and until when under one heading, each in a line with a label; instructions name a body in
a heading and what it does below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from index.library.corpus import Corpus
from index.question.asked import FACTOID
from index.question.body import body_asked, names_body
from index.retrieval.listing import Listing, listings
from index.terms import fold
from index.text.sentences import sentences
from index.types import Asked, Evidence, Found, Passage

Spans = list[tuple[Passage, int, int]]

_MOST = 12
"""Items of a list that are quoted with the line before it."""
_FAR = 2
"""Passages between a list's first and last item."""
_HEADING = 16
"""Words of a line that announces a list without a colon, as a heading does."""
_NEAR = 3
"""The announcing line is among so many best sentences where one of its items is the best."""
_SECTION = 12
"""Passages; a longer section is more than one task."""
_ONE_OF = re.compile(r"\bnào\b", re.IGNORECASE)
"""Asks for one among several, not for all of them."""
_LETTERED = re.compile(r"\W*[a-zđ]\)")
_MARKED = r"^\W*(?:[a-zđ]\)|\d{1,2}[.)])?\W*"
_WHEN = re.compile(
    _MARKED + r"(?:thời (?:gian|hạn|điểm)|tiến độ|hạn)(?: (?:thực hiện|hoàn thành|triển khai|tổ chức|nộp))*\s*:\s*\S",
    re.IGNORECASE,
)
_WHERE = re.compile(_MARKED + r"địa điểm(?: (?:thực hiện|tổ chức))*\s*:\s*\S", re.IGNORECASE)
_LEADS = re.compile(
    _MARKED + r"(?:đơn vị|cơ quan|bộ phận)(?: (?:chủ trì|thực hiện|phụ trách|tham mưu|chịu trách nhiệm))+\s*:\s*\S",
    re.IGNORECASE,
)
_HELPS = re.compile(_MARKED + r"(?:đơn vị|cơ quan|bộ phận)(?: cùng)? phối hợp(?: thực hiện)?\s*:\s*\S", re.IGNORECASE)


def completed(corpus: Corpus, found: Found) -> Found:
    """The same with the line first that tells who, when or where, where the best sentence only tells what."""
    best, query = found.evidence[0], found.query
    kind = body_asked(query.restored)
    label = _label(query.asked, kind, query.restored)
    if label is None:
        return found
    line = next(_lines(corpus, best, label), None)
    if line is None and kind and not names_body(kind, best.text):
        line = _heading(corpus, best, kind)
    return found if line is None else replace(found, evidence=(line, *found.evidence))


def announced(corpus: Corpus, found: Found) -> Spans | None:
    """The best sentence with the list that it announces, or the list whose announcing line is nearly the best.

    None where neither is so.
    """
    best = found.evidence[0]
    if found.query.asked in FACTOID or body_asked(found.query.restored):
        return None
    lists = [each for each in listings(corpus, best.passage.document_id) if _is_short(corpus, each)]
    listing = next((each for each in lists if _follows(best, each)), None)
    if listing is not None:
        return [(best.passage, best.start, best.end), *_items(listing)]
    if _ONE_OF.search(found.query.restored):
        return None
    for line in found.evidence[1:_NEAR]:
        for each in lists:
            if _follows(line, each) and any(_holds(item, best) for item in _items(each)):
                return [(line.passage, line.start, line.end), *_items(each)]
    return None


def _label(asked: Asked, kind: str, restored: str) -> re.Pattern[str] | None:
    if asked is Asked.DATE:
        return _WHEN
    if asked is Asked.PLACE and not kind:
        return _WHERE
    if kind:
        return _HELPS if "phoi hop" in fold(restored) else _LEADS
    return None


def _lines(corpus: Corpus, best: Evidence, label: re.Pattern[str]) -> Iterator[Evidence]:
    """The sentences with that label in the best one's section."""
    for passage in _section(corpus, best.passage):
        for start, end in sentences(passage.text):
            same = passage.id == best.passage.id and start == best.start
            if not same and label.match(passage.text[start:end]):
                yield replace(best, passage=passage, start=start, end=end)


def _section(corpus: Corpus, passage: Passage) -> list[Passage]:
    """The passages under the same numbered heading; none where there is no heading or the section is long."""
    path = passage.headings[:-1] if passage.headings and _LETTERED.match(passage.headings[-1]) else passage.headings
    if not path:
        return []
    held = map(corpus.passage, corpus.span(passage.document_id))
    inside = [each for each in held if each.headings[: len(path)] == path]
    return inside if len(inside) <= _SECTION else []


def _heading(corpus: Corpus, best: Evidence, kind: str) -> Evidence | None:
    """The heading over the best sentence, where it names a body of the kind."""
    title = best.passage.headings[-1] if best.passage.headings else ""
    if not names_body(kind, title):
        return None
    for position in corpus.span(best.passage.document_id):
        passage = corpus.passage(position)
        if passage.headings == best.passage.headings:
            for start, end in sentences(passage.text):
                if " ".join(passage.text[start:end].split()) == title:
                    return replace(best, passage=passage, start=start, end=end)
    return None


def _is_short(corpus: Corpus, listing: Listing) -> bool:
    """Whether a list can be quoted whole; what the whole of a document is divided into cannot."""
    first, last = (corpus.position(listing.items[place].passage.id) or 0 for place in (0, -1))
    return len(listing.items) <= _MOST and last - first <= _FAR


def _follows(line: Evidence, listing: Listing) -> bool:
    """Whether a list begins right after a sentence that announces it."""
    first, passage = listing.items[0], line.passage
    gap = first.passage.start + first.start - passage.start - line.end
    if not line.text.rstrip().endswith(":") and len(line.text.split()) > _HEADING:
        return False
    if first.passage.id == passage.id:
        return gap >= 0 and not passage.text[line.end : first.start].strip()
    return 0 <= gap <= len("\n\n") and first.start == 0


def _items(listing: Listing) -> Spans:
    return [(item.passage, item.start, item.end) for item in listing.items]


def _holds(span: tuple[Passage, int, int], sentence: Evidence) -> bool:
    passage, start, end = span
    return passage.id == sentence.passage.id and start < sentence.end and sentence.start < end
