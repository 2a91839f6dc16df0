"""What documents call the things that people ask about in everyday words, or in English.

Both phrasebooks are reviewed data files of the package; which of a phrase's administrative words are read depends on
the documents at hand.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from index.terms import bigrams, fold, same_tone, syllables

EVERYDAY, ENGLISH = "everyday", "english"

Held = Callable[[str], bool]
"""Whether any document holds a folded term: a syllable or a pair of them."""
_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of a question's words, `words[start:end]`, and what documents call it, likeliest first; never empty.

    `exact` tells that the words bear the phrase's diacritics.
    """

    start: int
    end: int
    meanings: tuple[str, ...]
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Meanings by the words of a phrase in small letters, and by its folded words for phrases of two or more."""

    meanings: Mapping[_Key, tuple[str, ...]]
    folded: Mapping[_Key, tuple[str, ...]]
    longest: int

    def phrases(self, words: Sequence[str], bare: Sequence[bool], held: Held) -> Iterator[Phrase]:
        """The phrases among words, the longest at each place, with those of their meanings that documents hold.

        `bare` tells of each word whether it was typed without diacritics: its own may have been restored wrongly.
        """
        place = 0
        while place < len(words):
            length, meanings = self._longest(words[place : place + self.longest], bare[place : place + self.longest])
            known = tuple(meaning for meaning in meanings if stands(meaning, held))
            if known:
                yield Phrase(place, place + length, known, tuple(words[place : place + length]) in self.meanings)
            place += length if known else 1

    def _longest(self, words: Sequence[str], bare: Sequence[bool]) -> tuple[int, tuple[str, ...]]:
        for length in range(len(words), 0, -1):
            found = self.meanings.get(tuple(words[:length]), ())
            if not found and length > 1 and all(bare[:length]):
                found = self.folded.get(tuple(map(fold, words[:length])), ())
            if found:
                return length, found
        return 1, ()


def stands(phrase: str, held: Held) -> bool:
    """Whether documents hold a phrase, as far as its pairs of syllables tell; commas part what may stand apart."""
    runs = [syllables(part) for part in phrase.split(",")]
    return all(all(map(held, bigrams(run) if len(run) > 1 else run)) for run in runs)


@cache
def everyday() -> Phrasebook:
    """Everyday words of the package; its file lists them under the administrative ones."""
    meanings: dict[_Key, list[str]] = {}
    for table in _tables(EVERYDAY):
        for meaning, phrases in table.items():
            for phrase in phrases:
                meanings.setdefault(tuple(same_tone(phrase).lower().split()), []).append(same_tone(meaning))
    return _book(meanings)


@cache
def english() -> Phrasebook:
    """English words of the package."""
    return _book(
        {
            tuple(phrase.split()): list(map(same_tone, meanings))
            for table in _tables(ENGLISH)
            for phrase, meanings in table.items()
        }
    )


def texts() -> Iterator[str]:
    """The everyday phrases and their meanings, for counting syllables."""
    for table in _tables(EVERYDAY):
        for meaning, phrases in table.items():
            yield meaning
            yield from phrases


def _tables(name: str) -> list[Mapping[str, list[str]]]:
    text = resources.files("index").joinpath(f"background/{name}.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text).values())


def _book(meanings: Mapping[_Key, Sequence[str]]) -> Phrasebook:
    folded: dict[_Key, tuple[str, ...]] = {}
    for key, values in meanings.items():
        if len(key) > 1:
            plain = tuple(map(fold, key))
            folded[plain] = tuple(dict.fromkeys((*folded.get(plain, ()), *values)))
    exact = {key: tuple(dict.fromkeys(values)) for key, values in meanings.items()}
    return Phrasebook(exact, folded, max(map(len, meanings), default=1))
