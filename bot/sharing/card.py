"""Answer cards: a quote, its citation and a code, as a picture for posting in groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot import phrases
from bot.phrases import sharing
from bot.sharing import poster
from bot.sharing.code import QUIET_MODULES, code_of
from bot.sharing.links import Address
from bot.sharing.sheet import Code, Colour, Mark, Rectangle, Sheet, Weight
from bot.sharing.typesetting import Measure, Setting, fitted, placed
from bot.writing.reply import Excerpt, Source, SpanKind, Spans
from bot.writing.split import text_of

WIDTH = 540.0
PIXELS_A_POINT = 2.0
"""1,080 pixels across: what Zalo and Facebook show without scaling."""

USUAL_HEIGHT, MOST_HEIGHT = 675.0, 960.0
"""4:5 is shown whole in a feed, 9:16 is what a telephone's screen holds."""

LEAST_HEIGHT = 405.0

_PAPER: Colour = (255, 251, 242)
MARGIN = 38.0
_BAND = 50.0
_FOOT = 34.0
_GAP = 20.0
_BAR = 4.0
_INDENT = 16.0
_CODE_SIDE = 118.0


@dataclass(frozen=True, slots=True)
class Card:
    """A quote with where it stands; `question` is what it answers, or empty."""

    question: str
    quote: str
    source: Source
    has_readings: bool
    address: Address


def card_of(excerpt: Excerpt, question: str, address: Address) -> Card:
    """The card of an excerpt: its best quote, or its passage where nothing is quoted."""
    spans: Spans = excerpt.quotes[0] if excerpt.quotes else excerpt.passage
    has_readings = any(span.kind is SpanKind.READING for span in spans)
    return Card(question, text_of(spans).strip(), excerpt.source, has_readings, address)


def card_sheet(card: Card, measure: Measure) -> Sheet:
    """The card laid out: as high as the quote needs, which is set smaller first and ends with "…" last of all."""
    width = WIDTH - 2 * MARGIN
    question = fitted(card.question, Weight.MEDIUM, (14, 11), width, 52, measure)
    citation = _citation(card, width - _CODE_SIDE - _GAP, measure)
    used = _BAND + _GAP + _above(question) + _GAP + _lower(citation) + _FOOT
    quote = _quote(card.quote, width - _INDENT, used, measure)
    height = max(used + quote.height, LEAST_HEIGHT)
    top = _BAND + _GAP + _above(question)
    free = height - used - quote.height
    marks = (
        Rectangle(0, 0, WIDTH, height, _PAPER),
        *_head(measure),
        *placed(question, MARGIN, _BAND + _GAP, poster.GREY, measure),
        Rectangle(MARGIN, top + free / 2, _BAR, quote.height, poster.RED),
        *placed(quote, MARGIN + _INDENT, top + free / 2, poster.INK, measure),
        *_below(card, citation, quote, height - _FOOT - _lower(citation), measure),
        *_foot(card, height, measure),
    )
    return Sheet(WIDTH, height, marks)


def _quote(text: str, width: float, used: float, measure: Measure) -> Setting:
    """In a card of the usual height, else of the greatest."""
    opening, closing = phrases.QUOTE_MARKS
    words = f"{opening}{text}{closing}"
    usual = fitted(words, Weight.MEDIUM, (27, 15), width, USUAL_HEIGHT - used, measure)
    if usual.is_whole:
        return usual
    whole = fitted(words, Weight.MEDIUM, (15, 12), width, MOST_HEIGHT - used, measure)
    if whole.is_whole:
        return whole
    marks = measure(opening + closing, Weight.MEDIUM) * 12
    cut = fitted(text, Weight.MEDIUM, (12, 12), width - marks, MOST_HEIGHT - used, measure)
    first, *others = cut.lines
    *middle, last = (opening + first, *others)
    return replace(cut, lines=(*middle, last + closing))


def _citation(card: Card, width: float, measure: Measure) -> list[tuple[Setting, Colour]]:
    source = card.source
    parts = (
        (source.section, Weight.BOLD, (12.0, 9.0), 34.0, poster.RED),
        (source.title, Weight.MEDIUM, (11.0, 8.0), 62.0, poster.INK),
        (source.origin, Weight.REGULAR, (10.0, 8.0), 28.0, poster.GREY),
        (source.status, Weight.REGULAR, (9.0, 7.5), 24.0, poster.GREY),
    )
    return [
        (fitted(text, weight, sizes, width, height, measure), colour)
        for text, weight, sizes, height, colour in parts
        if text
    ]


def _above(question: Setting) -> float:
    return question.height + (_GAP * 0.6 if question.lines else 0)


def _lower(citation: list[tuple[Setting, Colour]]) -> float:
    return max(sum(setting.height + 3 for setting, _ in citation), _CODE_SIDE + 14) + _GAP


def _head(measure: Measure) -> Iterator[Mark]:
    yield Rectangle(0, 0, WIDTH, _BAND, poster.RED)
    yield Rectangle(0, _BAND, WIDTH, 3, poster.GOLD)
    name = fitted(phrases.NAME.upper(), Weight.BOLD, (19, 12), WIDTH - 2 * MARGIN, _BAND, measure)
    yield from placed(name, MARGIN, (_BAND - name.height) / 2, poster.GOLD, measure)


def _below(
    card: Card, citation: list[tuple[Setting, Colour]], quote: Setting, top: float, measure: Measure
) -> Iterator[Mark]:
    """The citation on the left, the code on the right with what it opens."""
    yield Rectangle(MARGIN, top, WIDTH - 2 * MARGIN, 0.75, poster.RED)
    line = top + _GAP * 0.6
    for setting, colour in citation:
        yield from placed(setting, MARGIN, line, colour, measure)
        line += setting.height + 3
    modules = code_of(card.address.url)
    left = WIDTH - MARGIN - _CODE_SIDE
    quiet = _CODE_SIDE / (len(modules) + 2 * QUIET_MODULES) * QUIET_MODULES
    yield Rectangle(left, top + _GAP * 0.6, _CODE_SIDE, _CODE_SIDE, poster.PAPER)
    yield Code(left + quiet, top + _GAP * 0.6 + quiet, _CODE_SIDE - 2 * quiet, modules)
    says = sharing.SCAN_TO_READ if quote.is_whole else sharing.SCAN_FOR_ALL
    caption = fitted(says, Weight.MEDIUM, (9, 7), _CODE_SIDE, 14, measure)
    yield from placed(caption, left, top + _GAP * 0.6 + _CODE_SIDE + 2, poster.RED, measure, centred_in=_CODE_SIDE)


def _foot(card: Card, height: float, measure: Measure) -> Iterator[Mark]:
    notes = (phrases.AUTOMATIC, phrases.CORRECTION_FOOTNOTE if card.has_readings else "")
    note = fitted("\n".join(filter(None, notes)), Weight.REGULAR, (8.5, 7), WIDTH - 2 * MARGIN, _FOOT, measure)
    yield from placed(note, MARGIN, height - _FOOT + (_FOOT - note.height) / 2, poster.GREY, measure)
