"""Search over one generation: both sides bring candidates, fitted ranks order them and their sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.library.corpus import Corpus
from index.question import abbreviations
from index.question.accents import AccentModel
from index.question.query import Understanding
from index.question.spelling import Speller
from index.retrieval.dense import Dense
from index.retrieval.derive import ACCENTS
from index.retrieval.nearby import Nearby
from index.retrieval.rank import (
    CLOSE,
    SECOND,
    SENTENCE,
    Matrix,
    Wanted,
    Weights,
    first_features,
    second_features,
    sentence_features,
)
from index.retrieval.reading import Reading, Readings
from index.retrieval.sentence_vectors import SentenceVectors
from index.retrieval.sparse import Sparse
from index.retrieval.surroundings import Surroundings
from index.types import DenseIndex, Encoder, Evidence, Found, Hit, Query, Reranker, Vectors

POOL = 100
"""Passages that each side brings; the right one is among the two sides' best 60 for 99.5% of our questions."""
READ = 6
"""Passages whose sentences may be quoted."""


@dataclass(frozen=True, slots=True)
class Look:
    """The candidates of a query as both sides see them, one row a passage in `positions`, `features` and `sentences`.

    `sentences` are the cosines of each passage's best sentence.
    """

    wanted: Wanted
    vector: Vectors
    positions: NDArray[np.int64]
    sentences: Matrix
    features: Matrix


@dataclass(frozen=True, slots=True)
class Searcher:
    """One generation, opened for questions; safe to share between threads."""

    corpus: Corpus
    dense: DenseIndex
    sentences: SentenceVectors
    sparse: Sparse
    understanding: Understanding
    encoder: Encoder
    weights: Weights
    readings: Readings
    reranker: Reranker | None = None

    @classmethod
    def open(
        cls, folder: Path, encoder: Encoder, reranker: Reranker | None = None, dense: DenseIndex | None = None
    ) -> Searcher:
        """Opens what `index.retrieval.derive` wrote; the caller has checked the folder's manifest.

        `dense` stands in for the folder's own index, which then may be missing.
        """
        accents = AccentModel.open(folder / ACCENTS)
        known = abbreviations.packaged().with_defined(abbreviations.open_defined(folder))
        corpus = Corpus.open(folder)
        sparse, readings = Sparse(folder), Readings(corpus)
        nearby = Nearby(sparse, readings)
        return cls(
            corpus=corpus,
            dense=dense or Dense(folder),
            sentences=SentenceVectors(folder),
            sparse=sparse,
            understanding=Understanding(accents, known, Speller(accents), sparse.__contains__, nearby),
            encoder=encoder,
            weights=Weights.packaged(),
            readings=readings,
            reranker=reranker,
        )

    def understand(self, question: str, earlier: Sequence[str] = ()) -> Query:
        """The query of a question after the conversation's earlier ones. Raises QuestionError."""
        return self.understanding.query(question, earlier)

    def search(self, query: Query, k: int = 10) -> tuple[Hit, ...]:
        """The k best passages, best first."""
        return self.find(query, k).hits

    def find(self, query: Query, k: int = 10, among: Sequence[str] = ()) -> Found:
        """The k best passages, and the sentences of the READ best, each best first; `among` names the only documents
        to look in, all where it is empty."""
        if not len(self.corpus):
            return Found(query)
        look = self.look(query, among)
        first = look.features @ self.weights.first
        order = np.argsort(-first, kind="stable")
        near = order[:CLOSE]
        readings, features = self.closely(query, look, near)
        second = features @ self.weights.second
        if self.reranker is not None:
            second = _reordered(second, self.reranker.score(query.restored, [each.passage.text for each in readings]))
        closely = np.argsort(-second, kind="stable")
        scores = np.concatenate([second[closely], second.min() - first[near].min() + first[order[CLOSE:]]])
        shown = np.concatenate([near[closely], order[CLOSE:]])[:k]
        named = [dict(zip(SECOND, map(float, features[place]), strict=True)) for place in closely]
        closest = [readings[place].passage for place in closely]
        hits = tuple(
            Hit(closest[rank], float(score), named[rank])
            if rank < len(closest)
            else Hit(self.corpus.passage(int(look.positions[place])), float(score))
            for rank, (place, score) in enumerate(zip(shown, _unit(scores), strict=False))
        )
        best = [(int(look.positions[near[place]]), readings[place], float(second[place])) for place in closely[:READ]]
        return Found(query, hits, self._evidence(query, look, best))

    def look(self, query: Query, among: Sequence[str] = ()) -> Look:
        """The candidates of both sides, or all passages of some documents, with the features of the first order."""
        vector = self.encoder.encode_queries([query.restored])[0]
        wanted = Wanted.of(query, self.sparse)
        sides = (wanted.syllables, wanted.bigrams)
        if among:
            positions = np.sort(np.concatenate([np.array(self.corpus.span(each), dtype=np.int64) for each in among]))
        else:
            matching = self.sparse.best({term: query.terms[term] for worth in sides for term in worth}, POOL)
            positions = np.union1d(self.dense.search(vector, POOL)[0], matching)
        cosines = self.dense.cosines(vector, positions).astype(np.float64)
        sentences = self.sentences.best(vector, positions).astype(np.float64)
        scores = [
            self.sparse.at(worth, positions) * np.array([[query.terms[term]] for term in worth]).reshape(-1, 1)
            for worth in sides
        ]
        features = first_features(wanted, cosines, sentences, scores)
        return Look(wanted, vector, positions, sentences, features)

    def closely(self, query: Query, look: Look, near: NDArray[np.int64]) -> tuple[list[Reading], Matrix]:
        """The readings of the candidates `near`, best first, and their features of the closing order."""
        positions = look.positions[near]
        readings = [self.readings(position) for position in positions.tolist()]
        spans = [self.corpus.span(reading.passage.document_id) for reading in readings]
        around = Surroundings.of(self.dense, look.vector, positions, spans)
        first, sentences = look.features[near], look.sentences[near]
        return readings, second_features(query, look.wanted, readings, first, sentences, around)

    def sentence_rows(self, query: Query, look: Look, position: int, reading: Reading, score: float) -> Matrix:
        """The features of a passage's sentences; `score` is the passage's, relative to the best one's."""
        cosines = self.sentences.cosines(look.vector, position).astype(np.float64)
        return sentence_features(query, look.wanted, reading, cosines, score)

    def _evidence(self, query: Query, look: Look, best: Sequence[tuple[int, Reading, float]]) -> tuple[Evidence, ...]:
        found = []
        for position, reading, score in best:
            rows = self.sentence_rows(query, look, position, reading, score - best[0][2])
            for (start, end), row, weighed in zip(reading.spans, rows, rows @ self.weights.sentence, strict=True):
                named = dict(zip(SENTENCE, map(float, row), strict=True))
                found.append(Evidence(reading.passage, start, end, float(weighed), named))
        return tuple(sorted(found, key=lambda each: -each.score))


def _reordered(scores: Matrix, judged: NDArray[np.float32]) -> Matrix:
    """The same scores, given out in the order of a reranker's: their spread is what later steps were fitted on."""
    given = np.empty_like(scores)
    given[np.argsort(-judged, kind="stable")] = np.sort(scores)[::-1]
    return given


def _unit(scores: Matrix) -> Matrix:
    """Scores between 0 and 1 in the same order: 1 for the best, falling with the distance to it."""
    return np.asarray(1 / (1 + (scores.max() - scores) / 4), dtype=np.float64)
