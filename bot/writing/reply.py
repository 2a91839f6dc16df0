"""What is said to a person about an answer: the one step between `Answer` and every channel's text.

A reply decides what is shown and in which order; `bot.writing.render` only writes it down in a channel's alphabet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from bot import phrases
from bot.answering.answer import Answer, Outcome, Quote, Suggestion
from bot.answering.small_talk import Talk
from bot.phrases.library import place
from bot.phrases.particulars import part_not_found
from index.types import Correction, Document, Passage


class SpanKind(StrEnum):
    """Whose words a span holds: the passage's, the passage's quoted ones, or ours."""

    PLAIN = "plain"
    QUOTED = "quoted"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text of one kind."""

    text: str
    kind: SpanKind = SpanKind.PLAIN


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where words come from, line by line as a person reads it: section, document, issuer and date, remark."""

    section: str
    title: str
    origin: str
    status: str = ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage with its quoted stretches marked.

    `quoted` are the quoted stretches best first, as offsets in the passage, and `quotes` their words, each with
    its corrections; `passage` is the whole passage.
    """

    passage_id: str
    document_id: str
    quoted: tuple[tuple[int, int], ...]
    quotes: tuple[Spans, ...]
    passage: Spans
    source: Source


@dataclass(frozen=True, slots=True)
class Reply:
    """A lead in our own words, the excerpts best first, footnotes, and questions to go on with.

    `asked` is the question, where whoever reads the reply did not type it.
    """

    lead: str = ""
    asked: str = ""
    excerpts: tuple[Excerpt, ...] = ()
    footnotes: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


def reply_to(answer: Answer) -> Reply:
    """What to say for `answer`; quotes of one passage share an excerpt."""
    excerpts = tuple(
        excerpt_of(quotes[0].passage, quotes[0].document, [(quote.start, quote.end) for quote in quotes])
        for quotes in _by_passage(answer.quotes)
    )
    has_readings = any(span.kind is SpanKind.READING for excerpt in excerpts for span in excerpt.passage)
    return Reply(
        lead=_lead(answer),
        excerpts=excerpts,
        footnotes=(*map(part_not_found, answer.missing), *((phrases.CORRECTION_FOOTNOTE,) if has_readings else ())),
        suggestions=answer.related,
    )


def excerpt_of(passage: Passage, document: Document, quoted: Sequence[tuple[int, int]]) -> Excerpt:
    """The passage with the stretches `quoted`, best first."""
    at = passage.start + min(quoted, default=(0, 0))[0]
    return Excerpt(
        passage_id=passage.id,
        document_id=document.id,
        quoted=tuple(quoted),
        quotes=tuple(tuple(marked_within(passage, [stretch], *stretch)) for stretch in quoted),
        passage=marked(passage, quoted),
        source=source_of(document, passage.headings, document.page_at(at), document.header_at(at)),
    )


def source_of(document: Document, headings: Sequence[str], page: int | None = None, header: str = "") -> Source:
    """The citation of a passage of `document`: no claim about what is in force, only who issued it and when."""
    return Source(
        section=place(headings, page, header),
        title=document.title,
        origin=phrases.origin(document.number, document.issuer, document.date, document.published),
        status=document.status,
    )


def marked(passage: Passage, quoted: Iterable[tuple[int, int]]) -> Spans:
    """The passage with the stretches `quoted` marked and each known defect followed by its reading.

    >>> marked(Passage("d.0", "d", (), "Một. Hai.", 0, 9), [(5, 9)])
    (Span(text='Một. ', kind=<SpanKind.PLAIN: 'plain'>), Span(text='Hai.', kind=<SpanKind.QUOTED: 'quoted'>))
    """
    return tuple(marked_within(passage, sorted(quoted), 0, len(passage.text)))


def marked_within(passage: Passage, quoted: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[Span]:
    """The spans of `passage.text[start:end]`, cut where a quoted stretch or a correction begins or ends."""
    readings = {correction.end - passage.start: correction for correction in passage.corrections}
    borders = {start, end, *(place for stretch in quoted for place in stretch), *readings}
    places = sorted(place for place in borders if start <= place <= end)
    text, kind = "", SpanKind.PLAIN
    for left, right in pairwise(places):
        inside = any(first <= left and right <= last for first, last in quoted)
        now = SpanKind.QUOTED if inside else SpanKind.PLAIN
        if text and now is not kind:
            yield Span(text, kind)
            text = ""
        text, kind = text + passage.text[left:right], now
        if right in readings:
            yield Span(text, kind)
            yield _reading(readings[right])
            text = ""
    if text:
        yield Span(text, kind)


def _lead(answer: Answer) -> str:
    match answer.outcome:
        case Outcome.ANSWERED:
            return ""
        case Outcome.UNSURE:
            return phrases.UNSURE
        case Outcome.NOT_FOUND:
            return phrases.not_found(answer.topic)
        case Outcome.SMALL_TALK:
            return phrases.SMALL_TALK[answer.talk or Talk.REPLY]


def _by_passage(quotes: Iterable[Quote]) -> list[list[Quote]]:
    groups: dict[str, list[Quote]] = {}
    for quote in quotes:
        groups.setdefault(quote.passage.id, []).append(quote)
    return list(groups.values())


def _reading(correction: Correction) -> Span:
    return Span(phrases.reading(correction.reading), SpanKind.READING)
