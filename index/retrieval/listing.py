"""Lists inside documents: "(1) … (2) …", "a) … b) …", "- … - …" and their kin, found by the marks of their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.library.corpus import Corpus
from index.numbers import roman
from index.text.sentences import sentences
from index.types import Passage

_MARK = re.compile(r"\s*(?:\((\d{1,2}|[ivxl]{1,5}|[a-zđ])\)|(\d{1,2})[.)/](?!\d)|([IVXL]{1,5})[.)]|([a-zđ])\))\s+")
_SPOKEN_PLACES = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_SPOKEN_COUNTS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_SPOKEN = re.compile(
    rf"\s*(?:thứ (?P<place>{'|'.join(_SPOKEN_PLACES)})|(?P<count>{'|'.join(_SPOKEN_COUNTS)}) là)\s*[,:]",
    re.IGNORECASE,
)
"""How resolutions and conclusions count aloud: "Thứ nhất, …", "Một là, …"."""
_BULLET = re.compile(r"\s*([-–+*•])\s+(?=\S)")
_BULLETS = frozenset("-–+*•")
_LINE = re.compile(r"[^\n]+")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_SHORT_CLAUSE = 12
"""Syllables; a shorter first clause is a heading and takes the following clause along."""
_TITLE = 16
"""Words of a line that may announce a list of bullets without a colon."""


@dataclass(frozen=True, slots=True)
class Item:
    """A list's item: its number, the passage it begins in, its first clause `text[start:end]`, where it stops there."""

    number: int
    passage: Passage
    start: int
    end: int
    stop: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of one document: the line before it, and its items from 1 on."""

    lead: str
    items: tuple[Item, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings that stand over the first two items alike."""
        first, second = (item.passage.headings for item in self.items[:2])
        same = next((place for place, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]), None)
        return first[: min(len(first), len(second)) if same is None else same]


@dataclass(frozen=True, slots=True)
class _Begun:
    """A line that begins an item, and how many lists stand around it with its own."""

    passage: Passage
    start: int
    number: int
    depth: int


@dataclass(slots=True)
class _Open:
    """A list that may go on: the style of its marks, the line before it, and what its items begin with."""

    style: str
    lead: str
    begun: list[_Begun]


def listings(corpus: Corpus, document_id: str) -> tuple[Listing, ...]:
    """The lists of a document in the order of their first items.

    Items of one list have the same style of mark and count 1, 2, 3 …, bullets by their order. What stands between two
    of them belongs to the earlier one; a list ends where one around it goes on, and bullets at the next plain line.
    """
    found: list[_Open] = []
    stack: list[_Open] = []
    begun: list[_Begun] = []
    before = ""
    for passage, start, line in _lines(corpus, document_id):
        style, number = _style(line)
        place = next((at for at, each in enumerate(stack) if each.style == style), None)
        if not style:
            while stack and stack[-1].style in _BULLETS:
                stack.pop()
        elif place is not None and number in (None, stack[place].begun[-1].number + 1):
            del stack[place + 1 :]
            begun.append(_Begun(passage, start, stack[place].begun[-1].number + 1, place))
            stack[place].begun.append(begun[-1])
        elif number == 1 or (number is None and _announces(before)):
            del stack[len(stack) if place is None else place :]
            begun.append(_Begun(passage, start, 1, len(stack)))
            stack.append(_Open(style, before, [begun[-1]]))
            found.append(stack[-1])
        before = line
    stops = dict(_stops(begun))
    return tuple(
        Listing(each.lead, tuple(_item(one, stops[id(one)]) for one in each.begun))
        for each in found
        if len(each.begun) > 1
    )


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


def _lines(corpus: Corpus, document_id: str) -> Iterator[tuple[Passage, int, str]]:
    for position in corpus.span(document_id):
        passage = corpus.passage(position)
        for match in _LINE.finditer(passage.text):
            if match.group().strip():
                yield passage, match.start(), match.group()


def _style(line: str) -> tuple[str, int | None]:
    """How a line is marked, "" for a plain one, and its number; bullets have none."""
    bullet = _BULLET.match(line)
    if bullet:
        return bullet.group(1), None
    spoken = _SPOKEN.match(line)
    if spoken:
        if spoken["place"]:
            return "thứ", _SPOKEN_PLACES.index(spoken["place"].lower()) + 1
        return "là", _SPOKEN_COUNTS.index(spoken["count"].lower()) + 1
    number = mark(line)
    if number is None:
        return "", None
    return re.sub(r"\d+", "1", re.sub(r"[IVXL]+", "I", re.sub(r"[a-zđ]+", "a", line.split()[0]))), number


def _announces(line: str) -> bool:
    """Whether a line may announce bullets: it ends with a colon, or is short as a heading."""
    return line.rstrip().endswith(":") or len(line.split()) <= _TITLE


def _stops(begun: list[_Begun]) -> Iterator[tuple[int, int]]:
    """Where each item stops in its passage: where the next one of its list or of one around it begins."""
    for place, one in enumerate(begun):
        stop = len(one.passage.text.rstrip())
        for other in begun[place + 1 :]:
            if other.passage.id != one.passage.id:
                break
            if other.depth <= one.depth:
                stop = len(one.passage.text[: other.start].rstrip())
                break
        yield id(one), stop


def _item(one: _Begun, stop: int) -> Item:
    text = one.passage.text[one.start : stop]
    start, end = next(sentences(text))
    match = _MARK.match(text) or _BULLET.match(text)
    if match and end <= match.end() and len(spans := list(sentences(text))) > 1:
        start, end = spans[1]
    start, end = one.start + start, one.start + end
    return Item(one.number, one.passage, start, _first_clause(one.passage.text, start, end), stop)


def _first_clause(text: str, start: int, end: int) -> int:
    """The end of a sentence's first clause: at its first semicolon, if enough stands before it."""
    place = start
    while (place := text.find(";", place + 1, end)) != -1:
        if len(text[start:place].split()) >= _SHORT_CLAUSE:
            return place
    return end
