"""The sparse side: BM25 over folded syllables and bigrams.

bm25s computes the scores when the index is made; asking reads its columns with numpy alone, which takes weights
for the question's terms and keeps the library's import out of the way of a cold question.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
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
_LENGTHS = "lengths"
"""Terms of each passage; read when the index is revised."""


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
    _save(
        folder,
        keys[order],
        _idf(frequency, count)[order],
        np.stack([starts[:-1], starts[1:]], axis=1)[order],
        np.asarray(columns["indices"], dtype=np.int32),
        np.asarray(columns["data"], dtype=np.float32),
        np.array([len(terms) for terms in corpus], dtype=np.int32),
    )


def revise(folder: Path, earlier: Path, positions: NDArray[np.int64], fresh: Iterable[Sequence[str]]) -> None:
    """Writes what `write` would, with the columns of an earlier index.

    `positions` tells for each passage where it stood there, in the same order, and -1 for those that `fresh` gives
    the terms of. How often a term stands in a passage is read back from its score.
    """
    rows, passages, times, keys, old_lengths = _occurrences(earlier / FOLDER)
    new = np.flatnonzero(positions < 0)
    target = np.full(len(old_lengths), -1, dtype=np.int32)
    target[positions[positions >= 0]] = np.flatnonzero(positions >= 0)
    stay = target[passages] >= 0
    rows, passages, times = rows[stay], target[passages[stay]], times[stay]
    lengths = np.zeros(len(positions), dtype=np.int32)
    lengths[positions >= 0] = old_lengths[positions[positions >= 0]]
    found: list[tuple[int, int, int]] = []
    for place, terms in zip(new.tolist(), fresh, strict=True):
        lengths[place] = len(terms)
        found += ((_key(term), place, count) for term, count in Counter(terms).items())
    own_keys = np.array([key for key, _, _ in found], dtype=np.uint64)
    all_keys, shifts = _with_new(keys, own_keys)
    rows += shifts[rows]
    own_rows = np.searchsorted(all_keys, own_keys)
    own_passages = np.array([place for _, place, _ in found], dtype=np.int32)
    order = np.lexsort((own_passages, own_rows))
    own_rows, own_passages = own_rows[order], own_passages[order]
    own_times = np.array([count for _, _, count in found], dtype=np.float32)[order]
    places = np.searchsorted(rows * len(positions) + passages, own_rows * len(positions) + own_passages)
    rows, passages = np.insert(rows, places, own_rows), np.insert(passages, places, own_passages)
    times = np.insert(times, places, own_times)
    frequency = np.bincount(rows, minlength=len(all_keys))
    ends = np.cumsum(frequency)
    idf = _idf(frequency, len(positions))
    scores = idf[rows] * times / (times + _damping(lengths)[passages])
    used = frequency > 0
    spans = np.stack([ends - frequency, ends], axis=1)
    _save(folder, all_keys[used], idf[used], spans[used], passages, scores.astype(np.float32), lengths)


def _with_new(keys: NDArray[np.uint64], others: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Sorted keys with those of the others that are new put in, and by how many places each old one moves.

    Without sorting them anew: a large index has millions, and a document brings hundreds.
    """
    others = np.unique(others)
    places = np.searchsorted(keys, others)
    inside = places < len(keys)
    new = np.ones(len(others), dtype=bool)
    new[inside] = keys[places[inside]] != others[inside]
    return np.insert(keys, places[new], others[new]), np.searchsorted(others[new], keys)


def _occurrences(
    source: Path,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32], NDArray[np.uint64], NDArray[np.int32]]:
    """Of a saved index: each posting's term and passage and how often it occurs, by term; the terms; the lengths."""
    keys, idf, spans, passages, scores, lengths = (np.load(source / f"{name}.npy") for name in (*_ARRAYS, _LENGTHS))
    order = np.argsort(spans[:, 0], kind="stable")
    rows = np.repeat(order, (spans[:, 1] - spans[:, 0])[order])
    share = scores / idf[rows]
    times = np.rint(share * _damping(lengths)[passages] / (1 - share)).astype(np.float32)
    if not np.array_equal(order, np.arange(len(order))):
        by_term = np.argsort(rows, kind="stable")
        rows, passages, times = rows[by_term], passages[by_term], times[by_term]
    return rows, passages, times, keys, lengths


def _damping(lengths: NDArray[np.int32]) -> NDArray[np.float32]:
    """What is added to a term's occurrences below the line: more in a long passage."""
    mean = max(float(lengths.mean()), 1.0) if len(lengths) else 1.0
    return np.asarray(K1 * (1 - B + B * lengths / mean), dtype=np.float32)


def _idf(frequency: NDArray[np.int64], count: int) -> NDArray[np.float32]:
    return np.asarray(np.log1p((count - frequency + 0.5) / (frequency + 0.5)), dtype=np.float32)


def _save(
    folder: Path,
    keys: NDArray[np.uint64],
    idf: NDArray[np.float32],
    spans: NDArray[np.int64],
    passages: NDArray[np.int32],
    scores: NDArray[np.float32],
    lengths: NDArray[np.int32],
) -> None:
    target = folder / FOLDER
    target.mkdir()
    arrays: tuple[NDArray[Any], ...] = (keys, idf, spans, passages, scores, lengths)
    for name, array in zip((*_ARRAYS, _LENGTHS), arrays, strict=True):
        np.save(target / f"{name}.npy", array)
    (target / "sparse.json").write_text(json.dumps({"passages": len(lengths)}), encoding="utf-8")


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
