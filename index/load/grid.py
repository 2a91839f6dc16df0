"""Tables of a page, found by their drawn borders: which words stand in which cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index.load.page import Word
from index.load.rulings import Rule

NEAR = 3.0
"""Points within which borders meet or are the same: a double border is 1.5 apart, a row at least 8 high."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's borders: `columns` from left to right, `levels` from top to bottom, and the rules themselves."""

    columns: tuple[float, ...]
    levels: tuple[float, ...]
    rules: tuple[Rule, ...]
    headed: bool = True
    """Whether a first row may name the columns."""

    def holds(self, word: Word) -> bool:
        """Whether the word's middle lies inside."""
        across, up = _middle(word)
        return self.columns[0] <= across <= self.columns[-1] and self.levels[-1] <= up <= self.levels[0]

    def rows(self, words: Sequence[Word]) -> list[list[list[Word]]]:
        """The words of each cell by row and column; a cell over several rows stands in its first."""
        height, width = len(self.levels) - 1, len(self.columns) - 1
        cells: list[list[list[Word]]] = [[[] for _ in range(width)] for _ in range(height)]
        downwards = [-level for level in self.levels]
        for word in words:
            across, up = _middle(word)
            column = min(max(bisect_right(self.columns, across) - 1, 0), width - 1)
            row = min(max(bisect_right(downwards, -up) - 1, 0), height - 1)
            while column and not self._has(True, self.columns[column], self.levels[row + 1], self.levels[row]):
                column -= 1
            while row and not self._has(False, self.levels[row], self.columns[column], self.columns[column + 1]):
                row -= 1
            cells[row][column].append(word)
        return cells

    def _has(self, upright: bool, at: float, start: float, end: float) -> bool:
        """Whether a border runs at `at` past the middle between `start` and `end`."""
        middle = (start + end) / 2
        return any(
            rule.upright is upright and abs(rule.at - at) <= NEAR and rule.start - NEAR <= middle <= rule.end + NEAR
            for rule in self.rules
        )


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """The tables on a page: rules that touch, with two columns and two rows at least."""
    found = (_grid(group) for group in _touching(_joined(rules)))
    return [grid for grid in found if len(grid.columns) > 2 and len(grid.levels) > 2]


def _grid(group: Sequence[Rule]) -> Grid:
    columns = _distinct([rule.at for rule in group if rule.upright])
    levels = _distinct([rule.at for rule in group if not rule.upright])
    return Grid(tuple(columns), tuple(reversed(levels)), tuple(group))


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """The rules with those that prolong one another made one: Word draws a border cell by cell."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda each: (each.upright, round(each.at / NEAR), each.start)):
        last = joined[-1] if joined else None
        prolongs = last is not None and last.upright is rule.upright and abs(last.at - rule.at) <= NEAR
        if last is not None and prolongs and rule.start <= last.end + NEAR and rule.start >= last.start - NEAR:
            joined[-1] = Rule(last.upright, last.at, last.start, max(last.end, rule.end))
        else:
            joined.append(rule)
    return joined


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The rules in groups of which each touches another, level ones upright ones."""
    group_of = list(range(len(rules)))

    def root(place: int) -> int:
        while group_of[place] != place:
            group_of[place] = group_of[group_of[place]]
            place = group_of[place]
        return place

    levels = [place for place, rule in enumerate(rules) if not rule.upright]
    uprights = [place for place, rule in enumerate(rules) if rule.upright]
    for level in levels:
        for upright in uprights:
            if _meet(rules[level], rules[upright]):
                group_of[root(level)] = root(upright)
    groups: dict[int, list[Rule]] = {}
    for place, rule in enumerate(rules):
        groups.setdefault(root(place), []).append(rule)
    return list(groups.values())


def _meet(level: Rule, upright: Rule) -> bool:
    across = level.start - NEAR <= upright.at <= level.end + NEAR
    return across and upright.start - NEAR <= level.at <= upright.end + NEAR


def _distinct(positions: Sequence[float]) -> list[float]:
    distinct: list[float] = []
    for position in sorted(positions):
        if not distinct or position - distinct[-1] > NEAR:
            distinct.append(position)
    return distinct


def _middle(word: Word) -> tuple[float, float]:
    return (word.left + word.right) / 2, (word.bottom + word.top) / 2
