"""How often each term stands in each passage: gathered slice by slice, given out term by term.

What is gathered lies in files, sorted by term within each slice. It is put together for one range of terms after the
other, so that memory holds a slice, a range and no more, however many passages there are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.retrieval.rows import GrowingArray

TERMS_AT_ONCE = 1 << 20
"""Terms of a slice's passages, repeated ones too: some 3,000 passages."""
POSTINGS_AT_ONCE = 1 << 20
"""Of the terms of a range, but for those of single terms that have more."""
KEYS_KEPT = 1 << 17
"""Terms whose key is remembered: over 3,408 passages six in seven were."""
_PARTS = {"keys": "<u8", "passages": "<i4", "times": "<f4"}

Keys = NDArray[np.uint64]
Places = NDArray[np.int32]


def key(term: str) -> int:
    """Names a term in 64 bits; a million different ones share a key with a probability of 3e-8."""
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True)
class Postings:
    """A row for each term of each passage, by term and then by passage: the term's key, the passage, how often."""

    keys: Keys
    passages: Places
    times: NDArray[np.float32]

    @classmethod
    def of(cls, keys: Keys, passages: Places) -> Self:
        """Those of terms in the order of their passages, each as often as it stands there."""
        order = np.argsort(keys, kind="stable")
        keys, passages = keys[order], passages[order]
        new = np.ones(len(keys), dtype=bool)
        new[1:] = (keys[1:] != keys[:-1]) | (passages[1:] != passages[:-1])
        firsts = np.flatnonzero(new)
        times = np.diff(np.append(firsts, len(keys))).astype(np.float32)
        return cls(keys[firsts], passages[firsts], times)

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, some: slice) -> Postings:
        return Postings(self.keys[some], self.passages[some], self.times[some])

    def span(self, low: int, high: int | None) -> slice:
        """Where the terms stand whose keys are at least `low` and below `high`."""
        last = len(self) if high is None else int(np.searchsorted(self.keys, np.uint64(high)))
        return slice(int(np.searchsorted(self.keys, np.uint64(low))), last)


def gathered(passages: Iterable[Sequence[str]], folder: Path, lengths: list[int]) -> Iterator[Postings]:
    """The postings of passages given as their terms, a range of terms at a time; the folder holds them meanwhile.

    How many terms each passage has is put into `lengths` before the first range comes.
    """
    borders = [0]
    with (
        GrowingArray(folder / "keys.npy", _PARTS["keys"]) as keys,
        GrowingArray(folder / "passages.npy", _PARTS["passages"]) as places,
        GrowingArray(folder / "times.npy", _PARTS["times"]) as times,
    ):
        for postings in _slices(passages, lengths):
            keys.put(postings.keys)
            places.put(postings.passages)
            times.put(postings.times)
            borders.append(borders[-1] + len(postings))
    if borders[-1]:
        mapped = Postings(*(np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in _PARTS))
        slices = [mapped[slice(start, end)] for start, end in pairwise(borders)]
        for low, high in ranges(borders[-1]):
            some = [each[each.span(low, high)] for each in slices]
            joined = [np.concatenate([getattr(each, name) for each in some]) for name in _PARTS]
            order = np.argsort(joined[0], kind="stable")  # the slices follow one another: passages stay in order
            yield Postings(*(each[order] for each in joined))


def ranges(count: int) -> Iterator[tuple[int, int | None]]:
    """Keys at which ranges of about POSTINGS_AT_ONCE begin and end, None for the end of all: keys are spread evenly."""
    number = 1 + count // POSTINGS_AT_ONCE
    edges = [(place << 64) // number for place in range(number)]
    yield from zip(edges, [*edges[1:], None], strict=True)


def _slices(passages: Iterable[Sequence[str]], lengths: list[int]) -> Iterator[Postings]:
    """The postings of some passages after the other, whole passages each time."""
    known = lru_cache(KEYS_KEPT)(key)
    held: list[int] = []
    places: list[int] = []
    for terms in passages:
        held += map(known, terms)
        places.append(len(terms))
        if len(held) >= TERMS_AT_ONCE:
            yield _slice(held, places, len(lengths))
            lengths += places
            held, places = [], []
    yield _slice(held, places, len(lengths))
    lengths += places


def _slice(keys: Sequence[int], lengths: Sequence[int], first: int) -> Postings:
    passages = np.repeat(np.arange(first, first + len(lengths), dtype=np.int32), lengths)
    return Postings.of(np.array(keys, dtype=np.uint64), passages)
