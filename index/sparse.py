"""The sparse side: BM25 over folded syllables and bigrams.

bm25s computes the scores when the index is made; asking reads its columns with numpy alone, which takes weights
for the question's terms and keeps the library's import out of the way of a cold question.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FOLDER = "sparse"
K1 = 1.2
B = 0.75
"""Robertson and Zaragoza (2009), The Probabilistic Relevance Framework, section 3.4: the usual values."""

_TERMS_KEPT = 10_000
"""Terms whose place is remembered; a question looks each of its own up four times."""
_ARRAYS = ("keys", "idf", "starts", "passages", "scores")


def write(folder: Path, passages: Iterable[Sequence[str]]) -> None:
    """Writes the index of passages given as their terms, passage i being the i-th."""
    import bm25s

    vocabulary: dict[str, int] = {}
    corpus = [[vocabulary.setdefault(term, len(vocabulary)) for term in terms] for terms in passages]
    columns: Mapping[str, Any] = {"indptr": [0], "indices": [], "data": []}
    if vocabulary:
        model = bm25s.BM25(k1=K1, b=B, method="lucene")
        model.index((corpus, vocabulary), create_empty_token=False, show_progress=False)
        columns = model.scores
    count = len(corpus)
    starts = np.asarray(columns["indptr"], dtype=np.int64)[: len(vocabulary) + 1]
    frequency = np.diff(starts)
    keys = np.fromiter((_key(term) for term in vocabulary), dtype=np.uint64, count=len(vocabulary))
    order = np.argsort(keys)
    target = folder / FOLDER
    target.mkdir()
    idf = np.log1p((count - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
    np.save(target / "keys.npy", keys[order])
    np.save(target / "idf.npy", idf[order])
    np.save(target / "starts.npy", np.stack([starts[:-1], starts[1:]], axis=1)[order])
    np.save(target / "passages.npy", np.asarray(columns["indices"], dtype=np.int32))
    np.save(target / "scores.npy", np.asarray(columns["data"], dtype=np.float32))
    (target / "sparse.json").write_text(json.dumps({"passages": count}), encoding="utf-8")


class Sparse:
    """An opened index: memory-mapped columns of BM25 scores, one a term."""

    def __init__(self, folder: Path) -> None:
        source = folder / FOLDER
        self._count = int(json.loads((source / "sparse.json").read_text(encoding="utf-8"))["passages"])
        # A plain array over the mapped file: numpy's memmap class costs as much again at each of a question's look-ups.
        arrays = [np.asarray(np.load(source / f"{name}.npy", mmap_mode="r")) for name in _ARRAYS]
        self._keys, self._idf, self._spans, self._passages, self._scores = arrays
        self._place = lru_cache(_TERMS_KEPT)(self._found)
        self.unknown_idf = float(np.log1p((self._count + 0.5) / 0.5))
        """The inverse document frequency of a term that no passage holds."""

    def __len__(self) -> int:
        return self._count

    def scores(self, terms: Mapping[str, float]) -> NDArray[np.float32]:
        """BM25 of every passage for weighted terms, shape (passages,)."""
        total = np.zeros(self._count, dtype=np.float32)
        for term, weight in terms.items():
            passages, scores = self._column(term)
            total[passages] += weight * scores
        return total

    def holds(self, term: str, positions: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of the passages at these positions hold a term, shape (positions,)."""
        passages, _ = self._column(term)
        if not len(passages):
            return np.zeros(len(positions), dtype=np.bool_)
        places = np.minimum(np.searchsorted(passages, positions), len(passages) - 1)
        return np.asarray(passages[places] == positions)

    def idf(self, term: str) -> float:
        """The inverse document frequency of a term, natural logarithm, that of an unseen term where it is unknown."""
        place = self._place(term)
        return self.unknown_idf if place is None else float(self._idf[place])

    def __contains__(self, term: str) -> bool:
        return self._place(term) is not None

    def _column(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The passages that hold a term, in order, and its score in each."""
        place = self._place(term)
        if place is None:
            return self._passages[:0], self._scores[:0]
        start, end = self._spans[place]
        return self._passages[start:end], self._scores[start:end]

    def _found(self, term: str) -> int | None:
        key = np.uint64(_key(term))
        place = int(np.searchsorted(self._keys, key))
        return place if place < len(self._keys) and self._keys[place] == key else None


def _key(term: str) -> int:
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")
