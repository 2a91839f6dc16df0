"""From a reply to messages: paragraphs in reading order, in as many messages as a channel's limit asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from bot import phrases
from bot.writing import split
from bot.writing.reply import Excerpt, Reply, Source, Span, SpanKind, Spans

NO_LIMIT = 1 << 30
"""For a terminal, which takes any length."""


LONGEST_LINE, SHARE = 400, 5
"""Characters of a title, a section or a question, or a fifth of a message where that is more; of an origin or a remark
half as many. So the shortest messages, of 2,000, have room for words. The longest title seen has 368."""


class Role(StrEnum):
    """What a paragraph is for; a channel that can chooses its looks by it."""

    ASKED = "asked"
    LEAD = "lead"
    EXCERPT = "excerpt"
    SECTION = "section"
    SOURCE = "source"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Spans that belong together; `gap` asks for an empty line before it."""

    role: Role
    spans: Spans
    gap: bool = True


Message = tuple[Paragraph, ...]

WordsOf = Callable[[Excerpt, int], Iterator[Spans]]
"""What a channel shows of an excerpt, in parts of at most so many characters."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words under one source, that stay in one message."""

    words: Spans
    source: Source


def quotes_only(excerpt: Excerpt, room: int) -> Iterator[Spans]:
    """Each quote, or a passage that nothing is quoted from, between «» marks: for channels without bold."""
    opening, closing = phrases.QUOTE_MARKS
    for quote in excerpt.quotes or (excerpt.passage,):
        for part in split.parts(quote, room - len(opening + closing)):
            yield (Span(opening), *part, Span(closing))


def quotes_in_context(excerpt: Excerpt, room: int) -> Iterator[Spans]:
    """The passage around its quotes, which keep their mark: for channels with bold."""
    yield from split.parts(split.around_quotes(excerpt.passage), room)


def whole_passage(excerpt: Excerpt, room: int) -> Iterator[Spans]:
    """Every word of the passage, its quotes marked: for a reader who asked for more of it."""
    yield from split.parts(excerpt.passage, room)


def messages(reply: Reply, words_of: WordsOf, limit: int = NO_LIMIT) -> tuple[Message, ...]:
    """The reply in messages of at most `limit` characters, each with the citation of what it quotes.

    Pieces share a message while they fit; the lead opens the first message and the footnotes close the last.
    """
    opening = _paragraphs_of((Role.ASKED, phrases.shortened(reply.asked, _longest(limit))), (Role.LEAD, reply.lead))
    room = limit - split.width(text_of(opening)) - len("\n\n")
    done: list[Message] = []
    group: list[_Piece] = []
    pieces = [piece for excerpt in reply.excerpts for piece in _pieces(excerpt, words_of, room, limit)]
    closing = _paragraphs_of(*((Role.NOTE, note) for note in _notes(reply, pieces)))
    for piece in pieces:
        if group and not _fits((*opening, *_paragraphs([*group, piece])), limit):
            done.append((*opening, *_paragraphs(group)))
            opening, group = (), []
        group.append(piece)
    last = (*opening, *_paragraphs(group))
    if last and not _fits((*last, *closing), limit):
        done.append(last)
        last = ()
    return (*done, (*last, *closing)) if last or closing else tuple(done)


def text_of(message: Message) -> str:
    """The message's characters without any markup: what a channel counts."""
    return "".join(separator(number, each) + split.text_of(each.spans) for number, each in enumerate(message))


def separator(number: int, paragraph: Paragraph) -> str:
    """What stands between a message's paragraph `number` and the one before it."""
    if number == 0:
        return ""
    return "\n\n" if paragraph.gap else "\n"


def _paragraphs_of(*texts: tuple[Role, str]) -> Message:
    return tuple(Paragraph(role, (Span(text),)) for role, text in texts if text)


def _fits(message: Message, limit: int) -> bool:
    return split.width(text_of(message)) <= limit


def _pieces(excerpt: Excerpt, words_of: WordsOf, room: int, limit: int) -> Iterator[_Piece]:
    source = _shortened(excerpt.source, limit)
    citation = _paragraphs([_Piece((), source)])
    for words in words_of(excerpt, room - split.width(text_of(citation)) - len("\n")):
        yield _Piece(words, source)


def _shortened(source: Source, limit: int) -> Source:
    """The source in lines that leave room for words."""
    most = _longest(limit)
    section, title = (phrases.shortened(each, most) for each in (source.section, source.title))
    origin, status = (phrases.shortened(each, most // 2) for each in (source.origin, source.status))
    return Source(section, title, origin, status)


def _notes(reply: Reply, pieces: Sequence[_Piece]) -> Iterator[str]:
    """The footnotes; what the mark of a correction means only where one is shown."""
    is_marked = any(span.kind is SpanKind.READING for piece in pieces for span in piece.words)
    yield from (note for note in reply.footnotes if is_marked or note != phrases.CORRECTION_FOOTNOTE)


def _longest(limit: int) -> int:
    return max(LONGEST_LINE, limit // SHARE)


def _paragraphs(pieces: Sequence[_Piece]) -> Message:
    """Words under their section; a section or document is named once, after the last of its pieces in a row."""
    found: list[Paragraph] = []
    for piece, following in zip_longest(pieces, pieces[1:]):
        source, ahead = piece.source, following.source if following else None
        found.append(Paragraph(Role.EXCERPT, piece.words))
        if ahead != source and source.section:
            section = Span(phrases.labelled(phrases.SECTION, source.section))
            found.append(Paragraph(Role.SECTION, (section,), gap=False))
        if ahead is None or ahead.title != source.title:
            found.append(Paragraph(Role.SOURCE, (Span(_document_lines(source)),), gap=False))
    return tuple(found)


def _document_lines(source: Source) -> str:
    status = phrases.labelled(phrases.REMARK, source.status) if source.status else ""
    lines = (phrases.labelled(phrases.DOCUMENT, source.title), source.origin, status)
    return "\n".join(line for line in lines if line)
