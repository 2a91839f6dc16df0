"""Lines of text that fit where they go: wrapped between words, in the largest size that has room."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from bot.phrases import ELLIPSIS
from bot.sharing.sheet import Colour, Weight, Words
from index.text.sentences import sentences

Measure = Callable[[str, Weight], float]
"""The width of a text in one line, for a size of 1; that of two texts side by side is the sum of theirs."""

LEADING = 1.32
"""From baseline to baseline, for a size of 1: the marks of Ẫ and ộ in neighbouring lines stay apart."""

ASCENT = 1.0
"""The highest mark above the baseline, for a size of 1: the ascent that the typeface states."""

_WORD = re.compile(r"\S+")

STEP = 0.5
"""Points between the sizes that are tried."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines in one size. `is_whole` is False where the text ends before its end, with "…"."""

    lines: tuple[str, ...]
    weight: Weight
    size: float
    is_whole: bool = True

    @property
    def height(self) -> float:
        """From the top of the first line to the bottom of the last."""
        return len(self.lines) * self.size * LEADING


def wrapped(text: str, weight: Weight, size: float, width: float, measure: Measure) -> tuple[str, ...]:
    """The lines of a text, which keeps its own line breaks; a word that is wider than a line is broken."""
    lines: list[str] = []
    room = width / size
    space = measure(" ", weight)
    for paragraph in text.splitlines():
        line, used = "", 0.0
        for word in _pieces(paragraph, weight, room, measure):
            wide = measure(word, weight)
            if line and used + space + wide > room:
                lines.append(line)
                line, used = word, wide
            else:
                line, used = (f"{line} {word}", used + space + wide) if line else (word, wide)
        if line:
            lines.append(line)
    return tuple(lines)


def fitted(
    text: str, weight: Weight, sizes: tuple[float, float], width: float, height: float, measure: Measure
) -> Setting:
    """A text in the largest size that has room, `sizes` being the largest and the smallest.

    Where even the smallest is too large, the text ends after a sentence, else after a word, with "…".
    """
    size, smallest = sizes
    while size >= smallest:
        setting = Setting(wrapped(text, weight, size, width, measure), weight, size)
        if setting.height <= height:
            return setting
        size -= STEP

    def until(end: int) -> Setting:
        shorter = f"{text[:end].rstrip()} {ELLIPSIS}"
        return Setting(wrapped(shorter, weight, smallest, width, measure), weight, smallest, is_whole=False)

    for ends in ([end for _, end in sentences(text)], [match.end() for match in _WORD.finditer(text)]):
        fitting = bisect_right(ends, height, key=lambda end: until(end).height)
        if fitting:
            return until(ends[fitting - 1])
    return Setting((), weight, smallest, is_whole=False)


def balanced(setting: Setting, width: float, measure: Measure) -> Setting:
    """The same lines made about equally long, for a text that stands in the middle: no word is left alone."""
    text, count = "\n".join(setting.lines), len(setting.lines)
    narrow, wide = 0.0, width
    while wide - narrow > 1:
        middle = (narrow + wide) / 2
        lines = wrapped(text.replace("\n", " "), setting.weight, setting.size, middle, measure)
        if len(lines) <= count:
            wide, text = middle, "\n".join(lines)
        else:
            narrow = middle
    return replace(setting, lines=tuple(text.splitlines()))


def placed(
    setting: Setting, left: float, top: float, colour: Colour, measure: Measure, *, centred_in: float = 0.0
) -> Iterator[Words]:
    """The lines as marks below `top`; with `centred_in` each in the middle of that width."""
    for number, line in enumerate(setting.lines):
        free = centred_in - measure(line, setting.weight) * setting.size if centred_in else 0.0
        baseline = top + number * setting.size * LEADING + setting.size * ASCENT
        yield Words(left + free / 2, baseline, line, setting.weight, setting.size, colour)


def _pieces(text: str, weight: Weight, room: float, measure: Measure) -> Iterator[str]:
    """The words of a text, those wider than `room` in parts."""
    for word in text.split():
        if measure(word, weight) <= room:
            yield word
            continue
        part = ""
        for letter in word:
            if part and measure(part + letter, weight) > room:
                yield part
                part = ""
            part += letter
        yield part
