"""A sheet's cells as blocks: lone cells above a table are paragraphs, the rest rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.load import rows
from index.load.draft import Draft, draft
from index.types import BlockKind

_UNNAMED = re.compile(r"(?:sheet|trang)\s*\d*(?:\s*\(\d+\))?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The filled cells of a sheet by row and column, both counted from 0."""

    name: str
    cells: Mapping[int, Mapping[int, rows.Cell]]


def blocks(sheets: Sequence[Sheet]) -> Iterator[Draft]:
    """The blocks of every sheet under its name, where there are several and the name says something."""
    filled = [sheet for sheet in sheets if sheet.cells]
    for sheet in filled:
        if len(filled) > 1 and not _UNNAMED.match(sheet.name.strip()):
            yield draft(sheet.name, BlockKind.HEADING, 1)
        for region in _regions(sheet):
            yield from _region(region)


def _regions(sheet: Sheet) -> Iterator[list[Mapping[int, rows.Cell]]]:
    """Runs of rows without an empty one between them."""
    region: list[Mapping[int, rows.Cell]] = []
    previous = -2
    for number in sorted(sheet.cells):
        if number != previous + 1 and region:
            yield region
            region = []
        region.append(sheet.cells[number])
        previous = number
    if region:
        yield region


def _region(region: Sequence[Mapping[int, rows.Cell]]) -> Iterator[Draft]:
    body = next((place for place, row in enumerate(region) if len(row) > 1), len(region))
    for row in region[:body]:
        yield from (Draft(cell) for cell in row.values())
    columns = sorted({column for row in region[body:] for column in row})
    yield from rows.table([[[row[column]] if column in row else [] for column in columns] for row in region[body:]])
