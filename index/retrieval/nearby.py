"""The accented syllables of the passages that share most words with a text, which need no diacritics to be found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from index.question.query import BIGRAM_WEIGHT
from index.retrieval.reading import Readings
from index.retrieval.sparse import Sparse
from index.terms import bigrams, syllables

PASSAGES = 5
"""With 3, and with 10, more syllables of our question sets were restored wrongly."""


@dataclass(frozen=True, slots=True)
class Nearby:
    """Looks texts up in one generation."""

    sparse: Sparse
    readings: Readings

    def __call__(self, text: str) -> Mapping[str, int]:
        """The accented syllables of the PASSAGES nearest passages by BM25: in how many of them each stands."""
        parts = syllables(text)
        weights = dict.fromkeys(parts, 1.0) | dict.fromkeys(bigrams(parts), BIGRAM_WEIGHT)
        found: Counter[str] = Counter()
        for position in self.sparse.best(weights, PASSAGES).tolist():
            found.update(self.readings(position).accented)
        return found
