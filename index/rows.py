"""Rows of vectors in half precision, copied from file to file without being held in memory."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.runs import runs
from index.types import Vectors

ROWS_AT_ONCE = 65_536
"""Rows converted between two writes: 100 MB of single precision."""


def write_rows(path: Path, shape: tuple[int, int], parts: Iterable[NDArray[Any]]) -> None:
    """Writes a `.npy` file of that shape from arrays that follow one another."""
    with path.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, {"descr": "<f2", "fortran_order": False, "shape": shape})
        for part in parts:
            part.astype("<f2", copy=False).tofile(file)


def copy_rows(source: Path, target: Path, positions: NDArray[np.int64], fresh: Vectors) -> None:
    """Writes a row for each position: that of the source which it names, or the next fresh one for -1."""
    old = np.load(source, mmap_mode="r")

    def parts() -> Iterable[NDArray[Any]]:
        taken = 0
        for start, end, place in runs(positions):
            count = end - start
            if place < 0:
                yield fresh[taken : taken + count]
                taken += count
            else:  # straight from one mapped file to the other
                yield old[place : place + count]

    write_rows(target, (len(positions), old.shape[1]), parts())
