"""Questions for a list or for one of its items: "nhiệm vụ, giải pháp gồm những gì", "nhiệm vụ thứ 6"."""

from __future__ import annotations

from collections.abc import Iterator

from index.corpus import Corpus
from index.listing import Listing, listings
from index.terms import syllables
from index.types import Asked, Found, Passage

Spans = list[tuple[Passage, int, int]]
_DOCUMENTS = 3
_NAMED = 0.99
"""Share of the question's content that a list's lead must hold for the question to be for the whole list."""


def enumerated(corpus: Corpus, found: Found) -> Spans | None:
    """The spans that answer a question for a list or an item; empty where the list has no such item.

    None where the question is for neither, or no document at hand has a list that it could mean.
    """
    query = found.query
    if query.ordinal is None and query.asked is not Asked.LIST:
        return None
    named = [listing for listing in _near(corpus, found) if _names(listing, query.content, query.ordinal)]
    if not named:
        return None
    listing = named[0]
    if query.ordinal is None:
        return [(item.passage, item.start, item.end) for item in listing.items]
    wanted = [item for item in listing.items if item.number == _number(query.ordinal, len(listing.items))]
    return [(item.passage, item.start, len(item.passage.text)) for item in wanted]


def _near(corpus: Corpus, found: Found) -> Iterator[Listing]:
    """Lists of the documents that the question found, best document first."""
    for document_id in list(dict.fromkeys(hit.passage.document_id for hit in found.hits))[:_DOCUMENTS]:
        yield from listings(corpus, document_id)


def _names(listing: Listing, content: frozenset[str], ordinal: int | None) -> bool:
    """Whether a question's content words name the list: they stand in its lead or its items' common heading."""
    lead = listing.lead.text[-300:] if listing.lead else ""
    held = set(syllables(f"{lead} {' '.join(listing.items[0].passage.headings[:-1])}"))
    single = {term for term in content if " " not in term and not term.isdigit()}
    single -= _ORDINAL_WORDS
    if ordinal is not None:
        return bool(single & _LIST_NAMES) and bool(single & held & _LIST_NAMES)
    met = sum(term in held for term in single)
    return bool(single) and met / len(single) >= _NAMED


def _number(ordinal: int, count: int) -> int:
    return count if ordinal == -1 else ordinal


_LIST_NAMES = frozenset("nhiem vu giai phap muc tieu chi tieu noi dung y diem".split())
_ORDINAL_WORDS = frozenset(
    "thu so nhat hai ba bon nam sau bay tam chin muoi mot cuoi cung dau tien trong du day".split()
)
