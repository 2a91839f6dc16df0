"""The vectors of the passages' sentences, memory-mapped and read for a few passages at a time."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.retrieval.rows import HALF, GrowingArray, copy_rows
from index.types import Vectors

VECTORS, STARTS = "sentences.npy", "sentence_starts.npy"


class SentenceWriter:
    """Writes the sentences of passages that follow one another. A class for the file and for how many each has."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._counts: list[NDArray[np.int64]] = []
        self._file = GrowingArray(folder / VECTORS, HALF)

    def __enter__(self) -> Self:
        self._file.__enter__()
        return self

    def put(self, vectors: Vectors, counts: NDArray[np.int64]) -> None:
        """Writes vectors of shape (sentences, dim), the i-th of these passages having `counts[i]` of them in order."""
        self._file.put(vectors)
        self._counts.append(counts)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.__exit__(kind, error, trace)
        if kind is None:
            _write_starts(self._folder, np.concatenate([np.zeros(0, np.int64), *self._counts]))


def revise(
    folder: Path, earlier: Path, positions: NDArray[np.int64], fresh: Vectors, counts: NDArray[np.int64]
) -> None:
    """Writes what `SentenceWriter` would, with the rows of earlier files for the passages that stand there.

    Those of the others (-1) are `fresh`, of which passage i of them has `counts[i]`.
    """
    starts = np.load(earlier / STARTS)
    new = positions < 0
    sizes = np.diff(starts)[np.maximum(positions, 0)] if len(starts) > 1 else np.zeros(len(positions), dtype=np.int64)
    sizes[new] = counts
    first = np.where(new, -1, starts[np.maximum(positions, 0)])
    within = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    rows = np.where(np.repeat(new, sizes), -1, np.repeat(first, sizes) + within)
    copy_rows(earlier / VECTORS, folder / VECTORS, rows, fresh)
    _write_starts(folder, sizes)


def _write_starts(folder: Path, counts: NDArray[np.int64]) -> None:
    np.save(folder / STARTS, np.concatenate([[0], np.cumsum(counts)]).astype(np.int64))


class SentenceVectors:
    """Opened vectors; a row is found by its passage's position."""

    def __init__(self, folder: Path) -> None:
        self._vectors = np.asarray(np.load(folder / VECTORS, mmap_mode="r"))
        self._starts: NDArray[np.int64] = np.load(folder / STARTS)

    def cosines(self, vector: Vectors, position: int) -> Vectors:
        """Cosines of a vector of shape (dim,) to the sentences of one passage, shape (sentences,)."""
        rows = self._vectors[self._starts[position] : self._starts[position + 1]]
        return np.asarray(rows.astype(np.float32) @ vector)

    def best(self, vector: Vectors, positions: NDArray[np.int64]) -> Vectors:
        """The largest cosine to a sentence of each passage, shape (positions,)."""
        starts, ends = self._starts[positions], self._starts[positions + 1]
        sizes = ends - starts
        offsets = np.cumsum(sizes) - sizes
        rows = np.arange(int(sizes.sum())) + np.repeat(starts - offsets, sizes)
        cosines = self._vectors[rows].astype(np.float32) @ vector
        return np.asarray(np.maximum.reduceat(cosines, offsets), dtype=np.float32)
