"""Questions a day as a picture: a bar for each day, its parts the outcomes; the legend stands in the caption."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from bot.answering.answer import Outcome
from bot.records.statistics import Day

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT = 840, 440
"""What a phone shows of a picture without cropping: about two to one."""

COLOURS = {
    Outcome.ANSWERED: "#2e9e5b",
    Outcome.UNSURE: "#f2c037",
    Outcome.NOT_FOUND: "#d9442f",
    Outcome.SMALL_TALK: "#c9ced6",
}
"""From the foot of a bar upwards, as the coloured squares of the caption."""

_PAPER, _INK, _LINE = "#ffffff", "#333333", "#999999"
_LETTERS = 22
_MARGIN = 20
_FLOOR = HEIGHT - 2 * _LETTERS
_CEILING = 2 * _LETTERS
_BAR = 0.6
"""Of a day's room."""


def draw(days: Sequence[Day]) -> bytes:
    """A PNG of the days, oldest first: each bar with its number of questions above and its date below."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    canvas = ImageDraw.Draw(image)
    room = (WIDTH - 2 * _MARGIN) / max(len(days), 1)
    most = max((day.questions for day in days), default=0) or 1
    for number, day in enumerate(days):
        middle = _MARGIN + (number + 0.5) * room
        _bar(canvas, day, middle, room * _BAR, most)
    canvas.line([(_MARGIN, _FLOOR), (WIDTH - _MARGIN, _FLOOR)], _LINE, 2)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def height(questions: int, most: int) -> int:
    """How many pixels high a bar of so many questions is, where the highest has `most`."""
    return round((_FLOOR - _CEILING) * questions / most)


def _bar(canvas: ImageDraw, day: Day, middle: float, width: float, most: int) -> None:
    from PIL import ImageFont

    letters = ImageFont.load_default(_LETTERS)
    below = 0
    for outcome, colour in COLOURS.items():
        above = below + day.outcomes.get(outcome, 0)
        if above > below:
            top, foot = _FLOOR - height(above, most), _FLOOR - height(below, most)
            canvas.rectangle([middle - width / 2, top, middle + width / 2, foot - 1], colour)
        below = above
    canvas.text((middle, _FLOOR - height(below, most) - 4), str(below), _INK, letters, anchor="ms")
    canvas.text((middle, _FLOOR + 8), f"{day.date:%d/%m}", _INK, letters, anchor="mt")
