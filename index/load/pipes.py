"""Tables of Markdown: a row a line, or, as web converters write cells of several lines, a bar a line.

The second kind has no mark at a row's end: `|`, cell, `|`, cell, `|`, and two bars one after the other are the end of
a row as well as an empty cell. The number of columns, and whether what follows still fits, tell which.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

BAR = "|"
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")

Row = list[str]
"""The cells of a row; lines inside a cell are kept."""


def segments(lines: Sequence[str]) -> Iterator[tuple[list[str], list[Row]]]:
    """The text in stretches of lines outside tables and of the rows of one table, one of the two empty."""
    closings = [place for place in range(len(lines)) if _closes(lines, place)]
    text: list[str] = []
    place = 0
    while place < len(lines):
        end, table = _table_at(lines, place, closings)
        if end == place:
            text.append(lines[place])
            place += 1
            continue
        if text:
            yield text, []
        yield [], table
        text, place = [], end
    yield text, []


def _table_at(lines: Sequence[str], start: int, closings: Sequence[int]) -> tuple[int, list[Row]]:
    """The table that begins at line `start` and the line after it; `start` itself when none does."""
    first = lines[start].strip()
    if first == BAR:
        following = bisect_right(closings, start)
        end = closings[following] + 1 if following < len(closings) else start
        return end, _rows_of_bars(lines[start:end])
    end = start
    while end < len(lines) and lines[end].strip().startswith(BAR) and lines[end].strip() != BAR:
        end += 1
    whole = [line.strip() for line in lines[start:end]]
    return end, [_cells(line) for line in whole if not _RULE.match(line)]


def _cells(line: str) -> Row:
    return [
        cell.strip().replace("\\|", BAR) for cell in re.split(r"(?<!\\)\|", line.removeprefix(BAR).removesuffix(BAR))
    ]


def _closes(lines: Sequence[str], place: int) -> bool:
    """Whether the line is the bar that ends a table: nothing comes after it."""
    after = lines[place + 1].strip() if place + 1 < len(lines) else ""
    return lines[place].strip() == BAR and (not after or after.startswith("||"))


def _rows_of_bars(lines: Sequence[str]) -> list[Row]:
    stretches = list(_stretches(lines))
    columns = _columns([len(cells) for cells, _ in stretches])
    table: list[Row] = [[]]
    for place, (cells, bars) in enumerate(stretches):
        table[-1] += cells
        following = len(stretches[place + 1][0]) if place + 1 < len(stretches) else 0
        gap, filled = bars - 1, len(table[-1])
        if filled + gap >= columns or filled + gap + following > columns:
            table.append([""] * max(0, gap - max(0, columns - filled) - 1))
        else:
            table[-1] += [""] * gap
    return [row for row in table if any(row)]


def _stretches(lines: Sequence[str]) -> Iterator[tuple[Row, int]]:
    """Cells that stand between single bars, and the number of bars after the last of them."""
    cells: Row = []
    bars = 1
    for line in lines:
        if line.strip() == BAR:
            bars += 1
            continue
        if bars > 1 and cells:
            yield cells, bars
            cells = []
        if bars:
            cells.append(line)
        else:
            cells[-1] += f"\n{line}"
        bars = 0
    if cells:
        yield cells, max(bars, 1) + 1


def _columns(lengths: Sequence[int]) -> int:
    """The longest stretch that occurs twice, or the longest of all."""
    repeated = [length for length, times in Counter(lengths).items() if times > 1]
    return max(repeated or lengths, default=0)
