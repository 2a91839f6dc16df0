"""The picture shows what the numbers say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO

import pytest
from PIL import Image, ImageColor

from bot.answering.answer import Outcome
from bot.records.chart import COLOURS, HEIGHT, WIDTH, draw, height
from bot.records.statistics import Day

DAYS = (
    Day(date(2026, 3, 1), {Outcome.ANSWERED: 6, Outcome.NOT_FOUND: 2}),
    Day(date(2026, 3, 2), {}),
    Day(date(2026, 3, 3), {Outcome.ANSWERED: 1, Outcome.UNSURE: 2, Outcome.SMALL_TALK: 1}),
)


def columns(days: Sequence[Day]) -> list[Mapping[Outcome, int]]:
    """How many pixels of each outcome's colour stand in the middle of each day's bar."""
    image = Image.open(BytesIO(draw(days)))
    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    room = (WIDTH - 40) / len(days)
    found: list[Mapping[Outcome, int]] = []
    for number in range(len(days)):
        x = int(20 + (number + 0.5) * room)
        seen = [image.getpixel((x, y)) for y in range(HEIGHT)]
        found.append({outcome: seen.count(ImageColor.getrgb(colour)) for outcome, colour in COLOURS.items()})
    return found


def test_each_part_of_a_bar_is_as_high_as_its_number() -> None:
    first, empty, last = columns(DAYS)
    assert first[Outcome.ANSWERED] == height(6, 8)
    assert first[Outcome.NOT_FOUND] == height(8, 8) - height(6, 8)
    assert not any(empty.values())
    assert last[Outcome.UNSURE] == pytest.approx(2 * last[Outcome.SMALL_TALK], abs=2)
    assert sum(first.values()) == pytest.approx(2 * sum(last.values()), abs=4)


def test_days_without_any_question_are_an_empty_chart() -> None:
    assert not any(any(column.values()) for column in columns([Day(date(2026, 3, 1), {})] * 7))
    assert draw([])
