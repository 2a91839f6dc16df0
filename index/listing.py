"""Lists inside documents: "(1) … (2) …" and their kin, found by the marks their passages begin with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.corpus import Corpus
from index.numbers import roman
from index.sentences import sentences
from index.types import Passage

_MARK = re.compile(r"\s*(?:\((\d{1,2}|[ivxl]{1,5}|[a-zđ])\)|(\d{1,2})[.)/](?!\d)|([IVXL]{1,5})[.)]|([a-zđ])\))\s+")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_SHORT_CLAUSE = 12
"""Syllables; a shorter first clause is a heading and takes the following clause along."""


@dataclass(frozen=True, slots=True)
class Item:
    """A list's item: its number, the passage that begins with it, and its first clause as a span of that passage."""

    number: int
    passage: Passage
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of one document: the passage that leads into it, if there is one, and its items from 1 on."""

    lead: Passage | None
    items: tuple[Item, ...]


def listings(corpus: Corpus, document_id: str) -> tuple[Listing, ...]:
    """The lists of a document whose items are passages of their own, in order.

    Items of one list follow each other under one parent heading and count 1, 2, 3 …; what stands between two of them
    belongs to the earlier one.
    """
    found: list[Listing] = []
    open_items: list[Item] = []
    lead: Passage | None = None
    before: Passage | None = None
    for position in corpus.span(document_id):
        passage = corpus.passage(position)
        number = mark(passage.text)
        if number is not None and open_items and number == open_items[-1].number + 1:
            open_items.append(_item(number, passage))
        elif number == 1:
            _close(found, lead, open_items)
            lead, open_items = before, [_item(1, passage)]
        before = passage
    _close(found, lead, open_items)
    return tuple(found)


def mark(text: str) -> int | None:
    """The number that a text begins with as a list's mark: 2 for "(2) …", "2. …", "b) …", "II. …", "(ii) …".

    "(i)", "(v)" and "(x)" are numerals; "i)", "v)" and "x)" letters.
    """
    match = _MARK.match(text)
    if match is None:
        return None
    inside, digits, upper, letter = match.groups()
    written = inside or digits or upper or letter
    if written.isdigit():
        return int(written)
    if upper or (inside and (len(inside) > 1 or inside in "ivx")):
        return roman(written.lower())
    return _LETTERS.index(written) + 1 if written in _LETTERS else None


def _item(number: int, passage: Passage) -> Item:
    start, end = next(sentences(passage.text))
    match = _MARK.match(passage.text)
    if match and end <= match.end():
        start, end = list(sentences(passage.text))[1]
    clause = _first_clause(passage.text, start, end)
    return Item(number, passage, start, clause)


def _first_clause(text: str, start: int, end: int) -> int:
    """The end of a sentence's first clause: at its first semicolon, if enough stands before it."""
    place = start
    while (place := text.find(";", place + 1, end)) != -1:
        if len(text[start:place].split()) >= _SHORT_CLAUSE:
            return place
    return end


def _close(found: list[Listing], lead: Passage | None, items: Sequence[Item]) -> None:
    if len(items) > 1:
        found.append(Listing(lead, tuple(items)))
