"""Posters and cards of what the library holds, checked before they are printed."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from bot.answering.answer import Answer, Outcome
from bot.phrases import sharing as phrases
from bot.reading.desk import Desk
from bot.reading.outline import OutlineEntry
from bot.sharing import press
from bot.sharing.card import card_of, card_sheet
from bot.sharing.links import Channel, Places, ShareError, Subject, address
from bot.sharing.poster import poster_of, poster_sheet
from bot.sharing.sheet import Sheet
from bot.writing.reply import Excerpt, Source, reply_to
from index.types import Document


def poster(desk: Desk, subject: Subject, channel: Channel, places: Places) -> Sheet:
    """The poster of a subject. Raises ShareError where the library does not hold it or the channel is missing."""
    document, section = _held(desk, subject)
    made = poster_of(subject, address(subject, channel, places), document, section)
    legible = replace(made, title=_legible(made.title), subtitle=_legible(made.subtitle))
    return poster_sheet(legible, press.measure)


def passage_card(desk: Desk, subject: Subject, channel: Channel, places: Places) -> Sheet:
    """The card of a passage. Raises ShareError as `poster` does, and where a letter of it cannot be printed."""
    _held(desk, subject)
    excerpt = desk.excerpt(subject.passage_id)
    if excerpt is None:
        raise ShareError(phrases.SECTION_FOR_CARD)
    return _card(excerpt, "", channel, places)


def answer_card(answer: Answer, channel: Channel, places: Places) -> Sheet:
    """The card of an answer's best quote; its code opens the passage. Raises ShareError where nothing answers."""
    if answer.outcome is not Outcome.ANSWERED:
        raise ShareError(phrases.NO_CARD[answer.outcome])
    return _card(reply_to(answer).excerpts[0], answer.question, channel, places)


def sections(desk: Desk, document_id: str) -> tuple[OutlineEntry, ...]:
    """The sections of a document. Raises ShareError where the library does not hold it."""
    found = desk.outline(document_id)
    if found is None:
        raise ShareError(phrases.no_document(document_id))
    return found[1]


def section_subject(desk: Desk, document_id: str, number: int) -> Subject:
    """The section with that number, counted from 1. Raises ShareError where there is none."""
    entries = sections(desk, document_id)
    if not 1 <= number <= len(entries):
        raise ShareError(phrases.no_section(document_id, number, len(entries)))
    return Subject(document_id, entries[number - 1].passage_id)


def _held(desk: Desk, subject: Subject) -> tuple[Document | None, OutlineEntry | None]:
    """The document and the section of a subject; a passage inside a section is of that section."""
    if subject.question or not subject.document_id:
        return None, None
    entries = sections(desk, subject.document_id)
    document = desk.shelf.document(subject.document_id)
    if not subject.passage_id:
        return document, None
    span = desk.shelf.span(subject.document_id)
    position = desk.shelf.position(subject.passage_id)
    if position is None and desk.excerpt(subject.passage_id) is not None:  # of the letterhead or the signature
        return document, None
    if position is None or position not in span:
        raise ShareError(phrases.PASSAGE_IS_GONE)
    before = {desk.shelf.passage(each).id for each in range(span.start, position + 1)}
    return document, [entry for entry in entries if entry.passage_id in before][-1]


def _card(excerpt: Excerpt, question: str, channel: Channel, places: Places) -> Sheet:
    target = Subject(excerpt.document_id, excerpt.passage_id, quoted=excerpt.quoted[:1])
    made = card_of(excerpt, _legible(question), address(target, channel, places))
    quote = "".join(letter for letter in made.quote if unicodedata.category(letter) != "Cf")  # they leave no mark
    if letters := press.missing(quote):
        raise ShareError(phrases.letters_missing(letters))
    source = Source(*map(_legible, (made.source.section, made.source.title, made.source.origin, made.source.status)))
    return card_sheet(replace(made, quote=quote, source=source), press.measure)


def _legible(text: str) -> str:
    """The text without letters that the typeface lacks: for titles, which are no quotes."""
    return text.translate(dict.fromkeys(map(ord, press.missing(text))))
