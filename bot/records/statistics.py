"""Figures of the last days: what the journal counts, and what is drawn and told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta, timezone

from bot.answering.answer import Outcome

VIETNAM = timezone(timedelta(hours=7))
"""Days and hours are those of the people, wherever the machine stands; Việt Nam has no summer time."""


@dataclass(frozen=True, slots=True)
class Day:
    """The questions of a day by their outcome."""

    date: date
    outcomes: Mapping[Outcome, int]

    @property
    def questions(self) -> int:
        """All of them."""
        return sum(self.outcomes.values())


@dataclass(frozen=True, slots=True)
class Statistics:
    """The last `days` days, today among them: questions by outcome and by day (each of the days, newest last), the
    median and the slow tail, feedback.
    """

    days: int
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    by_day: tuple[Day, ...] = ()
    people: int = 0
    median_ms: float = 0.0
    slow_ms: float = 0.0
    good: int = 0
    bad: int = 0

    @property
    def questions(self) -> int:
        """All of them."""
        return sum(self.outcomes.values())
