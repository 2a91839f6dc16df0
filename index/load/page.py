"""A page as words in places, and the lines that they make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.load.draft import Run
from index.load.paragraph import MARKER
from index.load.rulings import Rule

COLUMN_GAP = 2.2
"""A gap of so many letter heights parts columns; between the words of a justified line it stays under 1.5."""
SAME_LINE = 0.5
"""Words are on one line when they overlap by this share of the lower one's height; raised note numbers do."""
TOUCHING = 0.1
"""A gap under this share of the letters' height is none; a space takes a quarter."""
_LONE_MARK = re.compile(r"[-–—+•*·]$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its box in points, counted from the page's lower left corner."""

    text: str
    font: str
    bold: bool
    left: float
    right: float
    bottom: float
    top: float
    ends_line: bool = False
    joined: bool = False
    """Whether the next word follows without a space: the same word in another font."""

    @property
    def height(self) -> float:
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Level:
    """Words at one height."""

    words: tuple[Word, ...]

    @property
    def top(self) -> float:
        return max(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return min(word.bottom for word in self.words)

    @property
    def height(self) -> float:
        return max(word.height for word in self.words)


@dataclass(frozen=True, slots=True)
class Line(Level):
    """Words side by side, without a wide gap between them."""

    page: int

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs()).strip()

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words if any(char.isalpha() for char in word.text))

    def runs(self) -> tuple[Run, ...]:
        """The words in their fonts, a space after each that ends there."""
        return tuple(Run(word.text if word.joined else f"{word.text} ", word.font) for word in self.words)


@dataclass(frozen=True, slots=True)
class Page:
    """The words of a page in the order of its content, its straight lines, and whether it holds a picture."""

    number: int
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    pictured: bool = False

    @property
    def letters(self) -> int:
        return sum(char.isalpha() for word in self.words for char in word.text)


def with_bold_that_tells(pages: Sequence[Page]) -> list[Page]:
    """The pages, bold by the names of the fonts alone where most letters would be bold by their weight.

    A weight is guessed from the stems that an embedded font claims, and old Vietnamese fonts claim those of a bold one.
    """
    letters = [(len(word.text), word.bold) for page in pages for word in page.words]
    if 2 * sum(count for count, bold in letters if bold) <= sum(count for count, _ in letters):
        return list(pages)
    return [
        replace(page, words=tuple(replace(word, bold="bold" in word.font.lower()) for word in page.words))
        for page in pages
    ]


def lines(words: Sequence[Word], page: int) -> list[Line]:
    """The lines of a page from top to bottom as its content has them, parted at wide gaps."""
    found: list[list[Word]] = []
    for word in words:
        if found and _touch(found[-1][-1], word):
            found[-1][-1] = replace(found[-1][-1], joined=True)
            found[-1].append(word)
        elif found and _same_line(found[-1][-1], word):
            found[-1].append(word)
        else:
            found.append([word])
    return [Line(tuple(part), page) for line in found for part in parted(line)]


def _touch(before: Word, word: Word) -> bool:
    """Letters of one word that the page draws one by one, so that each looks like a line of its own."""
    room = TOUCHING * before.height
    return before.ends_line and abs(before.bottom - word.bottom) < room and -room <= word.left - before.right <= room


def _same_line(before: Word, word: Word) -> bool:
    overlap = min(before.top, word.top) - max(before.bottom, word.bottom)
    level = overlap >= SAME_LINE * min(before.height, word.height)
    return level and (word.left >= before.left or before.joined) and not (before.ends_line and word.left < before.right)


def parted(line: Sequence[Word]) -> list[list[Word]]:
    parts = [[line[0]]]
    for before, word in pairwise(line):
        wide = word.left - before.right > COLUMN_GAP * max(before.height, word.height)
        marked = len(parts[-1]) <= 2 and _is_mark(" ".join(each.text for each in parts[-1]))
        if wide and not marked:
            parts.append([])
        parts[-1].append(word)
    return parts


def _is_mark(text: str) -> bool:
    """A list's mark with room after it: a dash, `1.`, `a)`."""
    return bool(_LONE_MARK.match(text)) or (len(text) <= 12 and bool(MARKER.match(f"{text} ")))
