"""The straight lines drawn on a pdf's page: borders of tables, as strokes or as thin filled boxes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

THIN = 2.5
"""Points that a border is thick at most; Word draws half a point, and doubled ones reach two."""
SHORTEST = 4.0
"""Points: shorter strokes are parts of letters and signs."""
MAX_SEGMENTS = 20_000
"""A page with more is a map or a chart, and no table is looked for."""
_PATH, _MOVE = 2, 2
_SAME = 0.6
"""Points within which two ends are one."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line along one axis: at `at` on the other, from `start` to `end`."""

    upright: bool
    at: float
    start: float
    end: float


def rules(page: Any) -> list[Rule]:
    """The level and upright lines of a page."""
    import pypdfium2.raw as raw

    found: list[Rule] = []
    segments = 0
    for place in range(raw.FPDFPage_CountObjects(page)):
        drawn = raw.FPDFPage_GetObject(page, place)
        if raw.FPDFPageObj_GetType(drawn) != _PATH:
            continue
        segments += raw.FPDFPath_CountSegments(drawn)
        if segments > MAX_SEGMENTS:
            return []
        stroked = _is_stroked(raw, drawn)
        for outline in _outlines(raw, drawn):
            found += _of_outline(outline, stroked)
    return found


def _is_stroked(raw: Any, drawn: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(drawn, fill, stroke)) and bool(stroke.value)


def _outlines(raw: Any, drawn: Any) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path, in points of the page."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(drawn, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    outline: list[tuple[float, float]] = []
    for place in range(raw.FPDFPath_CountSegments(drawn)):
        segment = raw.FPDFPath_GetPathSegment(drawn, place)
        if raw.FPDFPathSegment_GetType(segment) == _MOVE and outline:
            yield outline
            outline = []
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        across = matrix.a * x.value + matrix.c * y.value + matrix.e
        up = matrix.b * x.value + matrix.d * y.value + matrix.f
        outline.append((across, up))
        if raw.FPDFPathSegment_GetClose(segment):
            outline.append(outline[0])
    if outline:
        yield outline


def _of_outline(outline: list[tuple[float, float]], stroked: bool) -> Iterator[Rule]:
    """A thin box is one line along its middle; of a larger one that is stroked, each side is one."""
    left, right = min(x for x, _ in outline), max(x for x, _ in outline)
    bottom, top = min(y for _, y in outline), max(y for _, y in outline)
    if top - bottom <= THIN and right - left >= SHORTEST:
        yield Rule(False, (top + bottom) / 2, left, right)
    elif right - left <= THIN and top - bottom >= SHORTEST:
        yield Rule(True, (left + right) / 2, bottom, top)
    elif stroked:
        for (x1, y1), (x2, y2) in pairwise(outline):
            if abs(y1 - y2) <= _SAME and abs(x1 - x2) >= SHORTEST:
                yield Rule(False, (y1 + y2) / 2, min(x1, x2), max(x1, x2))
            elif abs(x1 - x2) <= _SAME and abs(y1 - y2) >= SHORTEST:
                yield Rule(True, (x1 + x2) / 2, min(y1, y2), max(y1, y2))
