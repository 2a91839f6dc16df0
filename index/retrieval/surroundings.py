"""What stands around a passage that is looked at closely: its document, and the other candidates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.types import DenseIndex, Vectors

Matrix = NDArray[np.float64]

NEAR = 3
"""Candidates of the first order that the others are compared with."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Of each passage, one row each.

    `lead` is by how much its document's first passage is nearer to the question than these passages on average, 0
    where the document has no other passage. `near` is the mean cosine to the NEAR best other candidates.
    """

    lead: Matrix
    near: Matrix

    @classmethod
    def of(
        cls, dense: DenseIndex, vector: Vectors, positions: NDArray[np.int64], spans: Sequence[range]
    ) -> Surroundings:
        """The surroundings of the passages at these positions, best first; `spans` are their documents' positions."""
        starts = np.array([span.start for span in spans], dtype=np.int64)
        rows = dense.vectors(np.concatenate([positions, starts]))
        own, leads = rows[: len(positions)], rows[len(positions) :]
        several = np.array([len(span) > 1 for span in spans])
        return cls(
            np.where(several, leads @ vector - (own @ vector).mean(), 0.0),
            _near((own @ own[:NEAR].T).astype(np.float64)),
        )


def _near(cosines: Matrix) -> Matrix:
    """The mean of each row, without the cosine of a passage to itself."""
    count = cosines.shape[1]
    own = np.arange(len(cosines)) < count
    others = np.maximum(np.where(own, count - 1, count), 1)
    return np.asarray((cosines.sum(axis=1) - own) / others)
