"""Diacritics for questions typed without them: a trigram model of syllables and the Viterbi search.

Counts come from the indexed documents and from a background that is part of the package. A syllable's probability
after two others is smoothed by interpolated absolute discounting, and where it falls back on the syllable alone that
counts by how many others it was seen after, not how often (Kneser and Ney, 1995). What stands in the passages that
share most words with a question is likelier in it than elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.question.grams import BITS, Counts, Grams, Ids
from index.terms import fold, same_tone, words

_MOST_FORMS = 12
_DISCOUNT = 2.7
"""Taken off each count of a pair or triple: .9 of what one standing in the documents counts. From .5 to 2.9 tried on
questions of five sets, 2.7 has the fewest wrong syllables: 1.4 of 100, with linear interpolation 2.0."""
_MOST = 0.9
"""The share of a count that is taken off at most."""
_PRIOR = 0.3
"""What the shorter context counts besides what the discounts give it; from .1 to 1 it is all the same."""
_FLOOR = 1e-8
"""Probability of a syllable that was never seen."""
_TYPED_BARE = 5.0
"""Log-odds that a bare syllable among accented ones was meant as typed."""
_TYPED_MARK = 9.0
"""Log-odds that a known syllable typed with its diacritics was meant so; "hạn chê" is still read as "hạn chế"."""
_SURELY_BARE = 0.15
"""Below this share of accented syllables a question counts as typed without diacritics; the conclusion has .90."""

Counted = NDArray[np.float64]
Nearby = Callable[[str], Mapping[str, int]]
"""From a text to the accented syllables of the passages that share most words with it: in how many each stands."""


class AccentModel:
    """Restores diacritics. Syllable 0 is the edge of a line; a syllable never seen has the number -1, and so the last
    place of what is held by number, and is in no key."""

    def __init__(self, forms: Sequence[str], single: Ids, pairs: Grams, triples: Grams) -> None:
        self._forms = list(forms)
        self._number = {form: number for number, form in enumerate(forms)}
        self._single = single.astype(np.float64)
        self._pairs, self._triples = pairs, triples
        after = pairs.endings(len(forms))
        self._seen = np.append(self._single, 0)
        self._different = np.append(pairs.beginning(np.arange(len(forms))), 0)
        self._alone = _FLOOR + np.append(after / max(int(after.sum()), 1), 0)
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

    def restore(self, text: str, nearby: Nearby | None = None) -> str:
        """The text with diacritics where they are missing; what was typed with diacritics stays as it is.

        `nearby` is asked where the text was typed without.
        """
        found = list(words(text))
        if not found:
            return text
        typed = [same_tone(match.group()).lower() for match in found]
        accented = [form != fold(form) for form in typed]
        letters = sum(1 for form in typed if form.isalpha())
        bare = sum(accented) <= _SURELY_BARE * letters
        stay = 0.0 if bare else _TYPED_BARE
        options = [self._options(form, fixed, stay) for form, fixed in zip(typed, accented, strict=True)]
        if nearby and bare:
            near = nearby(text)
            options = [(numbers, odds + self._nearness(numbers, near)) for numbers, odds in options]
        chosen = self._search(options)
        parts, position = [], 0
        for match, form, number in zip(found, typed, chosen, strict=True):
            restored = self._forms[number] if number >= 0 else form
            parts += [text[position : match.start()], _cased(match.group(), form, restored)]
            position = match.end()
        return "".join([*parts, text[position:]])

    def _options(self, form: str, fixed: bool, stay: float) -> tuple[Ids, Counted]:
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

    def _nearness(self, numbers: Ids, near: Mapping[str, int]) -> Counted:
        """The log-odds that the passages nearby give each of the forms, as if each form stood in one more of them."""
        if len(numbers) < 2:
            return np.zeros(len(numbers))
        found = np.array([near.get(self._forms[number], 0) if number >= 0 else 0 for number in numbers.tolist()])
        return np.asarray(np.log((found + 1) / (found.sum() + len(found))))

    def _search(self, options: Sequence[tuple[Ids, Counted]]) -> list[int]:
        """The likeliest sequence, one number an option (Viterbi over pairs of neighbours)."""
        edge = np.zeros(1, dtype=np.int64)
        before, now = edge, edge
        score, seen_pair = np.zeros((1, 1)), np.zeros((1, 1))
        backs: list[NDArray[np.int64]] = []
        for numbers, odds in [*options, (edge, np.zeros(1))]:
            seen_next = self._pairs.count(now[:, None] << BITS | numbers)
            paths = score[:, :, None] + self._log(before, now, numbers, seen_pair, seen_next) + odds
            backs.append(paths.argmax(axis=0))
            score, seen_pair = paths.max(axis=0), seen_next
            before, now = now, numbers
        left, right = np.unravel_index(int(score.argmax()), score.shape)
        chosen: list[int] = []
        for position in range(len(options) - 1, -1, -1):
            chosen.append(int(options[position][0][left]))
            left, right = backs[position + 1][left, right], left
        return chosen[::-1]

    def _log(self, first: Ids, second: Ids, third: Ids, seen_pair: Counted, seen_next: Counted) -> Counted:
        """The logarithm of the probability of each third syllable after each first and second, one axis each.

        `seen_pair` tells how often each second came after each first, `seen_next` each third after each second.
        """
        pairs = first[:, None] << BITS | second
        seen_triple = self._triples.count(pairs[:, :, None] << BITS | third)
        different = self._triples.beginning(pairs)
        shorter = _discounted(
            seen_next, self._seen[second][:, None], self._different[second][:, None], self._alone[third]
        )
        return np.asarray(np.log(_discounted(seen_triple, seen_pair[:, :, None], different[:, :, None], shorter)))

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


def _discounted(seen: Counted, context: Counted, different: Counted, shorter: Counted) -> Counted:
    """The probability of what was `seen` so often in a context that was seen so often, with so many `different` ones.

    What the discounts leave, at most the whole context, is shared out as the `shorter` context says.
    """
    left = np.minimum(_DISCOUNT * different, context) + _PRIOR
    return np.asarray((seen - np.minimum(_DISCOUNT, _MOST * seen) + left * shorter) / (context + _PRIOR))


def _split(forms: NDArray[np.uint8]) -> list[str]:
    return forms.tobytes().decode().split("\n")


def _cased(typed: str, form: str, restored: str) -> str:
    """The restored form in the case that was typed; untouched where nothing changed."""
    if restored == form:
        return typed
    if typed.isupper() and len(typed) > 1:
        return restored.upper()
    return restored.capitalize() if typed[0].isupper() else restored
