"""Blocks out of the lines of pages: paragraphs joined over line and page ends, running heads and feet set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from index.load.draft import Draft, Run
from index.load.page import Line, Page, lines
from index.load.paragraph import MARKER
from index.types import BlockKind

HEADING_CHARS = 200
"""A paragraph all in bold that is no longer than this may be a heading, of a level not known."""
MARGIN_LINES = 2
"""Running heads and feet are among so many lines at a page's top and bottom."""
RUNNING_PAGES = 3
"""A line on so many pages at the same place is a running one."""
FULL_WITHIN = 0.1
"""A line is full when it ends within this share of the text's width from the right margin, or the next word would not
have fitted."""
INDENT = 0.8
"""A paragraph's first line is set in by more than this many letter heights."""
LEADING = 1.45
"""A gap so many times the usual one between lines parts paragraphs."""
_PAGE_NUMBER = re.compile(r"\W*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*$", re.IGNORECASE)
_CLOSED = re.compile(r"[.;:!?]\W*$|/\.?\W*$")
_DASH = re.compile(r"[-–—+]\s")


def blocks(pages: Sequence[Page]) -> Iterator[Draft]:
    """The drafts of a document's pages."""
    by_page = [lines(page.words, page.number) for page in pages]
    running = _running(by_page)
    open_lines: list[Line] = []
    for page_lines in by_page:
        body: list[Line] = []
        for place, line in enumerate(page_lines):
            if _is_furniture(line, place, len(page_lines), running):
                yield Draft(line.runs(), BlockKind.FURNITURE, page=line.page)
            else:
                body.append(line)
        measure = _Measure(body)
        for line in body:
            if open_lines and not measure.continues(open_lines, line):
                yield _block(open_lines)
                open_lines = []
            open_lines.append(line)
    if open_lines:
        yield _block(open_lines)


class _Measure:
    """The margins and the leading of one page's text, from which line ends are judged."""

    def __init__(self, body: Sequence[Line]) -> None:
        wide = sorted(body, key=lambda line: line.right - line.left)[len(body) // 2 :]
        self.left = min((line.left for line in wide), default=0.0)
        self.right = sorted(line.right for line in wide)[int(len(wide) * 0.9)] if wide else 0.0
        steps = [above.bottom - below.bottom for above, below in zip(body, body[1:], strict=False)]
        self.leading = median([step for step in steps if step > 0] or [0.0])

    def continues(self, paragraph: Sequence[Line], line: Line) -> bool:
        """Whether `line` goes on with the paragraph, judged by its last line."""
        before = paragraph[-1]
        turned = line.page != before.page
        if before.bold != line.bold and not (turned and line.text[:1].islower()):
            return self._mid_sentence(before, line)
        if not turned and self._set_apart(paragraph, line):
            return False
        if MARKER.match(line.text):
            return bool(_DASH.match(line.text)) and self._mid_sentence(before, line)
        if turned and not self._mid_sentence(before, line):
            return not _CLOSED.search(before.text) and self._is_full(before, line)
        return self._is_full(before, line) or self._mid_sentence(before, line)

    def _set_apart(self, paragraph: Sequence[Line], line: Line) -> bool:
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
        start = line.text.lstrip("-–—+ ")[:1]
        near = self._is_full(before, line)
        return near and (start.islower() or start.isdigit()) and not _CLOSED.search(before.text) and not (
            MARKER.match(line.text) and not _DASH.match(line.text)
        )


def _running(by_page: Sequence[Sequence[Line]]) -> frozenset[str]:
    """The texts, numbers apart, that stand at the top or bottom of several pages."""
    seen: Counter[str] = Counter()
    for page_lines in by_page:
        edges = {_shape(line) for line in (*page_lines[:MARGIN_LINES], *page_lines[-MARGIN_LINES:])}
        seen.update(edges)
    return frozenset(shape for shape, pages in seen.items() if pages >= RUNNING_PAGES)


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _is_furniture(line: Line, place: int, count: int, running: frozenset[str]) -> bool:
    at_edge = place < MARGIN_LINES or place >= count - MARGIN_LINES
    return at_edge and (bool(_PAGE_NUMBER.match(line.text)) or _shape(line) in running)


def _block(paragraph: Sequence[Line]) -> Draft:
    runs: list[Run] = [run for line in paragraph for run in line.runs()]
    length = sum(len(run.text) for run in runs)
    heading = length <= HEADING_CHARS and all(line.bold for line in paragraph)
    return Draft(tuple(runs), BlockKind.HEADING if heading else BlockKind.PARAGRAPH, page=paragraph[0].page)
