"""Typing errors: a syllable that nothing knows is met by the nearest known one."""

from __future__ import annotations

from collections.abc import Mapping

from index.accents import AccentModel
from index.keystrokes import decode
from index.terms import fold

_LONG = 6
"""Letters from which two errors are allowed in a syllable; below, one."""


class Speller:
    """Mends unknown syllables with what the documents and the background know."""

    def __init__(self, accents: AccentModel) -> None:
        self._accents = accents
        self._frequency: Mapping[str, float] = accents.folded_frequencies()
        self._known = [folded for folded in self._frequency if folded.isalpha()]

    def mend(self, word: str) -> str:
        """The word, or what it was meant to be: one known folded form, or two where a space was left out.

        Words with digits, capitals inside or no near neighbour stay as they are.
        """
        folded = fold(word)
        if folded in self._frequency or not folded.isalnum() or folded.isdigit():
            return word
        decoded = decode(word)
        if decoded and fold(decoded) in self._frequency:
            return fold(decoded)
        if not folded.isalpha() or len(folded) < 3 or (word.isupper() and len(word) <= 6):
            return word
        return self._halves(folded) or self._nearest(folded) or word

    def _halves(self, folded: str) -> str:
        splits = [(folded[:cut], folded[cut:]) for cut in range(2, len(folded) - 1)]
        known = [(left, right) for left, right in splits if self._accents.seen_together(left, right)]
        best = max(known, key=lambda pair: min(self._frequency[pair[0]], self._frequency[pair[1]]), default=None)
        return " ".join(best) if best else ""

    def _nearest(self, folded: str) -> str:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        limit = 2 if len(folded) >= _LONG else 1
        near = extract(folded, self._known, scorer=OSA.distance, score_cutoff=limit, limit=20)
        best = min(near, key=lambda found: (found[1], -self._frequency[found[0]]), default=None)
        return best[0] if best else ""
