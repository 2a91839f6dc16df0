"""Search over one generation: both sides bring candidates, fitted ranks order them and their sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import abbreviations
from index.accents import AccentModel
from index.chunk import corrected
from index.corpus import Corpus
from index.dense import Dense
from index.derive import ACCENTS
from index.query import Understanding
from index.rank import (
    PASSAGE_FEATURES,
    PASSAGE_WEIGHTS,
    SENTENCE_FEATURES,
    SENTENCE_WEIGHTS,
    Wanted,
    passage_features,
    sentence_features,
)
from index.sentence_vectors import SentenceVectors
from index.sentences import sentences
from index.sparse import Sparse
from index.spelling import Speller
from index.types import Encoder, Evidence, Found, Hit, Query, Vectors

POOL = 60
"""Passages that each side brings; the right one is among the two sides' best 60 for 99.5% of our questions."""
READ = 6
"""Passages whose sentences are weighed."""


@dataclass(frozen=True, slots=True)
class Searcher:
    """One generation, opened for questions; safe to share between threads."""

    corpus: Corpus
    dense: Dense
    sentences: SentenceVectors
    sparse: Sparse
    understanding: Understanding
    encoder: Encoder

    @classmethod
    def open(cls, folder: Path, encoder: Encoder) -> Searcher:
        """Opens what `index.derive` wrote; the caller has checked the folder's manifest."""
        accents = AccentModel.open(folder / ACCENTS)
        known = abbreviations.packaged().with_defined(abbreviations.open_defined(folder))
        understanding = Understanding(accents, known, Speller(accents))
        corpus = Corpus.open(folder)
        return cls(corpus, Dense(folder), SentenceVectors(folder), Sparse(folder), understanding, encoder)

    def understand(self, question: str, earlier: Sequence[str] = ()) -> Query:
        """The query of a question after the conversation's earlier ones. Raises QuestionError."""
        return self.understanding.query(question, earlier)

    def find(self, query: Query, k: int = 10) -> Found:
        """The k best passages, and the sentences of the READ best, each best first."""
        if not len(self.corpus):
            return Found(query)
        vector = self.encoder.encode_queries([query.restored])[0]
        wanted = Wanted.of(query, self.sparse)
        positions = self._pool(query, vector)
        features = self._features(query, wanted, vector, positions)
        scores = features @ PASSAGE_WEIGHTS
        order = np.argsort(-scores, kind="stable")
        read = order[:READ]
        evidence = self._evidence(query, wanted, vector, positions[read], scores[read] - scores[order[0]])
        return Found(query, self._hits(positions, features, scores, order[:k]), evidence)

    def search(self, query: Query, k: int = 10) -> tuple[Hit, ...]:
        """The k best passages, best first."""
        return self.find(query, k).hits

    def _pool(self, query: Query, vector: Vectors) -> NDArray[np.int64]:
        near, _ = self.dense.search(vector, POOL)
        lexical = self.sparse.scores(query.terms)
        count = min(POOL, len(lexical))
        matching = np.argpartition(-lexical, count - 1)[:count]
        return np.union1d(near, matching[lexical[matching] > 0])

    def _features(
        self, query: Query, wanted: Wanted, vector: Vectors, positions: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        cosines = self.dense.cosines(vector, positions).astype(np.float64)
        best = self.sentences.best(vector, positions).astype(np.float64)
        return passage_features(query, wanted, self.sparse, positions, cosines, best)

    def _hits(
        self,
        positions: NDArray[np.int64],
        features: NDArray[np.float64],
        scores: NDArray[np.float64],
        order: NDArray[np.int64],
    ) -> tuple[Hit, ...]:
        scaled = 1 / (1 + np.exp(-(scores - scores.mean()) / 4))
        return tuple(
            Hit(
                self.corpus.passage(int(positions[place])),
                float(scaled[place]),
                dict(zip(PASSAGE_FEATURES, map(float, features[place]), strict=True)),
            )
            for place in order
        )

    def _evidence(
        self,
        query: Query,
        wanted: Wanted,
        vector: Vectors,
        positions: NDArray[np.int64],
        scores: NDArray[np.float64],
    ) -> tuple[Evidence, ...]:
        found = []
        for position, score in zip(positions.tolist(), scores.tolist(), strict=True):
            passage = self.corpus.passage(position)
            spans = list(sentences(passage.text))
            texts = [corrected(passage.text[a:b], passage.start + a, passage.corrections) for a, b in spans]
            cosines = self.sentences.cosines(vector, position).astype(np.float64)
            features = sentence_features(query, wanted, texts, cosines, score)
            for (start, end), row, weighed in zip(spans, features, features @ SENTENCE_WEIGHTS, strict=True):
                named = dict(zip(SENTENCE_FEATURES, map(float, row), strict=True))
                found.append(Evidence(passage, start, end, float(weighed), named))
        return tuple(sorted(found, key=lambda each: -each.score))
