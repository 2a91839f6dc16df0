"""How passages and sentences are ordered: features of a match, weighted by coefficients that were fitted.

The coefficients were fitted by `index.fit` on question sets of several kinds, as a softmax over a question's candidates;
each set was also ranked with coefficients fitted on the others alone, and gained.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.asked import holds
from index.sparse import Sparse
from index.terms import terms
from index.types import Asked, Query

PASSAGE_FEATURES = (
    "dense", "syllables", "bigrams", "syllables_met", "bigrams_met",
    "dense_scaled", "sentence_scaled", "syllables_scaled", "bigrams_scaled",
)  # fmt: skip
PASSAGE_WEIGHTS = np.array([36.6, -9.2, -10.6, 5.2, 4.6, 0.2, 6.1, 4.3, 3.3])
SENTENCE_FEATURES = (
    "passage", "dense", "syllables_met", "bigrams_met", "syllables_met_nearby",
    "value", "no_value", "length", "first",
)  # fmt: skip
SENTENCE_WEIGHTS = np.array([0.55, 23.0, 1.0, 1.9, 2.6, 0.66, -0.9, 0.35, 0.5])

_OF_A_FORM = frozenset({Asked.NUMBER, Asked.DATE, Asked.PERSON, Asked.PLACE})

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query's terms with their worth: weight times inverse document frequency, of syllables and of bigrams."""

    syllables: Mapping[str, float]
    bigrams: Mapping[str, float]

    @classmethod
    def of(cls, query: Query, sparse: Sparse) -> Wanted:
        """The worth of a query's terms in an index."""
        worth = {term: weight * sparse.idf(term) for term, weight in query.terms.items()}
        return cls(
            {term: value for term, value in worth.items() if " " not in term},
            {term: value for term, value in worth.items() if " " in term},
        )


def passage_features(
    query: Query, wanted: Wanted, sparse: Sparse, positions: NDArray[np.int64], cosines: Scores, sentences: Scores
) -> Scores:
    """One row a passage, one column a name of PASSAGE_FEATURES."""
    columns = [cosines]
    met = []
    for worth in (wanted.syllables, wanted.bigrams):
        total = sum(worth.values()) or 1.0
        weights = {term: query.terms[term] for term in worth}
        columns.append(sparse.scores(weights)[positions].astype(np.float64) / total)
        met.append(sum((value * sparse.holds(term, positions) for term, value in worth.items()), np.zeros(len(positions))) / total)
    columns += met
    columns += [_scaled(column) for column in (cosines, sentences, columns[1], columns[2])]
    return np.stack(columns, axis=1)


def sentence_features(
    query: Query, wanted: Wanted, texts: Sequence[str], cosines: Scores, passage_score: float
) -> Scores:
    """One row a sentence of one passage, one column a name of SENTENCE_FEATURES.

    `passage_score` is relative to the best passage's: 0 for the best, below for the others.
    """
    held = [frozenset(terms(text)) for text in texts]
    rows = []
    for place, text in enumerate(texts):
        before = held[place - 1] if place else frozenset[str]()
        form = query.asked in _OF_A_FORM
        value = form and holds(query.asked, text)
        rows.append(
            (
                passage_score,
                float(cosines[place]),
                _share(wanted.syllables, held[place]),
                _share(wanted.bigrams, held[place]),
                _share(wanted.syllables, held[place] | before),
                float(value),
                float(form and not value),
                float(np.log(len(text.split()) + 1)),
                float(place == 0),
            )
        )
    return np.array(rows, dtype=np.float64)


def _share(worth: Mapping[str, float], held: frozenset[str]) -> float:
    total = sum(worth.values())
    return sum(value for term, value in worth.items() if term in held) / total if total else 0.0


def _scaled(scores: Scores) -> Scores:
    """Scores moved to 0…1 (min-max); all zero where they are all alike."""
    low, high = float(scores.min()), float(scores.max())
    return (scores - low) / (high - low) if high > low else np.zeros(len(scores))
