"""Tables without borders: columns told by the white space that runs down between them.

Only what is certainly a table is taken for one: rows that all leave the same gutters free, and either count themselves
in the first column or give figures in another. Letterheads, signatures and prose in two columns do neither.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from index.load.grid import Grid
from index.load.page import SAME_LINE, Level, Word, parted
from index.load.rulings import Rule

LEAST_ROWS = 3
GUTTER = 1.0
"""Letter heights that every row leaves free between two columns; a space takes a quarter."""
FARTHEST = 3.0
"""Rows are at most so many letter heights apart, from foot to foot."""
MOSTLY = 0.75
"""The share of a column's filled cells that are figures, in a column of figures."""
FIGURE_CHARS = 25
"""A figure with its unit is no longer than this: `: 01 đồng chí`, `28.996.154.868 đồng`."""
_FIGURE = re.compile(r"[:\s(+–-]*\d|[–x-]$", re.IGNORECASE)
_COUNTER = re.compile(r"(\d{1,3})(?:[.)]|\s|$)")

_Span = tuple[float, float]


class _Row(Level):
    """The words at one height, from left to right."""

    __slots__ = ()

    def gaps(self) -> list[_Span]:
        """The wide gaps, which part columns by themselves."""
        parts = parted(self.words)
        return [(max(word.right for word in before), after[0].left) for before, after in pairwise(parts)]

    def cells(self, gutters: Sequence[_Span]) -> list[str]:
        """The text of each column, "" where it is empty."""
        starts = [end for _, end in gutters]
        cells: list[list[str]] = [[] for _ in range(len(gutters) + 1)]
        for word in self.words:
            cells[bisect_right(starts, word.left + 0.1)].append(word.text)
        return [" ".join(cell) for cell in cells]


def open_grids(words: Sequence[Word]) -> list[Grid]:
    """The tables without borders among the words of a page, from top to bottom."""
    rows = _rows(words)
    found: list[Grid] = []
    place = 0
    while place < len(rows):
        run, gutters = _run(rows, place)
        table = [row.cells(gutters) for row in run]
        if _is_certain(table):
            found.append(_grid(run, gutters, table))
        place += len(run)
    return found


def _rows(words: Sequence[Word]) -> list[_Row]:
    """The words by height, from the top of the page down."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda each: -(each.top + each.bottom)):
        if rows and _level(rows[-1][0], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_Row(tuple(sorted(row, key=lambda each: each.left))) for row in rows]


def _level(first: Word, word: Word) -> bool:
    overlap = min(first.top, word.top) - max(first.bottom, word.bottom)
    return overlap >= SAME_LINE * min(first.height, word.height)


def _run(rows: Sequence[_Row], start: int) -> tuple[list[_Row], list[_Span]]:
    """The rows from `start` on that leave the same gutters free, and these; lines of prose at the end are let go."""
    run, gutters = [rows[start]], rows[start].gaps()
    for row in rows[start + 1 :] if gutters else ():
        left = [free for gutter in gutters if (free := _free(gutter, row))]
        if run[-1].bottom - row.bottom > FARTHEST * row.height or len(left) < len(gutters):
            break
        if len(row.gaps()) > len(gutters):  # a row of more columns belongs to another table
            break
        run.append(row)
        gutters = left
    while len(run) > 1 and not any(map(_is_figure, run[-1].cells(gutters)[1:])) and not run[-1].gaps():
        run.pop()
    return run, gutters


def _free(gutter: _Span, row: _Row) -> _Span | None:
    """The widest room that the row's words leave of a gutter, where that is wide enough."""
    edge, rooms = gutter[0], []
    for word in row.words:
        rooms.append((edge, min(word.left, gutter[1])))
        edge = max(edge, word.right)
    start, end = max([*rooms, (edge, gutter[1])], key=lambda room: room[1] - room[0])
    return (start, end) if end - start >= GUTTER * row.height else None


def _is_certain(table: Sequence[Sequence[str]]) -> bool:
    """Whether rows with most cells filled count themselves or give figures; `table` has a text for each cell."""
    full = [row for row in table if sum(map(bool, row)) >= max(2, len(row) - 1)]
    if len(full) < LEAST_ROWS:
        return False
    return _counts([row[0] for row in full]) or any(
        _is_of_figures([row[place] for row in full]) for place in _rest(full)
    )


def _rest(table: Sequence[Sequence[str]]) -> range:
    return range(1, len(table[0]))


def _counts(column: Sequence[str]) -> bool:
    """Whether a column numbers the rows: 1, 2, 3."""
    numbers = [int(found[1]) for text in column if (found := _COUNTER.match(text))]
    steady = all(after == before + 1 for before, after in pairwise(numbers))
    return steady and len(numbers) >= max(LEAST_ROWS, MOSTLY * len(column))


def _is_of_figures(column: Sequence[str]) -> bool:
    filled = [text for text in column if text]
    figures = sum(map(_is_figure, filled))
    return figures >= LEAST_ROWS and figures >= MOSTLY * len(filled)


def _is_figure(text: str) -> bool:
    return len(text) <= FIGURE_CHARS and bool(_FIGURE.match(text))


def _grid(run: Sequence[_Row], gutters: Sequence[_Span], table: Sequence[Sequence[str]]) -> Grid:
    """Borders along the middle of each gutter and between the rows, but not above a line that goes on with its cell."""
    left = min(row.words[0].left for row in run) - 1
    right = max(word.right for row in run for word in row.words) + 1
    columns = (left, *((start + end) / 2 for start, end in gutters), right)
    between = [
        (above.bottom + below.top) / 2
        for (above, below), texts in zip(pairwise(run), table[1:], strict=True)
        if not _goes_on(texts)
    ]
    levels = (run[0].top + 1, *between, run[-1].bottom - 1)
    upright = (Rule(True, at, levels[-1], levels[0]) for at in columns)
    flat = (Rule(False, at, left, right) for at in levels)
    headed = not _counts_from(table) and not any(map(_is_figure, table[0][1:]))
    return Grid(columns, levels, (*upright, *flat), headed)


def _goes_on(texts: Sequence[str]) -> bool:
    """Whether a row is the rest of the one above: one cell alone, and in the middle of a sentence."""
    filled = [text for text in texts if text]
    return len(filled) == 1 and filled[0][:1].islower()


def _counts_from(table: Sequence[Sequence[str]]) -> bool:
    """Whether the first row is the first that is counted."""
    return bool(_COUNTER.match(table[0][0]))
