"""Arrays that grow in files, and rows of vectors copied from file to file without being held in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.retrieval.runs import runs
from index.types import Vectors

ROWS_AT_ONCE = 16_384
"""Rows in memory between two writes: 25 MB of single precision."""
HALF = "<f2"
"""Half precision moves a cosine by less than .0005, and the sentences of a million passages took 3.6 GB."""


class GrowingArray:
    """Writes a `.npy` file piece by piece; its header tells the length once it is closed. A class for that length."""

    def __init__(self, path: Path, dtype: str, row: tuple[int, ...] | None = None) -> None:
        """`row` is the shape of one entry; without it that of the first part's."""
        self._file = path.open("wb")
        self._dtype = dtype
        self._row = row
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def put(self, part: NDArray[Any]) -> None:
        """Writes what comes next, all parts having the same shape but for their length."""
        if not self._file.tell():
            self._row = part.shape[1:]
            self._header()  # as long as that with the length: numpy leaves room for its digits
        np.ascontiguousarray(part, dtype=self._dtype).tofile(self._file)
        self._count += len(part)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._file:
            if kind is None:
                self._file.seek(0)
                self._header()

    def _header(self) -> None:
        shape = (self._count, *(self._row or ()))
        fields = {"descr": self._dtype, "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(self._file, fields)


def write_rows(path: Path, parts: Iterable[NDArray[Any]]) -> None:
    """Writes rows that follow one another in half precision."""
    with GrowingArray(path, HALF) as file:
        for part in parts:
            file.put(part)


def read_rows(path: Path) -> Iterator[NDArray[Any]]:
    """The rows of a file that `write_rows` wrote, some at a time; read, not mapped, so that none stay in memory."""
    shape, dtype, start = _layout(path)
    with path.open("rb") as file:
        file.seek(start)
        for first in range(0, shape[0], ROWS_AT_ONCE):
            yield _read(file, dtype, min(ROWS_AT_ONCE, shape[0] - first), shape[1:])


def copy_rows(source: Path, target: Path, positions: NDArray[np.int64], fresh: Vectors) -> None:
    """Writes a row for each position: that of the source which it names, or the next fresh one for -1."""
    write_rows(target, merged_rows(source, positions, fresh))


def merged_rows(source: Path, positions: NDArray[np.int64], fresh: Vectors) -> Iterator[NDArray[Any]]:
    """The rows that `copy_rows` writes, some at a time."""
    shape, dtype, start = _layout(source)
    width = dtype.itemsize * int(np.prod(shape[1:]))
    taken = 0
    with source.open("rb") as file:
        for first, end, place in runs(positions):
            if place < 0:
                yield fresh[taken : taken + end - first]
                taken += end - first
                continue
            file.seek(start + place * width)
            for done in range(first, end, ROWS_AT_ONCE):
                yield _read(file, dtype, min(ROWS_AT_ONCE, end - done), shape[1:])


def _read(file: Any, dtype: np.dtype[Any], count: int, row: tuple[int, ...]) -> NDArray[Any]:
    return np.fromfile(file, dtype, count * int(np.prod(row))).reshape(count, *row)


def _layout(path: Path) -> tuple[tuple[int, ...], np.dtype[Any], int]:
    """Shape and type of a `.npy` file's array, and where its values begin."""
    with path.open("rb") as file:
        np.lib.format.read_magic(file)
        shape, _fortran, dtype = np.lib.format.read_array_header_1_0(file)
        return shape, dtype, file.tell()
