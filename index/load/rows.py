"""The rows of a table as blocks.

A row's text is its cells' words with a bar between them, and nothing is put before them, so that a quote of a row is
what the document says. The header's row is a block of its own before the others, with level 1, for whoever wants to
name it beside each row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.load import legacy
from index.load.draft import CELL_BREAK, Draft, Run
from index.types import BlockKind

Cell = tuple[Run, ...]
"""The text of one cell; () when it is empty."""
Paragraphs = Sequence[Cell]
"""A cell of several paragraphs."""

LAYOUT_COLUMNS = 2
"""Tables this narrow that frame a document's head and signatures are layout, not data."""
_LAYOUT = re.compile(
    r"cộng\s+h(?:òa|oà)\s+xã\s+hội|đảng\s+cộng\s+sản\s+việt\s+nam|^\W*nơi\s+nhận|^\W*số\s*:|, ngày .{1,12}tháng", re.I
)
_NUMERIC = re.compile(r"^[\d\s.,%+\-–()/*]+$")


def text_of(cell: Cell) -> str:
    return "".join(run.text for run in cell).strip()


def table(rows: Sequence[Sequence[Paragraphs]], page: int | None = None, *, continued: bool = False) -> list[Draft]:
    """The blocks of a table: paragraphs where it is layout, else a row each, the header's with level 1.

    A table that is `continued` from the page before has no header of its own.
    """
    filled = [[list(filter(text_of, cell)) for cell in row] for row in rows]
    filled = [row for row in _without_empty_columns(filled) if any(row)]
    if _is_layout(filled):
        return [Draft(cell, page=page) for row in filled for paragraphs in row for cell in paragraphs]
    head = 0 if continued else _header_rows(filled)
    return [row_of(row, 1 if place < head else 0, page) for place, row in enumerate(filled)]


def row_of(cells: Sequence[Paragraphs], level: int = 0, page: int | None = None) -> Draft:
    """One row: a gap between cells is kept while most are filled, so that columns can be counted."""
    merged = [_one_line(cell) for cell in cells]
    while merged and not merged[-1]:
        merged.pop()
    if sum(map(bool, merged)) * 2 <= len(merged):
        merged = [cell for cell in merged if cell]
    runs: list[Run] = []
    for cell in merged:
        runs += [Run(CELL_BREAK, cell[0].font if cell else "")] if runs else []
        runs += cell
    return Draft(tuple(runs), BlockKind.ROW, level, page)


def _one_line(paragraphs: Paragraphs) -> list[Run]:
    line: list[Run] = []
    for runs in paragraphs:
        line += [Run(" ", runs[0].font)] if line else []
        line += runs
    return line


def _without_empty_columns(rows: list[list[list[Cell]]]) -> list[list[list[Cell]]]:
    columns = max((len(row) for row in rows), default=0)
    used = [place for place in range(columns) if any(place < len(row) and row[place] for row in rows)]
    return [[row[place] if place < len(row) else [] for place in used] for row in rows]


def _is_layout(rows: list[list[list[Cell]]]) -> bool:
    """A head or a signature set in columns, or a frame around text: one column, or two with several paragraphs each."""
    columns = max((len(row) for row in rows), default=0)
    if columns <= 1:
        return True
    texts = [_legible(cell) for row in rows[:3] for paragraphs in row for cell in paragraphs]
    return columns <= LAYOUT_COLUMNS + 1 and len(rows) <= 6 and any(map(_LAYOUT.search, texts))


def _legible(cell: Cell) -> str:
    """The cell's text, old fonts read by their names: whether that is right for all is decided only later."""
    encodings = [(run.text, legacy.encoding_of_font(run.font)) for run in cell]
    return "".join(legacy.convert(text, encoding) if encoding else text for text, encoding in encodings).strip()


def _header_rows(rows: list[list[list[Cell]]]) -> int:
    """How many first rows name the columns: those before the first that holds a number, or else one."""
    if len(rows) < 2:
        return 0
    for place, row in enumerate(rows[:3]):
        texts = [" ".join(map(text_of, cell)) for cell in row if cell]
        if any(map(_NUMERIC.match, texts)):
            return place
    return 1
