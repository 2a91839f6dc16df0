"""The vectors of the passages' sentences, memory-mapped and read for a few passages at a time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.runs import runs
from index.types import Vectors

VECTORS, STARTS = "sentences.npy", "sentence_starts.npy"


def write(folder: Path, vectors: Vectors, counts: Sequence[int]) -> None:
    """Writes vectors of shape (sentences, dim), the i-th passage having `counts[i]` of them in order.

    Half precision: it moves a cosine by less than .0005, and a million passages' sentences fit into 4 GB.
    """
    np.save(folder / VECTORS, vectors.astype(np.float16))
    _write_starts(folder, counts)


def revise(folder: Path, earlier: Path, positions: NDArray[np.int64], fresh: Vectors, counts: Sequence[int]) -> None:
    """Writes what `write` would, with the rows of earlier files for the passages that stand there (-1: `fresh`)."""
    old, starts = np.load(earlier / VECTORS, mmap_mode="r"), np.load(earlier / STARTS)
    new, fresh = positions < 0, fresh.astype(np.float16)
    sizes = np.diff(starts)[np.maximum(positions, 0)] if len(starts) > 1 else np.zeros(len(positions), dtype=np.int64)
    sizes[new] = counts
    taken = 0
    with (folder / VECTORS).open("wb") as file:
        shape = (int(sizes.sum()), old.shape[1])
        np.lib.format.write_array_header_1_0(file, {"descr": "<f2", "fortran_order": False, "shape": shape})
        for start, end, place in runs(positions):
            count = int(sizes[start:end].sum())
            if place < 0:
                fresh[taken : taken + count].tofile(file)
                taken += count
            else:  # straight from one mapped file to the other, without an array between them
                old[starts[place] : starts[place] + count].tofile(file)
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
        rows = np.concatenate([np.arange(start, end) for start, end in zip(starts, ends, strict=True)])
        cosines = self._vectors[rows].astype(np.float32) @ vector
        offsets = np.concatenate([[0], np.cumsum(ends - starts)[:-1]])
        return np.asarray(np.maximum.reduceat(cosines, offsets), dtype=np.float32)
