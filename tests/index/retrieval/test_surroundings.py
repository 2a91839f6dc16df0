"""What stands around the passages that are looked at closely."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.retrieval import dense
from index.retrieval.dense import Dense
from index.retrieval.surroundings import Surroundings

VECTORS = np.array([[1, 0], [0.6, 0.8], [0, 1]], dtype=np.float32)
SPANS = [range(2), range(2), range(2, 3)]
"""The first two passages are one document's, the third is another's."""


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    dense.write(tmp_path, len(VECTORS), [VECTORS])
    asked, positions = np.array([0.8, 0.6], dtype=np.float32), np.arange(3)
    return Surroundings.of(Dense(tmp_path), asked, positions, SPANS)


def test_the_first_passage_leads_a_document_of_several(around: Surroundings) -> None:
    own = [0.8, 0.96, 0.6]
    assert around.lead == pytest.approx([0.8 - sum(own) / 3, 0.8 - sum(own) / 3, 0])


def test_a_passage_is_near_to_the_others_and_not_to_itself(around: Surroundings) -> None:
    assert around.near == pytest.approx([0.3, 0.7, 0.4])


def test_a_lone_passage_is_near_to_none(tmp_path: Path) -> None:
    dense.write(tmp_path, 1, [VECTORS[:1]])
    lone = Surroundings.of(Dense(tmp_path), VECTORS[0], np.arange(1), [range(1)])
    assert lone.near == pytest.approx([0])
    assert lone.lead.tolist() == [0]
