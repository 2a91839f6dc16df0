"""Diacritics for questions typed without them: a trigram model of syllables and the Viterbi search.

Counts come from the indexed documents and from a background that is part of the package. A sequence's probability is
the linear interpolation of its trigram, bigram and unigram estimates (Jelinek and Mercer, 1980).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.question.grams import BITS, Counts, Grams, Ids
from index.terms import fold, same_tone, words

_MOST_FORMS = 12
_TRIGRAM, _BIGRAM, _UNIGRAM, _FLOOR = 0.65, 0.28, 0.07, 1e-8
_TYPED_BARE = 5.0
"""Log-odds that a bare syllable among accented ones was meant as typed."""
_TYPED_MARK = 9.0
"""Log-odds that a known syllable typed with its diacritics was meant so; "hạn chê" is still read as "hạn chế"."""
_SURELY_BARE = 0.15
"""Below this share of accented syllables a question counts as typed without diacritics; the conclusion has .90."""


class AccentModel:
    """Restores diacritics. Syllable 0 is the edge of a line; a syllable never seen has the number -1."""

    def __init__(self, forms: Sequence[str], single: Ids, pairs: Grams, triples: Grams) -> None:
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
        return cls(counts.forms, counts.single, counts.pairs, counts.triples)

    def counts(self) -> Counts:
        """The counts that the model was made of."""
        return Counts(self._forms, self._single.astype(np.int64), self._pairs, self._triples)

    def none_counted(self) -> Counts:
        """Counts of nothing, for `shifted`: syllables have the model's numbers."""
        return Counts(self._forms)

    def shifted(self, more: Counts, fewer: Counts) -> AccentModel:
        """The model of its counts with some added and some taken away; both began as `none_counted`.

        What is taken away was counted before: `fewer` knows no syllable that the model does not.
        """
        single = np.zeros(len(more.forms), dtype=np.int64)
        single[: len(self._single)] = self._single
        single += more.single
        single[: len(fewer.single)] -= fewer.single
        seen = single > 0
        seen[0] = True
        numbers = np.cumsum(seen) - 1
        pairs = self._pairs.plus(more.pairs).plus(fewer.pairs, -1).renumbered(numbers, 2)
        triples = self._triples.plus(more.triples).plus(fewer.triples, -1).renumbered(numbers, 3)
        return AccentModel(
            [form for form, kept in zip(more.forms, seen, strict=True) if kept], single[seen], pairs, triples
        )

    def folded_frequencies(self) -> dict[str, float]:
        """How often each folded form was seen."""
        return {folded: float(self._single[numbers].sum()) for folded, numbers in self._by_fold.items() if folded}

    def seen_together(self, left: str, right: str) -> bool:
        """Whether some forms of these two folded syllables were seen side by side."""
        first = np.array(self._by_fold.get(left, ()), dtype=np.int64)
        second = np.array(self._by_fold.get(right, ()), dtype=np.int64)
        return bool(self._pairs.count((first[:, None] << BITS) | second[None, :]).any())

    def times_together(self, *folded: str) -> int:
        """How often some forms of these two or three folded syllables were seen one after the other."""
        keys = np.zeros(1, dtype=np.int64)
        for each in folded:
            keys = (keys[:, None] << BITS | np.array(self._by_fold.get(each, ()), dtype=np.int64)[None, :]).ravel()
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
        pair, next_pair = (first << BITS) | second, (second << BITS) | third
        triple = (pair << BITS) | third
        known = (second >= 0) & (third >= 0)
        seen_pair = np.where((first >= 0) & (second >= 0), self._pairs.count(pair), 0)
        seen_triple = np.where(known & (first >= 0), self._triples.count(triple), 0)
        seen_next = np.where(known, self._pairs.count(next_pair), 0)
        one = np.where(second >= 0, self._single[second], 0)
        own = np.where(third >= 0, self._single[third], 0)
        likelihood = _FLOOR + _UNIGRAM * own / self._total
        likelihood = likelihood + _BIGRAM * seen_next / np.maximum(one, 1)
        return np.asarray(np.log(likelihood + _TRIGRAM * seen_triple / np.maximum(seen_pair, 1)))

    def save(self, folder: Path) -> None:
        """Writes the model into a folder that it makes, as arrays that `open` maps."""
        folder.mkdir()
        for name, array in self._arrays().items():
            np.save(folder / f"{name}.npy", array)

    def save_packed(self, path: Path) -> None:
        """Writes the model as one small file, which took 10 s for 78,000 passages and is no longer mapped."""
        arrays = self._arrays()
        for name in ("pair_keys", "triple_keys"):
            arrays[name] = np.diff(arrays[name], prepend=0)
        write: Callable[..., None] = np.savez_compressed
        write(path, **arrays)

    def _arrays(self) -> dict[str, NDArray[Any]]:
        return {
            "forms": np.frombuffer("\n".join(self._forms).encode(), dtype=np.uint8),
            "single": self._single.astype(np.int32),
            "pair_keys": self._pairs.keys,
            "pair_counts": self._pairs.counts,
            "triple_keys": self._triples.keys,
            "triple_counts": self._triples.counts,
        }

    @classmethod
    def open(cls, folder: Path) -> AccentModel:
        """Opens what `save` wrote; pairs and triples are read where they are needed."""
        names = ("forms", "single", "pair_keys", "pair_counts", "triple_keys", "triple_counts")
        forms, single, *grams = (np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in names)
        return cls(_split(forms), single, Grams(*grams[:2]), Grams(*grams[2:]))

    @classmethod
    def open_packed(cls, path: Path) -> AccentModel:
        """Reads what `save_packed` wrote."""
        with np.load(path) as saved:
            pairs = Grams(np.cumsum(saved["pair_keys"]), saved["pair_counts"])
            triples = Grams(np.cumsum(saved["triple_keys"]), saved["triple_counts"])
            return cls(_split(saved["forms"]), saved["single"], pairs, triples)


def _split(forms: NDArray[np.uint8]) -> list[str]:
    return forms.tobytes().decode().split("\n")


def _cased(typed: str, form: str, restored: str) -> str:
    """The restored form in the case that was typed; untouched where nothing changed."""
    if restored == form:
        return typed
    if typed.isupper() and len(typed) > 1:
        return restored.upper()
    return restored.capitalize() if typed[0].isupper() else restored
