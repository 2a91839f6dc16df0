"""What stands around a passage that is looked at closely: its document, and the other candidates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.retrieval.sparse import Sparse
from index.types import DenseIndex, Vectors

Matrix = NDArray[np.float64]

NEAR = 3
"""Candidates of the first order that the others are compared with."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Of each passage, one row each.

    `document_met` and `document_pairs_met` are by how much more of the wanted content stands anywhere in its document
    than in these passages on average, `lead` by how much its document's first passage is nearer to the question; all
    are 0 where the document has no other passage. `near` is the mean cosine to the NEAR best other candidates.
    """

    document_met: Matrix
    document_pairs_met: Matrix
    lead: Matrix
    near: Matrix

    @classmethod
    def of(
        cls,
        content: Mapping[str, float],
        pairs: Mapping[str, float],
        sparse: Sparse,
        dense: DenseIndex,
        vector: Vectors,
        positions: NDArray[np.int64],
        spans: Sequence[range],
    ) -> Surroundings:
        """The surroundings of the passages at these positions, best first; `spans` are their documents' positions."""
        starts = np.array([span.start for span in spans], dtype=np.int64)
        ends = np.array([span.stop for span in spans], dtype=np.int64)
        rows = dense.vectors(np.concatenate([positions, starts]))
        own, leads = rows[: len(positions)], rows[len(positions) :]
        several = ends - starts > 1

        def gain(worth: Mapping[str, float]) -> Matrix:
            average = _met(worth, sparse, positions, positions + 1).mean()
            return np.where(several, _met(worth, sparse, starts, ends) - average, 0.0)

        return cls(
            gain(content),
            gain(pairs),
            np.where(several, leads @ vector - (own @ vector).mean(), 0.0),
            _near((own @ own[:NEAR].T).astype(np.float64)),
        )


def _met(worth: Mapping[str, float], sparse: Sparse, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Matrix:
    """The share of the terms' worth that stands in each span; 0 where nothing is wanted."""
    held = np.zeros(len(starts))
    for term, value in worth.items():
        held += value * sparse.held_within(term, starts, ends)
    return held / (sum(worth.values()) or 1.0)


def _near(cosines: Matrix) -> Matrix:
    """The mean of each row, without the cosine of a passage to itself."""
    count = cosines.shape[1]
    own = np.arange(len(cosines)) < count
    others = np.maximum(np.where(own, count - 1, count), 1)
    return np.asarray((cosines.sum(axis=1) - own) / others)
