"""Where sentences begin and end in Vietnamese administrative text."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"(?:\.{3}|…|[.!?])[\"'”’»)\]]*(?=\s)|\n+")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(\"“.])(?:TP|Tp|TX|Tx|TT|ThS|TS|PGS|GS|BS|KS|Mr|Mrs|Ms|Dr|St|No|vs|tr|[đĐ]/c|[A-ZĐ])\.$"
)
_LIST_MARK = re.compile(r"[\s\"“(\-–•+*]*(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,5}|[a-zđ])\.$")
_LONGEST_ABBREVIATION = 8
_LEAD = re.compile(r"[\s\"'“‘«(\[\-–—•+*]*")


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of `text[start:end]`, white space trimmed, in order.

    A full stop ends a sentence where white space and then a capital, a digit or nothing follow, and the word
    before it is no known abbreviation, initial or list number. A line break always ends one.
    """
    stop = len(text) if end is None else end
    begin = start
    for match in _END.finditer(text, start, stop):
        border = match.end()
        if text[match.start()] != "\n" and not _is_border(text, begin, match, stop):
            continue
        yield from _trimmed(text, begin, border)
        begin = border
    yield from _trimmed(text, begin, stop)


def _is_border(text: str, begin: int, match: re.Match[str], stop: int) -> bool:
    lead = _LEAD.match(text, match.end(), stop)
    following = text[lead.end() : lead.end() + 1] if lead and lead.end() < stop else ""
    if following and not (following.isupper() or following.isdigit()):
        return False
    if match.group().startswith(".") and not match.group().startswith("..."):
        until = match.start() + 1
        abbreviated = _ABBREVIATED.search(text[max(begin, until - _LONGEST_ABBREVIATION) : until])
        return abbreviated is None and _LIST_MARK.fullmatch(text, begin, until) is None
    return True


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
