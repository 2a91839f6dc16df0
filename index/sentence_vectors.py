"""The vectors of the passages' sentences, memory-mapped and read for a few passages at a time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.rows import ROWS_AT_ONCE, copy_rows, write_rows
from index.types import Vectors

VECTORS, STARTS = "sentences.npy", "sentence_starts.npy"


def write(folder: Path, vectors: Vectors, counts: Sequence[int], chosen: NDArray[np.int64] | None = None) -> None:
    """Writes vectors of shape (sentences, dim), the i-th passage having `counts[i]` of them in order.

    `chosen` names the rows of `vectors` that are meant, where they are not all: no copy of them is made.
    Half precision: it moves a cosine by less than .0005, and a million passages' sentences fit into 4 GB.
    """
    rows = np.arange(len(vectors)) if chosen is None else chosen
    parts = (vectors[rows[first : first + ROWS_AT_ONCE]] for first in range(0, len(rows), ROWS_AT_ONCE))
    write_rows(folder / VECTORS, (len(rows), vectors.shape[1]), parts)
    _write_starts(folder, counts)


def revise(folder: Path, earlier: Path, positions: NDArray[np.int64], fresh: Vectors, counts: Sequence[int]) -> None:
    """Writes what `write` would, with the rows of earlier files for the passages that stand there (-1: `fresh`)."""
    starts = np.load(earlier / STARTS)
    new = positions < 0
    sizes = np.diff(starts)[np.maximum(positions, 0)] if len(starts) > 1 else np.zeros(len(positions), dtype=np.int64)
    sizes[new] = counts
    first = np.where(new, -1, starts[np.maximum(positions, 0)])
    within = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    rows = np.where(np.repeat(new, sizes), -1, np.repeat(first, sizes) + within)
    copy_rows(earlier / VECTORS, folder / VECTORS, rows, fresh)
    _write_starts(folder, sizes)


def _write_starts(folder: Path, counts: Sequence[int] | NDArray[np.int64]) -> None:
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
