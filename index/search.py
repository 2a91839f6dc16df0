"""Search over one generation: both sides, fused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import abbreviations
from index.accents import AccentModel
from index.corpus import Corpus
from index.dense import Dense
from index.derive import ACCENTS
from index.query import Understanding
from index.sparse import Sparse
from index.spelling import Speller
from index.types import Encoder, Hit, Query, Vectors

POOL = 100
"""Passages that each side brings into the fusion."""


@dataclass(frozen=True, slots=True)
class Searcher:
    """One generation, opened for questions; safe to share between threads."""

    corpus: Corpus
    dense: Dense
    sparse: Sparse
    understanding: Understanding
    encoder: Encoder

    @classmethod
    def open(cls, folder: Path, encoder: Encoder) -> Searcher:
        """Opens what `index.derive` wrote; the caller has checked the folder's manifest."""
        accents = AccentModel.open(folder / ACCENTS)
        known = abbreviations.packaged().with_defined(abbreviations.open_defined(folder))
        understanding = Understanding(accents, known, Speller(accents))
        return cls(Corpus.open(folder), Dense(folder), Sparse(folder), understanding, encoder)

    def understand(self, question: str, earlier: Sequence[str] = ()) -> Query:
        """The query of a question after the conversation's earlier ones. Raises QuestionError."""
        return self.understanding.query(question, earlier)

    def search(self, query: Query, k: int = 10) -> tuple[Hit, ...]:
        """The k best passages, best first."""
        if not len(self.corpus):
            return ()
        vector = self.encoder.encode_queries([query.restored])[0]
        return self._fused(query, vector, k)

    def _fused(self, query: Query, vector: Vectors, k: int) -> tuple[Hit, ...]:
        lexical = self.sparse.scores(query.terms)
        positions = self._pool(vector, lexical)
        cosines = self.dense.cosines(vector, positions)
        bm25 = lexical[positions]
        weight = 0.9 if query.foreign else 0.5
        fused = weight * _scaled(cosines) + (1 - weight) * _scaled(bm25)
        order = np.argsort(-fused, kind="stable")[:k]
        return tuple(
            Hit(
                self.corpus.passage(int(positions[place])),
                float(fused[place]),
                {"dense": float(cosines[place]), "sparse": float(bm25[place])},
            )
            for place in order
        )

    def _pool(self, vector: Vectors, lexical: NDArray[np.float32]) -> NDArray[np.int64]:
        near, _ = self.dense.search(vector, POOL)
        count = min(POOL, len(lexical))
        matching = np.argpartition(-lexical, count - 1)[:count]
        return np.union1d(near, matching[lexical[matching] > 0])


def _scaled(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """Scores moved to 0…1 (min-max); all zero where they are all alike."""
    low, high = float(scores.min()), float(scores.max())
    return (scores.astype(np.float64) - low) / (high - low) if high > low else np.zeros(len(scores))
