"""Values of the kind that a question asks for and does not say itself: what may answer it.

"Ai là chồng của chị Hoàng Lan?" is not answered by the name Hoàng Lan, nor "Năm 2020 có bao nhiêu xã?" by 2020.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from index.question.asked import HAS_DATE, NAME, may_be_a_person
from index.terms import CAPITAL, as_term, fold, syllables, words
from index.types import Asked, Query

NEAR = 10
"""Words to either side of a value that count as near it. What of the question stands there raised the share of first
sentences that hold the answer from .737 to .748, on four sets of questions each left out of the fit."""

_NUMBER_WORD = "một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nghìn|triệu|tỷ"
_NUMBER = re.compile(rf"\d[\d.,/]*|\b(?:{_NUMBER_WORD})(?: (?:{_NUMBER_WORD}|mươi))*\b", re.IGNORECASE)
_PERSON = re.compile(rf"{NAME.pattern}|(?<=[\w,] ){CAPITAL}\w+")
"""A single word with a capital too, where it does not begin a sentence: "chồng cô là Tim"."""


def said(query: Query) -> frozenset[str]:
    """The folded words that a question says."""
    return frozenset(query.terms).union(syllables(query.restored))


def around_fresh(kind: Asked, text: str, known: frozenset[str]) -> list[frozenset[str]]:
    """For each value of a text that is not made of known words, the folded words in it and NEAR it.

    Nothing for kinds whose values have no form of their own.
    """
    spans = list(_values(kind, text))
    if not spans:
        return []
    written = list(words(text))
    starts, folded = [match.start() for match in written], [as_term(fold(match.group())) for match in written]
    found = []
    for start, end in spans:
        first, after = bisect_left(starts, start), bisect_left(starts, end)
        if _fresh(kind, folded[first:after], known):
            found.append(frozenset(folded[max(0, first - NEAR) : after + NEAR]))
    return found


def _fresh(kind: Asked, value: list[str], known: frozenset[str]) -> bool:
    """Of a name most of the words, of a number any, of a date one with a digit."""
    new = [word for word in value if word not in known]
    if kind is Asked.NUMBER:
        return bool(new)
    if kind is Asked.DATE:
        return any(character.isdigit() for word in new for character in word)
    return 2 * len(new) > len(value)


def _values(kind: Asked, text: str) -> Iterator[tuple[int, int]]:
    """Where each value begins, and a place before which its last word has begun."""
    if kind is Asked.NUMBER:
        yield from (match.span() for match in _NUMBER.finditer(text))
    elif kind is Asked.DATE:
        yield from (match.span() for match in HAS_DATE.finditer(text))
    elif kind is Asked.PLACE:
        yield from (match.span() for match in NAME.finditer(text))
    elif kind is Asked.PERSON:
        yield from (match.span() for match in _PERSON.finditer(text) if may_be_a_person(match.group()))
