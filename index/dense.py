"""The dense side: nearest passages by the cosine of their vectors, through FAISS."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.runs import runs
from index.types import Vectors

FILE = "dense.faiss"


def write(folder: Path, vectors: Vectors) -> None:
    """Writes the index of unit vectors, shape (passages, dim), row i being passage i."""
    import faiss

    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors))
    faiss.write_index(index, str(folder / FILE))


def revise(folder: Path, earlier: Path, positions: NDArray[np.int64], fresh: Vectors) -> None:
    """Writes what `write` would, with the rows of an earlier index for the passages that stand there (-1: `fresh`)."""
    import faiss

    old = faiss.read_index(str(earlier / FILE))
    new = faiss.IndexFlatIP(old.d)
    rows, taken = old.reconstruct_n(0, old.ntotal), 0
    for start, end, place in runs(positions):
        if place < 0:
            new.add(np.ascontiguousarray(fresh[taken : taken + end - start]))
            taken += end - start
        else:
            new.add(rows[place : place + end - start])
    faiss.write_index(new, str(folder / FILE))


class Dense:
    """An opened index; holds FAISS's handle, which is safe to search from several threads."""

    def __init__(self, folder: Path) -> None:
        import faiss

        self._index: Any = faiss.read_index(str(folder / FILE))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, vector: Vectors, k: int) -> tuple[NDArray[np.int64], Vectors]:
        """Positions and cosines of the k nearest passages to one vector of shape (dim,), best first."""
        if not len(self):
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        scores, positions = self._index.search(vector[None, :], min(k, len(self)))
        return positions[0], scores[0]

    def cosines(self, vector: Vectors, positions: NDArray[np.int64]) -> Vectors:
        """Cosines of one vector to the passages at these positions."""
        rows = self._index.reconstruct_batch(positions)
        return np.asarray(rows @ vector, dtype=np.float32)
