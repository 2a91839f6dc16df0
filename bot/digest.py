"""The key sentences of a document or a section, verbatim: those that hold most of what it keeps coming back to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log1p, sqrt

from index.sentences import sentences
from index.terms import bigrams, syllables
from index.types import Passage

SENTENCES = 5
"""What a phone shows without scrolling far."""

SHORTEST, LONGEST = 8, 90
"""Syllables of a sentence that can stand for others: headings are shorter, endless lists longer."""

FIGURES = 0.25
"""Added to a sentence with figures, as a share of its weight: in reports they are what is looked for."""

OPENING = 0.15
"""The same for the first sentence of a section, which commonly names its subject."""


@dataclass(frozen=True, slots=True)
class KeySentence:
    """`passage.text[start:end]`."""

    passage: Passage
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    sentence: KeySentence
    terms: frozenset[str]
    bonus: float


def key_sentences(passages: Iterable[Passage], most: int = SENTENCES) -> tuple[KeySentence, ...]:
    """At most `most` sentences in reading order, chosen so that none repeats another."""
    candidates = list(_candidates(passages))
    worth = {term: log1p(count - 1) for term, count in _counts(candidates).items()}
    chosen: list[_Candidate] = []
    while len(chosen) < min(most, len(candidates)):
        best = max((each for each in candidates if each not in chosen), key=lambda each: _weight(each, worth))
        chosen.append(best)
        worth |= {term: worth[term] / 2 for term in best.terms}
    return tuple(each.sentence for each in candidates if each in chosen)


def _candidates(passages: Iterable[Passage]) -> Iterable[_Candidate]:
    before: tuple[str, ...] | None = None
    for passage in passages:
        for number, (start, end) in enumerate(sentences(passage.text)):
            text = passage.text[start:end]
            parts = syllables(text)
            if SHORTEST <= len(parts) <= LONGEST:
                first = number == 0 and passage.headings != before
                bonus = FIGURES * any(map(str.isdigit, text)) + OPENING * first
                yield _Candidate(KeySentence(passage, start, end), frozenset(bigrams(parts)), bonus)
        before = passage.headings


def _counts(candidates: Sequence[_Candidate]) -> Counter[str]:
    """In how many sentences each pair of syllables stands."""
    return Counter(term for candidate in candidates for term in candidate.terms)


def _weight(candidate: _Candidate, worth: dict[str, float]) -> float:
    """What a sentence covers, for its length: long ones would otherwise always win."""
    covered = sum(worth[term] for term in candidate.terms)
    return covered / sqrt(len(candidate.terms) + 1) * (1 + candidate.bonus)
