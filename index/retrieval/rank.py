"""How passages and sentences are ordered: features of a match, weighted as `index.measure.fit` fitted.

Passages are ordered twice: all candidates by features that the indexes give at once, then the best CLOSE of them by
features of their words and sentences.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from index.numbers import in_any_writing
from index.question.asked import FACTOID, counts_unit
from index.question.fresh import around_fresh, said
from index.question.names import names
from index.retrieval.reading import Reading
from index.retrieval.sparse import Sparse
from index.retrieval.surroundings import Surroundings
from index.terms import fold, same_tone, words
from index.types import Query

CLOSE = 10
"""Passages looked at closely; 20 and 30 brought no other first passage on any of our sets."""

FIRST = (
    "dense", "syllables", "bigrams", "syllables_met", "bigrams_met",
    "dense_scaled", "sentence_scaled", "syllables_scaled", "bigrams_scaled",
)  # fmt: skip
_RAW = (
    "dense", "sentence", "bigrams", "bigrams_met", "content_met", "pairs_met", "sentence_met", "sentence_pairs_met",
    "sentence_content_met", "accented_met", "value", "no_value", "no_unit", "no_number", "asks",
    "names_met", "some_name_met", "name_missing", "lead",
)  # fmt: skip
_POOLED = ("dense_scaled", "sentence_scaled", "syllables_scaled", "bigrams_scaled")
"""Columns of FIRST, scaled over all candidates."""
_SIDES = (*_POOLED, "near_scaled")
"""How far each is trusted depends on the question's length too."""
_SCALED = ("sentence_met", "sentence_pairs_met", "accented_met")
SECOND = (*_RAW, *_SIDES, *(f"{name}_long" for name in _SIDES), *(f"{name}_scaled" for name in _SCALED))
SENTENCE = (
    "passage", "dense", "syllables_met", "bigrams_met", "content_met", "syllables_met_nearby",
    "value", "no_value", "value_near", "no_unit", "length", "first",
)  # fmt: skip

MIDDLING, LONGEST = 25, 1.2
"""Terms of a question that counts as neither short nor long, and the logarithm up to which others are told apart."""
_ASKS = re.compile(r"\?[\W_]*$")

_WEIGHTS = "background/weights.json"

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """A coefficient for each name of FIRST, SECOND and SENTENCE, and of `index.retrieval.confidence`'s two models."""

    first: Matrix
    second: Matrix
    sentence: Matrix
    on_topic: Matrix
    answered: Matrix

    @classmethod
    def packaged(cls) -> Weights:
        """The coefficients of the package."""
        text = (resources.files("index") / _WEIGHTS).read_text(encoding="utf-8")
        return cls(**{name: np.array(list(row.values())) for name, row in json.loads(text).items()})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query's terms with their worth: weight times inverse document frequency.

    `content` and `pairs` are the syllables and bigrams that say what it is about, `accented` its accented syllables.
    """

    syllables: Mapping[str, float]
    bigrams: Mapping[str, float]
    content: Mapping[str, float]
    pairs: Mapping[str, float]
    accented: Mapping[str, float]

    @classmethod
    def of(cls, query: Query, sparse: Sparse) -> Wanted:
        """The worth of a query's terms in an index."""
        worth = {term: weight * sparse.idf(term) for term, weight in query.terms.items()}
        about = {term: sparse.idf(term) for term in query.content}
        typed = {match.group() for match in words(same_tone(query.restored).lower())}
        return cls(
            {term: value for term, value in worth.items() if " " not in term},
            {term: value for term, value in worth.items() if " " in term},
            {term: value for term, value in about.items() if " " not in term},
            {term: value for term, value in about.items() if " " in term},
            {syllable: sparse.idf(fold(syllable)) for syllable in typed},
        )


def first_features(wanted: Wanted, cosines: Matrix, sentences: Matrix, scores: Sequence[Matrix]) -> Matrix:
    """One row a passage, one column a name of FIRST.

    `sentences` are the cosines of each passage's best sentence, `scores` its BM25 for each of the syllables and for
    each of the bigrams, shape (terms, passages).
    """
    shares, met = [], []
    for worth, score in zip((wanted.syllables, wanted.bigrams), scores, strict=True):
        total = sum(worth.values()) or 1.0
        shares.append(score.sum(axis=0) / total)
        met.append(np.array(list(worth.values())) @ (score > 0) / total)
    columns = [cosines, *shares, *met]
    return np.stack([*columns, *(scaled(column) for column in (cosines, sentences, *shares))], axis=1)


def second_features(
    query: Query,
    wanted: Wanted,
    readings: Sequence[Reading],
    first: Matrix,
    sentences: Matrix,
    around: Surroundings,
) -> Matrix:
    """One row a reading, one column a name of SECOND; `first` are the same passages' rows of `first_features`."""
    rows = []
    known, named = said(query), names(query.original)
    for reading in readings:
        met = [
            (share(wanted.syllables, held), share(wanted.bigrams, held), share(wanted.content, held))
            for held in reading.sentence_terms
        ]
        best = max(range(len(met)), key=lambda place: met[place][1] + met[place][2])
        value = bool(around_fresh(query.asked, reading.sentences[best], known))
        rows.append(
            (
                share(wanted.content, reading.terms),
                share(wanted.pairs, reading.terms),
                max(single for single, _, _ in met),
                max(pair for _, pair, _ in met),
                met[best][2],
                share(wanted.accented, reading.accented),
                float(value),
                float(query.asked in FACTOID and not value),
                float(bool(query.unit) and not counts_unit(reading.passage.text, query.unit)),
                _missing(query.numbers, reading.terms),
                float(_ASKS.search(reading.sentences[best]) is not None),
                *_named(named, reading.whole),
            )
        )
    dense, bigrams, bigrams_met = (first[:, FIRST.index(name)] for name in ("dense", "bigrams", "bigrams_met"))
    raw = np.column_stack([dense, sentences, bigrams, bigrams_met, np.array(rows), around.lead])
    sides = np.column_stack([first[:, FIRST.index(_POOLED[0]) :], scaled(around.near)])
    length = float(np.clip(np.log(len(query.terms) / MIDDLING), -LONGEST, LONGEST))
    return np.column_stack([raw, sides, sides * length, *(scaled(raw[:, _RAW.index(name)]) for name in _SCALED)])


def sentence_features(query: Query, wanted: Wanted, reading: Reading, cosines: Matrix, passage_score: float) -> Matrix:
    """One row a sentence of one passage, one column a name of SENTENCE.

    `passage_score` is relative to the best passage's: 0 for the best, below for the others.
    """
    rows = []
    known = said(query)
    for place, (text, held) in enumerate(zip(reading.sentences, reading.sentence_terms, strict=True)):
        before = reading.sentence_terms[place - 1] if place else frozenset[str]()
        values = around_fresh(query.asked, text, known)
        rows.append(
            (
                passage_score,
                float(cosines[place]),
                share(wanted.syllables, held),
                share(wanted.bigrams, held),
                share(wanted.content, held),
                share(wanted.syllables, held | before),
                float(bool(values)),
                float(query.asked in FACTOID and not values),
                max((share(wanted.content, near) for near in values), default=0.0),
                float(bool(query.unit) and not counts_unit(text, query.unit)),
                float(np.log(len(text.split()) + 1)),
                float(place == 0),
            )
        )
    return np.array(rows, dtype=np.float64)


def share(worth: Mapping[str, float], held: frozenset[str]) -> float:
    """The share of the terms' worth that is held; 0 where nothing is wanted."""
    total = sum(worth.values())
    return sum([value for term, value in worth.items() if term in held]) / total if total else 0.0


def scaled(scores: Matrix) -> Matrix:
    """Scores moved to 0…1 (min-max); all zero where they are all alike."""
    low, high = float(scores.min()), float(scores.max())
    return (scores - low) / (high - low) if high > low else np.zeros(len(scores))


def _named(named: Sequence[str], text: str) -> tuple[float, float, float]:
    """The share of the names that stand in a text, whether one does, and whether one does not; all 0 without names."""
    met = sum(name in text for name in named)
    return met / len(named) if named else 0.0, float(met > 0), float(met < len(named))


def _missing(numbers: Iterable[str], held: frozenset[str]) -> float:
    """The share of the numbers that are held in no writing."""
    wanted = list(numbers)
    return sum(not held & in_any_writing(number) for number in wanted) / len(wanted) if wanted else 0.0
