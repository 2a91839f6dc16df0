"""Plots as values: bars in a coordinate system whose upper left corner is 0, 0; a template draws them as SVG."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.answer import Outcome
from bot.records.statistics import Day

WIDTH, HEIGHT = 640.0, 200.0
_FLOOR = HEIGHT - 22.0
_CEILING = 18.0
_SIDE = 8.0
"""Room for half of the outermost labels."""

_BAR = 0.64
"""Of a column's room."""

MOST_LABELS = 16
"""Labels of the columns that do not run into each other."""

LATENCIES_MS = (20.0, 50.0, 100.0, 200.0, 500.0, 1000.0)
"""Borders of the columns of times; a question takes some 6 ms on a quiet machine."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a column; `kind` names its colour."""

    left: float
    top: float
    width: float
    height: float
    kind: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its parts, its label below and its number above, in the middle at `middle`."""

    bars: tuple[Bar, ...]
    middle: float
    label: str
    total: int
    top: float


@dataclass(frozen=True, slots=True)
class Plot:
    """Columns side by side; `floor` is the line that they stand on."""

    columns: tuple[Column, ...]
    floor: float = _FLOOR
    width: float = WIDTH
    height: float = HEIGHT


def days_plot(days: Sequence[Day]) -> Plot:
    """Questions a day, parted by their outcome."""
    every = -(-len(days) // MOST_LABELS) or 1
    newest = len(days) - 1
    return _plot(
        [
            (
                f"{day.date:%d/%m}" if (newest - number) % every == 0 else "",
                [(each.value, day.outcomes.get(each, 0)) for each in Outcome],
            )
            for number, day in enumerate(days)
        ]
    )


def latency_plot(milliseconds: Sequence[float], labels: Sequence[str]) -> Plot:
    """How many answers took how long; `labels` name the columns, one more than `LATENCIES_MS`."""
    counts = [0] * len(labels)
    for each in milliseconds:
        counts[bisect_right(LATENCIES_MS, each)] += 1
    return _plot([(label, [("time", count)]) for label, count in zip(labels, counts, strict=True)])


def _plot(columns: Sequence[tuple[str, Sequence[tuple[str, int]]]]) -> Plot:
    most = max((sum(count for _, count in parts) for _, parts in columns), default=0) or 1
    room = (WIDTH - 2 * _SIDE) / max(len(columns), 1)
    return Plot(tuple(_column(number, label, parts, room, most) for number, (label, parts) in enumerate(columns)))


def _column(number: int, label: str, parts: Sequence[tuple[str, int]], room: float, most: int) -> Column:
    middle, width, top = _SIDE + (number + 0.5) * room, room * _BAR, _FLOOR
    bars: list[Bar] = []
    for kind, count in parts:
        height = (_FLOOR - _CEILING) * count / most
        top -= height
        if count:
            bars.append(Bar(round(middle - width / 2, 1), round(top, 1), round(width, 1), round(height, 1), kind))
    return Column(tuple(bars), round(middle, 1), label, sum(count for _, count in parts), round(top, 1))
