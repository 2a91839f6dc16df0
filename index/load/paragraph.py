"""Paragraphs out of lines: which line ends are the author's and which the page's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

NARROWEST, WIDEST = 40, 130
"""Columns between which a text can have been wrapped by hand; editors wrap at 72 to 100."""
FULL = 0.7
"""A line is full when it reaches this share of the width: the next word would not have fitted. Words have at most seven
letters in Vietnamese, but lines are ragged where links and emphasis were taken out."""
MOSTLY = 0.6
"""The share of full lines that tells wrapped text from verse, lists and one-line paragraphs."""

MARKER = re.compile(
    r"(?:[-–—•+*·]\s|\(?\d{1,3}[.)/]\s|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s|\(?[a-zđ]{1,2}\)\s|[IVXLC]{1,6}\s?[.)/\-–]\s"
    r"|(?:Điều|Khoản)\s+\d+\b|(?:Phần|Chương|Mục)\s+(?:thứ\s+\w+|[IVXLC]+|\d+)\b)",
)
"""How an item, an article or a heading begins."""
_DASH = re.compile(r"[-–—+]\s")
SOFT = 1
"""The width of text in which no line end is meant, as in Markdown: every line is full."""
LONG_LINE = 45
"""A line of a list shorter than this ends where its author ended it: wrapped lines are twice as long."""
_ENDS = (".", ";", ":", "!", "?", "…", "/")
_AFTER_ENDS = " \"'”’»)]}*"


def width(groups: Iterable[Sequence[str]]) -> int:
    """The column at which the text was wrapped, or 0 when every line end is meant."""
    inner = [len(line) for lines in groups for line in lines[:-1]]
    if not inner:
        return 0
    widest = sorted(inner)[int(len(inner) * 0.95)]
    full = sum(FULL * widest <= length <= widest * 1.1 for length in inner)
    return widest if NARROWEST <= widest <= WIDEST and full >= MOSTLY * len(inner) else 0


def join(lines: Sequence[str], wrapped_at: int) -> list[str]:
    """The paragraphs of neighbouring lines; `wrapped_at` is the text's width as `width` tells it."""
    paragraphs: list[list[str]] = []
    previous = ""
    for line in map(str.strip, lines):
        if paragraphs and continues(previous, line, wrapped_at):
            paragraphs[-1] += (joint(previous, line), line)
        elif line:
            paragraphs.append([line])
        previous = line
    return ["".join(pieces) for pieces in paragraphs]


def continues(previous: str, line: str, wrapped_at: int) -> bool:
    """Whether `line` goes on with the sentence of the line before it."""
    if not wrapped_at or not line:
        return False
    if MARKER.match(line):
        return bool(_DASH.match(line)) and _is_inner_dash(previous, line, wrapped_at)
    full = len(previous) >= FULL * wrapped_at
    return full or not (is_closed(previous) or line[0].isupper())


def is_closed(line: str) -> bool:
    """Whether a line ends with a mark that ends a sentence or an item, quotes and brackets apart."""
    return line.rstrip(_AFTER_ENDS).endswith(_ENDS)


def joint(line: str, following: str) -> str:
    """What stands between two lines of one paragraph: Vietnamese has no hyphenation, so a hyphen at an end stays.

    >>> joint("giai đoạn 2021-", "2025"), joint("kinh tế -", "xã hội")
    ('', ' ')
    """
    tight = line[-1:] in ("-", "–", "/") and line[-2:-1].isalnum() and following[:1].isalnum()
    return "" if tight else " "


def _is_inner_dash(previous: str, line: str, wrapped_at: int) -> bool:
    """A dash within a sentence (`kinh tế / - xã hội`) and not before an item."""
    follower = line[1:].lstrip()[:1]
    wrapped = len(previous) >= (LONG_LINE if _DASH.match(previous) else FULL * wrapped_at)
    unfinished = wrapped and not is_closed(previous)
    return unfinished and (follower.islower() or follower.isdigit())
