"""Diacritics for questions typed without them: a trigram model of syllables and the Viterbi search.

Counts come from the indexed documents and from a background that is part of the package. A sequence's probability is
the linear interpolation of its trigram, bigram and unigram estimates (Jelinek and Mercer, 1980).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.terms import fold, same_tone, words

_BITS = 21
"""Of a syllable's number, so that three fit into 63 bits."""
_MASK = (1 << _BITS) - 1
_MOST_FORMS = 12
_TRIGRAM, _BIGRAM, _UNIGRAM, _FLOOR = 0.65, 0.28, 0.07, 1e-8
_TYPED_BARE = 5.0
"""Log-odds that a bare syllable among accented ones was meant as typed."""
_TYPED_MARK = 9.0
"""Log-odds that a known syllable typed with its diacritics was meant so; "hạn chê" is still read as "hạn chế"."""
_SURELY_BARE = 0.15
"""Below this share of accented syllables a question counts as typed without diacritics; the conclusion has .90."""
_EDGE = ""

Ids = NDArray[np.int64]


class Counts:
    """How often syllables, pairs and triples of them were seen; grows while a model is made."""

    def __init__(self) -> None:
        self.single: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.triples: Counter[tuple[str, str, str]] = Counter()

    def add(self, text: str, weight: int = 1) -> None:
        """Counts a text's syllables line by line; the ends of a line count as a syllable of their own."""
        for line in text.splitlines():
            run = [_EDGE, *(match.group() for match in words(same_tone(line).lower())), _EDGE]
            for triple in zip(run, run[1:], run[2:], strict=False):
                self.triples[triple] += weight
            for pair in pairwise(run):
                self.pairs[pair] += weight
            for syllable in run[:-1]:
                self.single[syllable] += weight

    def update(self, other: Counts) -> None:
        """Adds another's counts to these."""
        self.single.update(other.single)
        self.pairs.update(other.pairs)
        self.triples.update(other.triples)

    def pruned(self, least_pair: int, least_triple: int) -> Counts:
        """A copy without pairs and triples seen less often."""
        kept = Counts()
        kept.single = Counter(self.single)
        kept.pairs = Counter({key: count for key, count in self.pairs.items() if count >= least_pair})
        kept.triples = Counter({key: count for key, count in self.triples.items() if count >= least_triple})
        return kept


@dataclass(frozen=True, slots=True)
class _Grams:
    """Sorted keys of n syllable numbers and their counts."""

    keys: Ids
    counts: NDArray[np.int32]

    def count(self, keys: Ids) -> NDArray[np.float64]:
        """The counts of these keys, 0 where unseen; any shape."""
        if not len(self.keys):
            return np.zeros(keys.shape)
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[places] == keys, self.counts[places], 0).astype(np.float64)

    def plus(self, other: _Grams, sign: int = 1) -> _Grams:
        """The sums of both, or with -1 the differences; without those that are not seen any more."""
        keys = np.concatenate([self.keys, other.keys])
        counts = np.concatenate([self.counts, sign * other.counts])
        order = np.argsort(keys, kind="stable")
        keys, firsts = np.unique(keys[order], return_index=True)
        sums = np.add.reduceat(counts[order], firsts) if len(firsts) else counts
        return _Grams(keys[sums > 0], sums[sums > 0].astype(np.int32))

    def renumbered(self, numbers: Ids, length: int) -> _Grams:
        """The same with other numbers, which keep the order."""
        keys = np.zeros(len(self.keys), dtype=np.int64)
        for place in range(length - 1, -1, -1):
            keys = (keys << _BITS) | numbers[self.keys >> place * _BITS & _MASK]
        return _Grams(keys, self.counts)


class AccentModel:
    """Restores diacritics. Syllable 0 is the edge of a line; a syllable never seen has the number -1."""

    def __init__(self, forms: Sequence[str], single: NDArray[np.int32], pairs: _Grams, triples: _Grams) -> None:
        self._forms = list(forms)
        self._number = {form: number for number, form in enumerate(forms)}
        self._single = single.astype(np.float64)
        self._total = max(float(self._single.sum()), 1.0)
        self._pairs, self._triples = pairs, triples
        self._by_fold: dict[str, list[int]] = {}
        for number in np.argsort(-single, kind="stable").tolist():
            variants = self._by_fold.setdefault(fold(self._forms[number]), [])
            if len(variants) < _MOST_FORMS:
                variants.append(number)

    @classmethod
    def of(cls, counts: Counts) -> AccentModel:
        """The model of these counts."""
        forms = [_EDGE, *(form for form, _ in counts.single.most_common() if form != _EDGE)]
        number = {form: place for place, form in enumerate(forms)}
        single = np.array([counts.single[form] for form in forms], dtype=np.int32)
        return cls(forms, single, _grams(counts.pairs.items(), number), _grams(counts.triples.items(), number))

    def __contains__(self, syllable: str) -> bool:
        """Whether this accented syllable was seen."""
        return same_tone(syllable).lower() in self._number

    def knows_fold(self, folded: str) -> bool:
        """Whether any syllable with this folded form was seen."""
        return folded in self._by_fold

    def counts(self) -> Counts:
        """The counts that the model was made of."""
        counts = Counts()
        counts.single.update({form: int(count) for form, count in zip(self._forms, self._single, strict=True)})
        for key, count in zip(self._pairs.keys.tolist(), self._pairs.counts.tolist(), strict=True):
            counts.pairs[self._forms[key >> _BITS], self._forms[key & _MASK]] = count
        for key, count in zip(self._triples.keys.tolist(), self._triples.counts.tolist(), strict=True):
            first, second = self._forms[key >> 2 * _BITS], self._forms[key >> _BITS & _MASK]
            counts.triples[first, second, self._forms[key & _MASK]] = count
        return counts

    def shifted(self, more: Counts, fewer: Counts) -> AccentModel:
        """The model of its counts with some added and some taken away."""
        new = [form for form in more.single if form not in self._number]
        forms = [*self._forms, *new]
        number = {form: place for place, form in enumerate(forms)}
        single = np.concatenate([self._single, np.zeros(len(new))])
        for counts, sign in ((more, 1), (fewer, -1)):
            for form, count in counts.single.items():
                single[number[form]] += sign * count
        pairs = self._pairs.plus(_grams(more.pairs.items(), number)).plus(_grams(fewer.pairs.items(), number), -1)
        triples = self._triples.plus(_grams(more.triples.items(), number))
        triples = triples.plus(_grams(fewer.triples.items(), number), -1)
        seen = single > 0
        seen[0] = True
        renumbered = np.cumsum(seen) - 1
        return AccentModel(
            [form for form, kept in zip(forms, seen, strict=True) if kept],
            single[seen].astype(np.int32),
            pairs.renumbered(renumbered, 2),
            triples.renumbered(renumbered, 3),
        )

    def folded_frequencies(self) -> dict[str, float]:
        """How often each folded form was seen."""
        return {folded: float(self._single[numbers].sum()) for folded, numbers in self._by_fold.items() if folded}

    def seen_together(self, left: str, right: str) -> bool:
        """Whether some forms of these two folded syllables were seen side by side."""
        first = np.array(self._by_fold.get(left, ()), dtype=np.int64)
        second = np.array(self._by_fold.get(right, ()), dtype=np.int64)
        return bool(self._pairs.count((first[:, None] << _BITS) | second[None, :]).any())

    def times_together(self, *folded: str) -> int:
        """How often some forms of these two or three folded syllables were seen one after the other."""
        keys = np.zeros(1, dtype=np.int64)
        for each in folded:
            keys = (keys[:, None] << _BITS | np.array(self._by_fold.get(each, ()), dtype=np.int64)[None, :]).ravel()
        return int((self._triples if len(folded) > 2 else self._pairs).count(keys).sum())

    def restore(self, text: str) -> str:
        """The text with diacritics where they are missing; what was typed with diacritics stays as it is."""
        found = list(words(text))
        if not found:
            return text
        typed = [same_tone(match.group()).lower() for match in found]
        accented = [form != fold(form) for form in typed]
        letters = sum(1 for form in typed if form.isalpha())
        stay = _TYPED_BARE if sum(accented) > _SURELY_BARE * letters else 0.0
        options = [self._options(form, fixed, stay) for form, fixed in zip(typed, accented, strict=True)]
        chosen = self._search(options)
        parts, position = [], 0
        for match, form, number in zip(found, typed, chosen, strict=True):
            restored = self._forms[number] if number >= 0 else form
            parts += [text[position : match.start()], _cased(match.group(), form, restored)]
            position = match.end()
        return "".join([*parts, text[position:]])

    def _options(self, form: str, fixed: bool, stay: float) -> tuple[Ids, NDArray[np.float64]]:
        """Numbers of the forms that a typed syllable may stand for, and the log-odds of each.

        An accented form that was never seen may be a slip of the keys: its other forms are tried beside it.
        """
        folded = fold(form)
        if not form.isalpha() or folded not in self._by_fold:
            return np.array([self._number.get(form, -1)], dtype=np.int64), np.zeros(1)
        numbers = self._by_fold[folded]
        if fixed and form in self._number:
            odds = [0.0 if self._forms[number] == form else -_TYPED_MARK for number in numbers]
            return np.array(numbers, dtype=np.int64), np.array(odds)
        if fixed:
            return np.array([*numbers, -1], dtype=np.int64), np.array([*(-_TYPED_BARE for _ in numbers), 0.0])
        odds = [0.0 if self._forms[number] == form or form not in self._number else -stay for number in numbers]
        return np.array(numbers, dtype=np.int64), np.array(odds)

    def _search(self, options: Sequence[tuple[Ids, NDArray[np.float64]]]) -> list[int]:
        """The likeliest sequence, one number an option (Viterbi over pairs of neighbours)."""
        edge = np.zeros(1, dtype=np.int64)
        before, now = edge, edge
        score = np.zeros((1, 1))
        backs: list[NDArray[np.int64]] = []
        for numbers, odds in [*options, (edge, np.zeros(1))]:
            step = self._log(before[:, None, None], now[None, :, None], numbers[None, None, :])
            paths = score[:, :, None] + step + odds[None, None, :]
            backs.append(paths.argmax(axis=0))
            score = paths.max(axis=0)
            before, now = now, numbers
        left, right = np.unravel_index(int(score.argmax()), score.shape)
        chosen: list[int] = []
        for position in range(len(options) - 1, -1, -1):
            chosen.append(int(options[position][0][left]))
            left, right = backs[position + 1][left, right], left
        return chosen[::-1]

    def _log(self, first: Ids, second: Ids, third: Ids) -> NDArray[np.float64]:
        pair, next_pair = (first << _BITS) | second, (second << _BITS) | third
        triple = (pair << _BITS) | third
        known = (second >= 0) & (third >= 0)
        seen_pair = np.where((first >= 0) & (second >= 0), self._pairs.count(pair), 0)
        seen_triple = np.where(known & (first >= 0), self._triples.count(triple), 0)
        seen_next = np.where(known, self._pairs.count(next_pair), 0)
        one = np.where(second >= 0, self._single[second], 0)
        own = np.where(third >= 0, self._single[third], 0)
        likelihood = _FLOOR + _UNIGRAM * own / self._total
        likelihood = likelihood + _BIGRAM * seen_next / np.maximum(one, 1)
        return np.asarray(np.log(likelihood + _TRIGRAM * seen_triple / np.maximum(seen_pair, 1)))

    def save(self, path: Path, *, small: bool = False) -> None:
        """Writes the model as one file; a `small` one is compressed, which took 10 s for 78,000 passages."""
        write: Callable[..., None] = np.savez_compressed if small else np.savez
        write(
            path,
            forms=np.frombuffer("\n".join(self._forms).encode(), dtype=np.uint8),
            single=self._single.astype(np.int32),
            pair_keys=_deltas(self._pairs.keys),
            pair_counts=self._pairs.counts,
            triple_keys=_deltas(self._triples.keys),
            triple_counts=self._triples.counts,
        )

    @classmethod
    def open(cls, path: Path) -> AccentModel:
        """Reads a saved model."""
        with np.load(path) as saved:
            forms = saved["forms"].tobytes().decode().split("\n")
            pairs = _Grams(np.cumsum(saved["pair_keys"]), saved["pair_counts"])
            triples = _Grams(np.cumsum(saved["triple_keys"]), saved["triple_counts"])
            return cls(forms, saved["single"], pairs, triples)


def _grams(items: Iterable[tuple[tuple[str, ...], int]], number: dict[str, int]) -> _Grams:
    keyed = []
    for parts, count in items:
        key = 0
        for part in parts:
            key = (key << _BITS) | number[part]
        keyed.append((key, count))
    keyed.sort()
    return _Grams(
        np.array([key for key, _ in keyed], dtype=np.int64), np.array([count for _, count in keyed], dtype=np.int32)
    )


def _deltas(keys: Ids) -> Ids:
    return np.diff(keys, prepend=0)


def _cased(typed: str, form: str, restored: str) -> str:
    """The restored form in the case that was typed; untouched where nothing changed."""
    if restored == form:
        return typed
    if typed.isupper() and len(typed) > 1:
        return restored.upper()
    return restored.capitalize() if typed[0].isupper() else restored
