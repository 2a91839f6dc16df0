"""A4 posters: what can be asked about, a code to scan, and three steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot import phrases
from bot.phrases import sharing
from bot.reading.outline import OutlineEntry
from bot.sharing.code import QUIET_MODULES, code_of
from bot.sharing.links import Address, Subject
from bot.sharing.sheet import Code, Colour, Mark, Rectangle, Sheet, Weight, Words
from bot.sharing.typesetting import LEADING, Measure, balanced, fitted, placed
from bot.writing.reply import source_of
from index.types import Document

WIDTH, HEIGHT = 595.28, 841.89
"""A4, in points: ISO 216."""

MARGIN = 54.0
"""Printers of offices leave some 12 points white; what hangs in a frame loses as much again."""

PIXELS_A_POINT = 200 / 72
"""A PNG of 200 dots to the inch prints sharp and stays below half a megabyte."""

RED: Colour = (176, 18, 27)
GOLD: Colour = (255, 214, 74)
INK: Colour = (33, 33, 33)
GREY: Colour = (92, 92, 92)
PAPER: Colour = (255, 255, 255)

_BAND = 96.0
_CODE_SIDE = 262.0
_CODE_TOP = 346.0
_FRAME = 3.0
_TITLE_TOP = 118.0
_STEPS_TOP = 674.0
_FOOT = 806.0


@dataclass(frozen=True, slots=True)
class Poster:
    """What a poster says; `steps` tell how to come from the code to an answer."""

    kicker: str
    title: str
    subtitle: str
    steps: tuple[str, ...]
    address: Address


def poster_of(subject: Subject, address: Address, document: Document | None, section: OutlineEntry | None) -> Poster:
    """The poster of a subject, whose document and section have been looked up."""
    steps = sharing.STEPS[address.channel]
    if subject.question:
        asked = sharing.quoted(subject.question)
        steps = steps if address.opens_subject else (*steps[:-1], sharing.TYPE_IT)
        return Poster(sharing.QUESTION, asked, sharing.QUESTION_SUBTITLE, steps, address)
    if document is None:
        return Poster("", sharing.TITLE, sharing.SUBTITLE, steps, address)
    origin = source_of(document, ()).origin
    if section is None:
        return Poster(phrases.DOCUMENT, document.title, origin, steps, address)
    return Poster(phrases.SECTION, section.title, document.title, steps, address)


def poster_sheet(poster: Poster, measure: Measure) -> Sheet:
    """The poster laid out; long titles are set smaller, so that nothing leaves its place."""
    marks = (
        Rectangle(0, 0, WIDTH, HEIGHT, PAPER),
        *_head(measure),
        *_titles(poster, measure),
        *_code(poster, measure),
        *_steps(poster, measure),
        *_foot(measure),
    )
    return Sheet(WIDTH, HEIGHT, marks)


def _head(measure: Measure) -> Iterator[Mark]:
    yield Rectangle(0, 0, WIDTH, _BAND, RED)
    yield Rectangle(0, _BAND, WIDTH, 5, GOLD)
    name = fitted(phrases.NAME.upper(), Weight.BOLD, (34, 20), WIDTH - 2 * MARGIN, _BAND, measure)
    yield from placed(name, MARGIN, (_BAND - name.height) / 2, GOLD, measure, centred_in=WIDTH - 2 * MARGIN)


def _titles(poster: Poster, measure: Measure) -> Iterator[Mark]:
    width = WIDTH - 2 * MARGIN
    kicker = fitted(poster.kicker, Weight.MEDIUM, (14, 14), width, 20, measure)
    title = balanced(fitted(poster.title, Weight.BOLD, (36, 13), width, 130, measure), width, measure)
    subtitle = balanced(fitted(poster.subtitle, Weight.REGULAR, (15, 10), width, 60, measure), width, measure)
    settings = [(kicker, RED, 0.0), (title, INK, 2.0), (subtitle, GREY, 8.0)]
    used = sum(setting.height + gap for setting, _, gap in settings)
    top = _TITLE_TOP + (_CODE_TOP - _FRAME - 10 - _TITLE_TOP - used) / 2
    for setting, colour, gap in settings:
        yield from placed(setting, MARGIN, top + gap, colour, measure, centred_in=width)
        top += setting.height + gap


def _code(poster: Poster, measure: Measure) -> Iterator[Mark]:
    modules = code_of(poster.address.url)
    left = (WIDTH - _CODE_SIDE) / 2
    quiet = _CODE_SIDE / (len(modules) + 2 * QUIET_MODULES) * QUIET_MODULES
    yield Rectangle(left - _FRAME, _CODE_TOP - _FRAME, _CODE_SIDE + 2 * _FRAME, _CODE_SIDE + 2 * _FRAME, RED)
    yield Rectangle(left, _CODE_TOP, _CODE_SIDE, _CODE_SIDE, PAPER)
    yield Code(left + quiet, _CODE_TOP + quiet, _CODE_SIDE - 2 * quiet, modules)
    shown = fitted(poster.address.shown, Weight.BOLD, (17, 8), WIDTH - 2 * MARGIN, 34, measure)
    top = _CODE_TOP + _CODE_SIDE + _FRAME + 10
    yield from placed(shown, MARGIN, top, RED, measure, centred_in=WIDTH - 2 * MARGIN)


def _steps(poster: Poster, measure: Measure) -> Iterator[Mark]:
    """Numbered lines, of one size, as a block in the middle."""
    width = WIDTH - 2 * MARGIN
    indent = 1.6
    longest = indent + max(measure(step, Weight.REGULAR) for step in poster.steps)
    size = min(17.0, width / longest)
    left = (WIDTH - longest * size) / 2
    for number, step in enumerate(poster.steps):
        baseline = _STEPS_TOP + size + number * size * LEADING * 1.1
        yield Words(left, baseline, str(number + 1), Weight.BOLD, size, RED)
        yield Words(left + indent * size, baseline, step, Weight.REGULAR, size, INK)


def _foot(measure: Measure) -> Iterator[Mark]:
    width = WIDTH - 2 * MARGIN
    yield Rectangle(MARGIN, _FOOT - 38, width, 0.75, RED)
    note = fitted(sharing.FOOT, Weight.REGULAR, (10, 7), width, 30, measure)
    yield from placed(note, MARGIN, _FOOT - 30, GREY, measure, centred_in=width)
