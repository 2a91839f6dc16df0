"""Blocks out of pages: paragraphs joined over line and page ends, tables row by row, running heads set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from index.load import rows
from index.load.draft import HEADING_CHARS, Draft, Run
from index.load.grid import Grid, grids
from index.load.gutters import open_grids
from index.load.page import Line, Page, Word, lines
from index.load.paragraph import MARKER, is_closed
from index.types import BlockKind

MARGIN_LINES = 2
"""Running heads and feet are among so many lines at a page's top and bottom."""
RUNNING_PAGES, RUNNING_SHARE = 3, 0.2
"""A line at the edge of so many pages, and of this share of all, is a running one."""
FULL_WITHIN = 0.1
"""A line is full when it ends within this share of the text's width from the right margin, or the next word would not
have fitted."""
INDENT = 0.8
"""A paragraph's first line is set in by more than this many letter heights."""
LEADING = 1.45
"""A gap so many times the usual one between lines parts paragraphs."""
WIDEST_LEADING = 1.8
"""Lines of one paragraph are at most so many letter heights apart: double spacing, measured from foot to foot."""
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:\.{4,}|…{2,})\s*\d{0,4}$")
"""The end of a line of a table of contents, which stands for itself."""
_DASH = re.compile(r"[-–—+]\s")


def blocks(pages: Sequence[Page]) -> Iterator[Draft]:
    """The drafts of a document's pages."""
    parts = [_parts(page) for page in pages]
    running = _running(parts)
    flow = _Flow()
    for page_parts in parts:
        yield from flow.page(page_parts, running)
    yield from flow.end()


@dataclass(frozen=True, slots=True)
class _Table:
    """A table on a page: its borders and the words between them."""

    grid: Grid
    words: tuple[Word, ...]
    page: int

    def cells(self) -> list[list[list[rows.Cell]]]:
        return [
            [[line.runs() for line in lines(words, self.page)] for words in row] for row in self.grid.rows(self.words)
        ]


def _parts(page: Page) -> list[Line | _Table]:
    """The lines and tables of a page; a table stands where the first of its words does."""
    tables = grids(page.rules)
    tables += open_grids([word for word in page.words if not any(grid.holds(word) for grid in tables)])
    inside: dict[int, list[Word]] = {}
    stretches: list[list[Word] | int] = []
    for word in page.words:
        place = next((number for number, grid in enumerate(tables) if grid.holds(word)), -1)
        if place >= 0:
            if place not in inside:
                stretches.append(place)
            inside.setdefault(place, []).append(word)
        elif stretches and isinstance(stretches[-1], list):
            stretches[-1].append(word)
        else:
            stretches.append([word])
    parts: list[Line | _Table] = []
    for each in stretches:
        if isinstance(each, int):
            parts.append(_Table(tables[each], tuple(inside[each]), page.number))
        else:
            parts += lines(each, page.number)
    return parts


@dataclass(slots=True)
class _Flow:
    """The paragraph under way and the table last seen, which the next page may continue."""

    open_lines: list[Line] = field(default_factory=list)
    last_table: _Table | None = None
    header: frozenset[str] = frozenset()
    """The header rows of that table, which a page may repeat."""

    def page(self, parts: Sequence[Line | _Table], running: frozenset[str]) -> Iterator[Draft]:
        """The drafts that this page completes."""
        furniture = {place for place, part in enumerate(parts) if _is_furniture(part, place, len(parts), running)}
        measure = _Measure([p for n, p in enumerate(parts) if isinstance(p, Line) and n not in furniture])
        for place, part in enumerate(parts):
            if isinstance(part, _Table):
                yield from self.end()
                yield from self._table(part)
            elif place in furniture:
                yield Draft(part.runs(), BlockKind.FURNITURE, page=part.page)
            else:
                if self.open_lines and not measure.continues(self.open_lines, part):
                    yield from self.end()
                self.open_lines.append(part)
                self.last_table = None

    def end(self) -> Iterator[Draft]:
        """The paragraph under way, if there is one."""
        if self.open_lines:
            yield _block(self.open_lines)
        self.open_lines = []

    def _table(self, table: _Table) -> Iterator[Draft]:
        before, self.last_table = self.last_table, table
        continued = (
            before is not None and before.page == table.page - 1 and len(before.grid.columns) == len(table.grid.columns)
        )
        self.header = self.header if continued else frozenset()
        for each in rows.table(table.cells(), table.page, continued=continued or not table.grid.headed):
            text = "".join(run.text for run in each.runs)
            if continued and text in self.header:
                yield Draft(each.runs, BlockKind.FURNITURE, page=each.page)
            else:
                yield each
                self.header |= {text} if each.level else frozenset()


class _Measure:
    """The margins and the leading of one page's text, from which line ends are judged."""

    def __init__(self, body: Sequence[Line]) -> None:
        wide = sorted(body, key=lambda line: line.right - line.left)[len(body) // 2 :]
        self.left = min((line.left for line in wide), default=0.0)
        self.right = sorted(line.right for line in wide)[int(len(wide) * 0.9)] if wide else 0.0
        steps = [above.bottom - below.bottom for above, below in pairwise(body)]
        usual = median([step for step in steps if step > 0] or [0.0])
        self.leading = min(usual, WIDEST_LEADING * median([line.height for line in body] or [0.0]))

    def continues(self, paragraph: Sequence[Line], line: Line) -> bool:
        """Whether `line` goes on with the paragraph, judged by its last line."""
        before = paragraph[-1]
        if _CONTENTS.search(before.text[-40:]):
            return False
        turned = line.page != before.page
        if before.bold != line.bold and not (turned and line.text[:1].islower()):
            return self._mid_sentence(before, line)
        if not turned and self._set_apart(paragraph, line):
            return False
        if MARKER.match(line.text):
            return bool(_DASH.match(line.text)) and self._mid_sentence(before, line)
        if turned and not self._mid_sentence(before, line):
            return not is_closed(before.text) and self._is_full(before, line)
        return self._is_full(before, line) or self._mid_sentence(before, line)

    def _set_apart(self, paragraph: Sequence[Line], line: Line) -> bool:
        """Whether a gap above, or room at its left, begins a paragraph."""
        before = paragraph[-1]
        step = before.bottom - line.bottom
        if step <= 0 or (self.leading and step > LEADING * max(self.leading, line.height)):
            return True
        indented = line.left - before.left > INDENT * line.height
        first_line_indent = len(paragraph) > 1 or before.left - self.left < INDENT * line.height
        centred = line.right < self.right - INDENT * line.height and not line.text[:1].islower()
        return indented and first_line_indent and not (line.text[:1].islower() and not centred)

    def _is_full(self, before: Line, line: Line) -> bool:
        room = self.right - before.right
        next_word = line.words[0].right - line.words[0].left
        return room <= max(FULL_WITHIN * (self.right - self.left), next_word + 0.5 * line.height)

    def _mid_sentence(self, before: Line, line: Line) -> bool:
        """Whether `before` is full and stops short of a sentence's end, and `line` begins inside one."""
        start = line.text.lstrip("-–—+ ")[:1]
        inside = start.islower() or start.isdigit()
        marked = MARKER.match(line.text) and not _DASH.match(line.text)
        return self._is_full(before, line) and inside and not is_closed(before.text) and not marked


def _running(parts: Sequence[Sequence[Line | _Table]]) -> frozenset[str]:
    """The texts, numbers apart, that stand at the top or bottom of several pages."""
    seen: Counter[str] = Counter()
    for page_parts in parts:
        edges = (*page_parts[:MARGIN_LINES], *page_parts[-MARGIN_LINES:])
        seen.update({_shape(part) for part in edges if isinstance(part, Line)})
    needed = max(RUNNING_PAGES, RUNNING_SHARE * len(parts))
    return frozenset(shape for shape, pages in seen.items() if pages >= needed)


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _is_furniture(part: Line | _Table, place: int, count: int, running: frozenset[str]) -> bool:
    if isinstance(part, _Table) or MARGIN_LINES <= place < count - MARGIN_LINES:
        return False
    return bool(_PAGE_NUMBER.match(part.text)) or _shape(part) in running


def _block(paragraph: Sequence[Line]) -> Draft:
    runs: list[Run] = [run for line in paragraph for run in line.runs()]
    length = sum(len(run.text) for run in runs)
    heading = length <= HEADING_CHARS and all(line.bold for line in paragraph)
    return Draft(tuple(runs), BlockKind.HEADING if heading else BlockKind.PARAGRAPH, page=paragraph[0].page)
