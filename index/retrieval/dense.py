"""The dense side: nearest passages by the cosine of their vectors, through FAISS.

A small index is searched exactly. A large one keeps 8-bit codes in lists around centres and searches the lists
nearest to a question; what it finds is scored anew from the exact rows, which are mapped and read where needed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.retrieval.rows import copy_rows, merged_rows, read_rows, write_rows
from index.types import Vectors

FILE = "dense.faiss"
ROWS = "dense.npy"
"""The rows in half precision, beside an index in lists: it moves a cosine by less than .0005."""

EXACT_BELOW = 50_000
"""Passages up to which every vector is compared: 24 ms for 100,000 on a busy machine, where lists took .7 ms."""
LISTS_PER_ROOT = 1.6
"""Lists for each unit of the root of the passages' number, before rounding to a power of two: 512 for 100,000."""
SHARE_PROBED = 0.375
"""Of the lists, for a question. Recall@10 against exact search over 78,000 made vectors, whose noise is hard to group:
.976, with a quarter .953, with a half .991; over 100,000 real sentence vectors a quarter found .991, in .7 ms."""
MANY_LISTS, SHARE_OF_MANY = 2048, 0.25
"""Narrower ones lose less: over 1,030,008 such vectors a quarter found .988 in two thirds of the time, .375 .997."""
TRAINED_ON = 64
"""Vectors for each centre: training took 2.5 s for 512 centres on two busy cores."""

SEARCH_THREADS = 1
"""Threads that wait for one another: over 10,000 passages on two busy cores two took 82 ms (16 of the processor), and
one took .5 ms."""


def lists_for(count: int) -> int:
    """How many lists an index of so many passages has: 0 for a small one, which is searched exactly.

    >>> lists_for(49_999), lists_for(100_000), lists_for(1_000_000)
    (0, 512, 2048)
    """
    return 0 if count < EXACT_BELOW else 1 << round(np.log2(LISTS_PER_ROOT * np.sqrt(count)))


def probed(lists: int) -> int:
    """How many of the lists are searched for a question.

    >>> probed(256), probed(2048)
    (96, 512)
    """
    return round((SHARE_OF_MANY if lists >= MANY_LISTS else SHARE_PROBED) * lists)


def write(folder: Path, count: int, parts: Iterable[Vectors]) -> None:
    """Writes the index of so many unit vectors, given some at a time, shape (some, dim), in the passages' order."""
    import faiss

    if lists := lists_for(count):
        write_rows(folder / ROWS, parts)
        index = _trained(folder / ROWS, lists)
        parts = read_rows(folder / ROWS)
    else:
        index = None
    for part in parts:
        index = index or faiss.IndexFlatIP(part.shape[1])
        index.add(np.ascontiguousarray(part, dtype=np.float32))
    faiss.write_index(index, str(folder / FILE))


def _trained(file: Path, lists: int) -> Any:
    """An empty index in lists around centres of rows that are spread over the file."""
    import faiss

    rows = np.load(file, mmap_mode="r")
    sample = rows[:: max(1, len(rows) // (TRAINED_ON * lists))].astype(np.float32)
    index: Any = faiss.index_factory(rows.shape[1], f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
    index.cp.max_points_per_centroid = TRAINED_ON
    faiss.omp_set_num_threads(os.cpu_count() or 1)  # this thread may have searched before
    index.train(sample)
    return index


def revise(folder: Path, earlier: Path, positions: NDArray[np.int64], fresh: Vectors) -> None:
    """Writes what `write` would, with the rows of an earlier index for the passages that stand there (-1: `fresh`).

    The centres of lists stay those that were trained, until the number of passages asks for more or fewer lists.
    """
    import faiss

    old: Any = faiss.read_index(str(earlier / FILE))
    held = (earlier / ROWS).exists()
    if not held or lists_for(len(positions)) != old.nlist:
        parts = merged_rows(earlier / ROWS, positions, fresh) if held else [_merged(old, positions, fresh)]
        write(folder, len(positions), parts)
        return
    copy_rows(earlier / ROWS, folder / ROWS, positions, fresh)
    place = np.full(old.ntotal, -1, dtype=np.int64)
    place[positions[positions >= 0]] = np.flatnonzero(positions >= 0)
    _move(old, place)
    old.add_with_ids(np.ascontiguousarray(fresh), np.flatnonzero(positions < 0))
    faiss.write_index(old, str(folder / FILE))


def _merged(index: Any, positions: NDArray[np.int64], fresh: Vectors) -> Vectors:
    """The rows of an index without lists, which is small, and the fresh ones."""
    rows = index.reconstruct_n(0, index.ntotal)
    merged = np.empty((len(positions), rows.shape[1]), dtype=np.float32)
    merged[positions >= 0] = rows[positions[positions >= 0]]
    merged[positions < 0] = fresh
    return merged


def _move(index: Any, place: NDArray[np.int64]) -> None:
    """Give the vectors in an index's lists their new positions, leaving out those that have none (-1)."""
    import faiss

    old = index.invlists
    new: Any = faiss.ArrayInvertedLists(index.nlist, index.code_size)
    kept = 0
    for number in range(index.nlist):
        if size := old.list_size(number):
            moved = place[faiss.rev_swig_ptr(old.get_ids(number), size)]
            codes = faiss.rev_swig_ptr(old.get_codes(number), size * index.code_size).reshape(size, -1)
            stay = moved >= 0
            moved, codes = moved[stay], np.ascontiguousarray(codes[stay])
            if len(moved):
                new.add_entries(number, len(moved), faiss.swig_ptr(moved), faiss.swig_ptr(codes))
            kept += len(moved)
    index.replace_invlists(new, True)
    new.this.disown()  # the index frees it
    index.ntotal = kept


class Dense:
    """An opened index; holds FAISS's handle, which is safe to search from several threads.

    The file is mapped: only what is touched is in memory, and nothing may be added.
    """

    def __init__(self, folder: Path) -> None:
        import faiss

        index: Any = faiss.read_index(str(folder / FILE), faiss.IO_FLAG_MMAP_IFC)
        self._index = index
        self._rows: NDArray[np.float16] | None = None
        if (folder / ROWS).exists():
            self._rows = np.asarray(np.load(folder / ROWS, mmap_mode="r"))
            index.nprobe = probed(index.nlist)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, vector: Vectors, k: int) -> tuple[NDArray[np.int64], Vectors]:
        """Positions and cosines of the k nearest passages to one vector of shape (dim,), best first.

        In a large index a few of the nearest may be missing, others standing in their place.
        """
        if not len(self):
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        import faiss

        faiss.omp_set_num_threads(SEARCH_THREADS)  # of this thread; each begins with one for every core
        scores, positions = self._index.search(vector[None, :], min(k, len(self)))
        if self._rows is None:
            return positions[0], scores[0]
        found = positions[0][positions[0] >= 0]  # -1 fills up where the lists probed hold fewer
        cosines = self.cosines(vector, found)
        order = np.argsort(-cosines, kind="stable")
        return found[order], cosines[order]

    def cosines(self, vector: Vectors, positions: NDArray[np.int64]) -> Vectors:
        """Cosines of one vector to the passages at these positions."""
        return np.asarray(self.vectors(positions) @ vector, dtype=np.float32)

    def vectors(self, positions: NDArray[np.int64]) -> Vectors:
        """The vectors of the passages at these positions, shape (positions, dim)."""
        rows = self._index.reconstruct_batch(positions) if self._rows is None else self._rows[positions]
        return np.asarray(rows, dtype=np.float32)
