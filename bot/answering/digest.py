"""The key sentences of a document or a section, verbatim: those that hold most of what it keeps coming back to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log1p, sqrt

from index.terms import bigrams, syllables
from index.text.sentences import sentences
from index.types import Passage

SENTENCES = 7
"""Two screens of a phone."""

SHORTEST, LONGEST = 8, 90
"""Syllables of a sentence that can stand for others: headings are shorter, endless lists longer."""

FIGURES = 2.0
"""Added to a sentence with figures, as a share of its weight: in reports they are what is looked for."""

OPENING = 0.3
"""The same for the first sentence of a section, which commonly names its subject."""

SAME_SECTION = 0.5
"""What a sentence is worth when its section has given one already."""

TITLE_SHARE = 0.8
"""A sentence with so many of its syllables in the title says nothing new."""

_FIGURE = re.compile(r"(?<![\d(./-])\d{1,3}(?:[.,]\d+)?(?:/\d{1,3})?(?![\d)/-])")
_DATE_BEFORE = re.compile(r"(?:ngày|tháng|năm|thứ|số|khóa|quý|điều|khoản|điểm|covid-)\s*$", re.IGNORECASE)


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
    factor: float

    @property
    def section(self) -> tuple[str, ...]:
        return self.sentence.passage.headings


def key_sentences(passages: Iterable[Passage], title: str = "", most: int = SENTENCES) -> tuple[KeySentence, ...]:
    """At most `most` sentences in reading order, chosen so that none repeats the title or another."""
    candidates = list(_candidates(passages, frozenset(syllables(title))))
    counts = Counter(term for candidate in candidates for term in candidate.terms)
    worth = {term: log1p(count - 1) for term, count in counts.items()}
    chosen: list[_Candidate] = []
    while len(chosen) < min(most, len(candidates)):
        taken = {each.section for each in chosen}
        left = [each for each in candidates if each not in chosen]
        best = max(left, key=lambda each: _weight(each, worth) * (SAME_SECTION if each.section in taken else 1))
        chosen.append(best)
        worth |= {term: worth[term] / 2 for term in best.terms}
    return tuple(each.sentence for each in candidates if each in chosen)


def _candidates(passages: Iterable[Passage], title: frozenset[str]) -> Iterable[_Candidate]:
    before: tuple[str, ...] | None = None
    for passage in passages:
        for number, (start, end) in enumerate(sentences(passage.text)):
            text = passage.text[start:end]
            parts = syllables(text)
            known = sum(part in title for part in parts) / max(len(parts), 1)
            if SHORTEST <= len(parts) <= LONGEST and known < TITLE_SHARE:
                opens = number == 0 and passage.headings != before
                factor = 1 + FIGURES * _has_figures(text) + OPENING * opens
                yield _Candidate(KeySentence(passage, start, end), frozenset(bigrams(parts)), factor)
        before = passage.headings


def _has_figures(text: str) -> bool:
    """Whether there is a number that is no date, no ordinal and no list mark."""
    return any(not _DATE_BEFORE.search(text[: match.start()]) for match in _FIGURE.finditer(text))


def _weight(candidate: _Candidate, worth: dict[str, float]) -> float:
    """What a sentence covers, for its length: long ones would otherwise always win."""
    covered = sum(worth[term] for term in candidate.terms)
    return candidate.factor * covered / sqrt(len(candidate.terms) + 1)
