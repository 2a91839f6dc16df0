"""Cutting marked text at sentence borders, so that a part fits where it goes and no word is broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.phrases import ELLIPSIS
from bot.writing.reply import Span, SpanKind, Spans
from index.text.sentences import sentences

_WORD_END = re.compile(r"\s+(?=\S)")

CONTEXT_WIDTH = 280
"""Words kept on each side of a quote: about two sentences of an official document (median 137 characters)."""


def width(text: str) -> int:
    """The length of `text` as Telegram counts it: in UTF-16 code units.

    Source: https://core.telegram.org/api/entities#entity-length.
    """
    return len(text) + sum(character > "\uffff" for character in text)


def text_of(spans: Spans) -> str:
    """The spans' text without their marks."""
    return "".join(span.text for span in spans)


def parts(spans: Spans, room: int) -> Iterator[Spans]:
    """`spans` in parts of at most `room`, cut after a sentence, else after a word, else anywhere.

    Nothing is lost but the white space at the cuts.
    """
    text = text_of(spans)
    borders = _sentence_borders(text)
    words = [match.end() for match in _WORD_END.finditer(text)]
    start = 0
    while start < len(text):
        limit = _farthest(text, start, room)
        end = _last_within(borders, start, limit) or _last_within(words, start, limit) or limit
        yield _stripped(_between(spans, start, end))
        start = end


def around_quotes(spans: Spans, context: int = CONTEXT_WIDTH) -> Spans:
    """The quoted stretches with at most `context` characters of whole sentences on each side of them.

    What is left out is shown as "…"; spans without a quote come back as they are.
    """
    text = text_of(spans)
    quoted = _quoted_stretches(spans)
    if not quoted:
        return spans
    borders = _sentence_borders(text)
    kept: list[tuple[int, int]] = []
    for start, end in quoted:
        left = min((place for place in borders if start - context <= place <= start), default=start)
        right = max((place for place in borders if end <= place <= end + context), default=end)
        if kept and left <= kept[-1][1]:
            kept[-1] = (kept[-1][0], right)
        else:
            kept.append((left, right))
    shown: list[Span] = []
    for before, (left, right) in pairwise([(0, 0), *kept]):
        if before[1] < left:
            shown.append(Span(f"{' ' if shown else ''}{ELLIPSIS} "))
        shown.extend(_stripped(_between(spans, left, right)))
    if kept[-1][1] < len(text):
        shown.append(Span(f" {ELLIPSIS}"))
    return tuple(shown)


def _sentence_borders(text: str) -> list[int]:
    """The text's two ends and where each sentence begins."""
    return [0, *(start for start, _ in sentences(text)), len(text)]


def _last_within(places: list[int], start: int, limit: int) -> int:
    return max((place for place in places if start < place <= limit), default=0)


def _farthest(text: str, start: int, room: int) -> int:
    """The largest end for which `text[start:end]` without its trailing white space has at most `room` units."""
    end, used = start, 0
    while end < len(text) and (used := used + width(text[end])) <= room:
        end += 1
    while end < len(text) and text[end].isspace():
        end += 1
    return max(end, start + 1)


def _quoted_stretches(spans: Spans) -> list[tuple[int, int]]:
    stretches: list[tuple[int, int]] = []
    place = 0
    for span in spans:
        if span.kind is SpanKind.QUOTED:
            stretches.append((place, place + len(span.text)))
        place += len(span.text)
    return stretches


def _between(spans: Spans, start: int, end: int) -> Spans:
    found: list[Span] = []
    place = 0
    for span in spans:
        text = span.text[max(start - place, 0) : max(end - place, 0)]
        if text:
            found.append(Span(text, span.kind))
        place += len(span.text)
    return tuple(found)


def _stripped(spans: Spans) -> Spans:
    found = list(spans)
    while found and not found[0].text.lstrip():
        del found[0]
    while found and not found[-1].text.rstrip():
        del found[-1]
    if found:
        found[0] = Span(found[0].text.lstrip(), found[0].kind)
        found[-1] = Span(found[-1].text.rstrip(), found[-1].kind)
    return tuple(found)
