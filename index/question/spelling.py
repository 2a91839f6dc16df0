"""Typing errors: a syllable that nothing knows is met by the nearest known one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from index.numbers import roman
from index.question.accents import AccentModel
from index.question.asked import asks_nothing
from index.question.keystrokes import decode
from index.question.phrasebook import Held
from index.terms import fold, words

_LONG = 6
"""Letters from which two errors are allowed in a syllable; below, one."""


_SHORTEST = 3
"""Letters of a syllable that its neighbours may mend; shorter ones are near to too many."""
_HEADS = (("s", "x"), ("tr", "ch"), ("d", "gi", "r", "v"), ("l", "n"), ("c", "k", "q"), ("ng", "ngh"), ("g", "gh"))
"""Initial letters that are taken for one another, by sound or by spelling."""
_OFTEN, _MUCH_MORE = 5, 2
"""How often three syllables must have been seen together to mend one of them, and how many times as often as what was
typed the mended pairs: of the 952 answerable questions of UIT-ViQuAD, which have no such slips, 5 are changed."""


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

    def in_context(self, text: str, held: Held) -> str:
        """A text whose known syllables make sense beside each other: "giả phóng mặt" reads "giai phóng mặt".

        A syllable that was never seen beside its neighbours gives way to what it may be a slip of, where that one
        stands beside one of them in the documents and was seen often with two.
        """
        found = list(words(text))
        folded = [fold(match.group()) for match in found]
        for place, match in enumerate(found):
            if (
                len(folded[place]) >= _SHORTEST
                and folded[place].isalpha()
                and not (asks_nothing(match.group()) or roman(folded[place]))
            ):
                folded[place] = self._fitting(folded, place, held) or folded[place]
        parts, position = [], 0
        for match, meant in zip(found, folded, strict=True):
            if meant != fold(match.group()):
                parts += [text[position : match.start()], meant]
                position = match.end()
        return "".join([*parts, text[position:]])

    def _fitting(self, folded: Sequence[str], place: int, held: Held) -> str:
        """The syllable that was meant at a place; "" where the one there fits, or none fits much better."""
        pairs = [(at, at + 1) for at in (place - 1, place) if 0 <= at < len(folded) - 1]
        if any(held(" ".join(folded[at] for at in pair)) for pair in pairs) or self._in_threes(folded, place):
            return ""
        own = sum(self._accents.times_together(*(folded[at] for at in pair)) for pair in pairs)
        best, most = "", 0
        for other in self._slips(folded[place]):
            run = [*folded[:place], other, *folded[place + 1 :]]
            if any(held(" ".join(run[at] for at in pair)) for pair in pairs):
                times = self._in_threes(run, place)
                together = sum(self._accents.times_together(*(run[at] for at in pair)) for pair in pairs)
                if times > most and times >= _OFTEN and together >= _MUCH_MORE * (own + 1):
                    best, most = other, times
        return best

    def _in_threes(self, folded: Sequence[str], place: int) -> int:
        """How often the syllable at a place was seen with the two before, around or after it, whichever is most."""
        starts = range(max(0, place - 2), min(place, len(folded) - 3) + 1)
        return max((self._accents.times_together(*folded[at : at + 3]) for at in starts), default=0)

    def _slips(self, folded: str) -> Iterator[str]:
        """Known syllables that a typed one may be a slip of: a letter more or less at its end, or another head."""
        ends = [folded[:-1], *(folded + letter for letter in "aceghimnoptuy")]
        heads = [
            other + folded[len(head) :] for one in _HEADS for head in one if folded.startswith(head) for other in one
        ]
        for other in dict.fromkeys((*ends, *heads)):
            if other != folded and other in self._frequency:
                yield other

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
