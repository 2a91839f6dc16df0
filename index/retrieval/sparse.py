"""The sparse side: BM25 over folded syllables and bigrams.

The scores are computed when the index is made; a question reads its terms' columns, which lie in the order of the
terms' keys, from mapped files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.retrieval.postings import POSTINGS_AT_ONCE, Places, Postings, gathered, key
from index.retrieval.rows import GrowingArray

FOLDER = "sparse"
K1 = 1.2
B = 0.75
"""Robertson and Zaragoza (2009), The Probabilistic Relevance Framework, section 3.4: the usual values."""

FREQUENT = 2
"""A term that one passage of so many holds is frequent: only then does it pay to ask whether all of them matter."""
FEW = 50
"""Times that there must be fewer passages within reach than there are: looking one up costs that much more."""
SOME = 5_000
"""Passages with the rarest terms that tell how high the best stand."""
LEAST = 1e-30
"""Above what no score is below: 0 is the score of a passage without any of the terms."""
ROUNDING = 1.0001
"""Sums of single precision may come out a little higher than their terms' bounds."""
_TERMS_KEPT = 10_000
"""Terms whose place is remembered; a question looks each of its own up four times."""
_COLUMNS = {"keys": "<u8", "idf": "<f4", "spans": "<i8", "passages": "<i4", "scores": "<f4"}
_LENGTHS = "lengths"
"""Terms of each passage; read when the index is revised."""


def write(folder: Path, passages: Iterable[Sequence[str]]) -> None:
    """Writes the index of passages given as their terms, passage i being the i-th."""
    lengths: list[int] = []
    with TemporaryDirectory(prefix=".postings-", dir=folder) as scratch:
        _save(folder, gathered(passages, Path(scratch), lengths), lengths)


def revise(folder: Path, earlier: Path, positions: NDArray[np.int64], fresh: Iterable[Sequence[str]]) -> None:
    """Writes what `write` would, with the columns of an earlier index.

    `positions` tells for each passage where it stood there, in the same order, and -1 for those that `fresh` gives
    the terms of. How often a term stands in a passage is read back from its score.
    """
    source = earlier / FOLDER
    new = np.flatnonzero(positions < 0)
    then = np.load(source / f"{_LENGTHS}.npy")
    lengths = np.zeros(len(positions), dtype=np.int32)
    lengths[positions >= 0] = then[positions[positions >= 0]]
    own_keys, own_places = [np.empty(0, np.uint64)], [np.empty(0, np.int32)]
    for place, terms in zip(new.tolist(), fresh, strict=True):
        lengths[place] = len(terms)
        own_keys.append(np.array([key(term) for term in terms], dtype=np.uint64))
        own_places.append(np.full(len(terms), place, dtype=np.int32))
    own = Postings.of(np.concatenate(own_keys), np.concatenate(own_places))
    target = np.full(len(then), -1, dtype=np.int32)
    target[positions[positions >= 0]] = np.flatnonzero(positions >= 0)
    _save(folder, _merged(_occurrences(source, then), target, own), lengths)


def _occurrences(source: Path, lengths: Places) -> Iterator[Postings]:
    """The postings of a saved index, a range of terms at a time."""
    keys, idf, spans, passages, scores = (np.load(source / f"{name}.npy", mmap_mode="r") for name in _COLUMNS)
    damping, ends = _damping(lengths), np.asarray(spans[:, 1])
    first = 0
    while first < len(keys):
        start = int(spans[first, 0])
        last = max(first + 1, int(np.searchsorted(ends, start + POSTINGS_AT_ONCE, side="right")))
        end, sizes = int(ends[last - 1]), np.diff(ends[first:last], prepend=start)
        held = np.array(passages[start:end])
        share = scores[start:end] / np.repeat(idf[first:last], sizes)
        times = np.rint(share * damping[held] / (1 - share)).astype(np.float32)
        yield Postings(np.repeat(np.asarray(keys[first:last]), sizes), held, times)
        first = last


def _merged(old: Iterable[Postings], target: Places, own: Postings) -> Iterator[Postings]:
    """Earlier postings where their passages stand now, without those that stand nowhere (-1), and the new ones."""
    taken = 0
    for some in old:
        place = target[some.passages]
        stay = place >= 0
        until = int(np.searchsorted(own.keys, some.keys[-1], side="right"))
        yield _joined(Postings(some.keys[stay], place[stay], some.times[stay]), own[slice(taken, until)])
        taken = until
    yield own[slice(taken, len(own))]


def _joined(one: Postings, other: Postings) -> Postings:
    """Both in one order; `other`, which is small, is put in without sorting `one` anew."""
    if not len(other):
        return one
    firsts = np.searchsorted(one.keys, other.keys)
    lasts = np.searchsorted(one.keys, other.keys, side="right")
    within = [
        np.searchsorted(one.passages[a:b], place) for a, b, place in zip(firsts, lasts, other.passages, strict=True)
    ]
    places = firsts + np.array(within, dtype=np.int64)
    return Postings(
        np.insert(one.keys, places, other.keys),
        np.insert(one.passages, places, other.passages),
        np.insert(one.times, places, other.times),
    )


def _damping(lengths: NDArray[np.int32]) -> NDArray[np.float32]:
    """What is added to a term's occurrences below the line: more in a long passage."""
    mean = float(lengths.mean()) if lengths.any() else 1.0
    return np.asarray(K1 * (1 - B + B * lengths / mean), dtype=np.float32)


def _idf(frequency: NDArray[np.int64], count: int) -> NDArray[np.float32]:
    return np.asarray(np.log1p((count - frequency + 0.5) / (frequency + 0.5)), dtype=np.float32)


def _save(folder: Path, postings: Iterator[Postings], lengths: Sequence[int] | Places) -> None:
    """Writes the columns of postings that come by term; `lengths` are complete once the first of them is there."""
    target = folder / FOLDER
    target.mkdir()
    with ExitStack() as opening:
        files = {
            name: opening.enter_context(GrowingArray(target / f"{name}.npy", kind, (2,) if name == "spans" else ()))
            for name, kind in _COLUMNS.items()
        }
        damping, count, end = np.empty(0, np.float32), 0, 0
        for some in postings:
            if not count:
                damping, count = _damping(np.array(lengths, dtype=np.int32)), len(lengths)
            keys, firsts = np.unique(some.keys, return_index=True)
            frequency = np.diff(np.append(firsts, len(some)))
            idf = _idf(frequency, count)
            scores = np.repeat(idf, frequency) * some.times / (some.times + damping[some.passages])
            ends = end + np.cumsum(frequency)
            spans = np.stack([ends - frequency, ends], axis=1)
            parts: tuple[NDArray[Any], ...] = (keys, idf, spans, some.passages, scores)
            for name, part in zip(_COLUMNS, parts, strict=True):
                files[name].put(part)
            end += len(some)
    np.save(target / f"{_LENGTHS}.npy", np.array(lengths, dtype=np.int32))
    (target / "sparse.json").write_text(json.dumps({"passages": len(lengths)}), encoding="utf-8")


class Sparse:
    """An opened index: memory-mapped columns of BM25 scores, one a term."""

    def __init__(self, folder: Path) -> None:
        source = folder / FOLDER
        self._count = int(json.loads((source / "sparse.json").read_text(encoding="utf-8"))["passages"])
        # A plain array over the mapped file: numpy's memmap class costs as much again at each of a question's look-ups.
        arrays = [np.asarray(np.load(source / f"{name}.npy", mmap_mode="r")) for name in _COLUMNS]
        self._keys, self._idf, self._spans, self._passages, self._scores = arrays
        self._place = lru_cache(_TERMS_KEPT)(self._found)
        self.unknown_idf = float(np.log1p((self._count + 0.5) / 0.5))
        """The inverse document frequency of a term that no passage holds."""

    def __len__(self) -> int:
        return self._count

    def best(self, weights: Mapping[str, float], k: int) -> NDArray[np.int64]:
        """The k passages with the highest scores above 0, in no order; fewer where fewer hold any of the terms.

        The rarest terms are added up first. What the frequent ones can still bring is bounded by their idf (Turtle and
        Flood, 1995, MaxScore): once that cannot lift others among the best, they are looked up for those alone.
        """
        total = np.zeros(self._count, dtype=np.float32)
        columns = [
            (weight * self.idf(term), weight, *self._column(term)) for term, weight in weights.items() if term in self
        ]
        columns.sort(key=lambda column: -column[0])
        rest = ROUNDING * sum(bound for bound, *_ in columns)
        some: list[Places] = []
        for place, (bound, weight, passages, scores) in enumerate(columns):
            if len(passages) * FREQUENT > self._count:
                least = _least(total, some, k)
                chosen = np.flatnonzero(total >= least - rest) if least > rest else None
                if chosen is not None and len(chosen) * FEW <= self._count:
                    for _, each, holding, own in columns[place:]:
                        total[chosen] += each * _at(holding, own, chosen)
                    return chosen[_highest(total[chosen], k)]
            total[passages] += weight * scores
            rest -= ROUNDING * bound
            some.append(passages[: SOME - sum(map(len, some))])
        found = np.flatnonzero(total >= max(_least(total, some, k), LEAST))
        return found[_highest(total[found], k)]

    def at(self, terms: Iterable[str], positions: NDArray[np.int64]) -> NDArray[np.float32]:
        """BM25 of each term in each of the passages at these positions, shape (terms, positions); 0 where it is not."""
        rows = [_at(*self._column(term), positions) for term in terms]
        return np.stack(rows) if rows else np.zeros((0, len(positions)), dtype=np.float32)

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
        wanted = np.uint64(key(term))
        place = int(np.searchsorted(self._keys, wanted))
        return place if place < len(self._keys) and self._keys[place] == wanted else None


def _at(passages: Places, scores: NDArray[np.float32], positions: NDArray[np.int64]) -> NDArray[np.float32]:
    """A column's scores of the passages at these positions."""
    if not len(passages):
        return np.zeros(len(positions), dtype=np.float32)
    places = np.minimum(np.searchsorted(passages, positions), len(passages) - 1)
    return np.where(passages[places] == positions, scores[places], np.float32(0))


def _least(total: NDArray[np.float32], some: Sequence[Places], k: int) -> float:
    """What the k best have at least, told by some passages; 0 where these are fewer."""
    held = total[np.unique(np.concatenate(some))] if some else total[:0]
    return float(np.partition(held, len(held) - k)[len(held) - k]) if len(held) > k else 0.0


def _highest(scores: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    """Where the k highest stand, in no order."""
    return np.argpartition(-scores, k - 1)[:k] if len(scores) > k else np.arange(len(scores))
