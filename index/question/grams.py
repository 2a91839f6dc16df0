"""How often syllables follow one another: counted in a stream, held as sorted arrays.

A syllable is a number of BITS bits, a pair or a triple the number that its syllables make together: 12 bytes with its
count, where a dictionary holds a tuple of strings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.terms import same_tone, words

BITS = 21
"""Of a syllable's number, so that three fit into 63 bits."""
_MASK = (1 << BITS) - 1
EDGE = ""
"""The end of a line, the syllable with the number 0."""
_BREAK = -1
"""Between lines, and in place of a syllable for which there is no number left: nothing over it is counted."""
_SYLLABLES_AT_ONCE = 1 << 20
"""Held as they are until they are counted."""

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Grams:
    """Sorted keys of n syllable numbers and their counts."""

    keys: Ids
    counts: NDArray[np.int32]

    @classmethod
    def none(cls) -> Self:
        """Nothing seen."""
        return cls(np.empty(0, np.int64), np.empty(0, np.int32))

    def __len__(self) -> int:
        return len(self.keys)

    def count(self, keys: Ids) -> NDArray[np.float64]:
        """The counts of these keys, 0 where unseen; any shape."""
        if not len(self.keys):
            return np.zeros(keys.shape)
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[places] == keys, self.counts[places], 0).astype(np.float64)

    def beginning(self, start: Ids) -> NDArray[np.float64]:
        """How many different keys begin with these, which are one syllable shorter; any shape."""
        first = np.maximum(start, 0)
        found = np.searchsorted(self.keys, (first + 1) << BITS) - np.searchsorted(self.keys, first << BITS)
        return np.asarray(found, dtype=np.float64)

    def endings(self, syllables: int) -> Ids:
        """How many different keys end with each of so many syllables."""
        return np.bincount(self.keys & _MASK, minlength=syllables)

    def plus(self, other: Grams, sign: int = 1) -> Grams:
        """The sums of both, or with -1 the differences; without those that are not seen any more."""
        if not len(other):
            return self
        keys = np.concatenate([self.keys, other.keys])
        counts = np.concatenate([self.counts, sign * other.counts])
        order = np.argsort(keys, kind="stable")
        keys, firsts = np.unique(keys[order], return_index=True)
        sums = np.add.reduceat(counts[order], firsts)
        return Grams(keys[sums > 0], sums[sums > 0].astype(np.int32))

    def renumbered(self, numbers: Ids, length: int) -> Grams:
        """The same with other numbers, which keep the order."""
        keys = np.zeros(len(self.keys), dtype=np.int64)
        for place in range(length - 1, -1, -1):
            keys = (keys << BITS) | numbers[self.keys >> place * BITS & _MASK]
        return Grams(keys, self.counts)

    def named(self, forms: Sequence[str], length: int) -> dict[tuple[str, ...], int]:
        """Counts by syllables."""
        places = range(length - 1, -1, -1)
        return {
            tuple(forms[key >> place * BITS & _MASK] for place in places): count
            for key, count in zip(self.keys.tolist(), self.counts.tolist(), strict=True)
        }


class Counts:
    """How often syllables, pairs and triples of them were seen; grows while a model is made."""

    def __init__(
        self, forms: Sequence[str] = (EDGE,), single: Ids | None = None, pairs: Grams | None = None,
        triples: Grams | None = None,
    ) -> None:  # fmt: skip
        """Begins with syllables that have numbers already, the edge first, and with what was seen of them."""
        self._numbers = {form: number for number, form in enumerate(forms)}
        self._single = np.zeros(len(forms), dtype=np.int64) if single is None else single
        self._pairs = [pairs or Grams.none()]
        self._triples = [triples or Grams.none()]
        self._held: list[int] = []
        self._weight = 1

    def add(self, text: str, weight: int = 1) -> None:
        """Counts a text's syllables line by line; the ends of a line count as a syllable of their own."""
        if weight != self._weight:
            self._count()
            self._weight = weight
        numbers, held = self._numbers, self._held
        for line in text.splitlines():
            held.append(0)
            for match in words(same_tone(line).lower()):
                form = match.group()
                number = numbers.get(form)
                if number is None:
                    number = numbers[form] = len(numbers) if len(numbers) <= _MASK else _BREAK
                held.append(number)
            held += (0, _BREAK)
        if len(held) >= _SYLLABLES_AT_ONCE:
            self._count()

    @property
    def forms(self) -> list[str]:
        """Every syllable, at its number."""
        return [form for form, number in self._numbers.items() if number != _BREAK]

    @property
    def single(self) -> Ids:
        """How often each syllable was seen, by its number."""
        self._count()
        single = np.zeros(len(self.forms), dtype=np.int64)
        single[: len(self._single)] = self._single
        return single

    @property
    def pairs(self) -> Grams:
        """Every pair that was seen."""
        self._count()
        return _put_together(self._pairs)

    @property
    def triples(self) -> Grams:
        """Every triple that was seen."""
        self._count()
        return _put_together(self._triples)

    def named(self) -> tuple[Mapping[str, int], Mapping[tuple[str, ...], int], Mapping[tuple[str, ...], int]]:
        """Syllables, pairs and triples by their letters."""
        forms = self.forms
        seen = {form: count for form, count in zip(forms, self.single.tolist(), strict=True) if count}
        return seen, self.pairs.named(forms, 2), self.triples.named(forms, 3)

    def _count(self) -> None:
        """Counts what is held."""
        if not self._held:
            return
        run = np.array(self._held, dtype=np.int64)
        self._held.clear()
        first, second, third = run[:-2], run[1:-1], run[2:]
        left, right = run[:-1], run[1:]
        pair, triple = (left >= 0) & (right >= 0), (first >= 0) & (second >= 0) & (third >= 0)
        self._single = _sum(self._single, np.bincount(left[pair]) * self._weight)
        self._put(self._pairs, (left << BITS | right)[pair])
        self._put(self._triples, ((first << BITS | second) << BITS | third)[triple])

    def _put(self, levels: list[Grams], keys: Ids) -> None:
        """Puts keys beside what was seen before; what is not much more than the last is added to it."""
        different, counts = np.unique(keys, return_counts=True)
        levels.append(Grams(different, (counts * self._weight).astype(np.int32)))
        while len(levels) > 1 and len(levels[-2]) < 2 * len(levels[-1]):
            levels[-2:] = [levels[-2].plus(levels[-1])]


def _sum(one: Ids, other: Ids) -> Ids:
    total = np.zeros(max(len(one), len(other)), dtype=np.int64)
    total[: len(one)] += one
    total[: len(other)] += other
    return total


def _put_together(levels: list[Grams]) -> Grams:
    while len(levels) > 1:
        levels[-2:] = [levels[-2].plus(levels[-1])]
    return levels[0]
