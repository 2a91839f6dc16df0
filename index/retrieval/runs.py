"""Stretches of rows that are taken over together from an earlier file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


def runs(positions: NDArray[np.int64]) -> Iterator[tuple[int, int, int]]:
    """Each stretch of rows `start:end` that stood together, and where its first one stood; -1 for new rows.

    >>> list(runs(np.array([0, 1, -1, -1, 4, 5])))
    [(0, 2, 0), (2, 4, -1), (4, 6, 4)]
    """
    new = positions < 0
    shift = positions - np.arange(len(positions))
    breaks = np.flatnonzero((np.diff(new.astype(np.int8)) != 0) | ((np.diff(shift) != 0) & ~new[1:])) + 1
    borders = [0, *breaks.tolist(), len(positions)]
    for start, end in pairwise(borders):
        if start < end:
            yield start, end, -1 if new[start] else int(positions[start])
