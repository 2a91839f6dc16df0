"""What stands around the passages that are looked at closely."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.retrieval import dense, sparse
from index.retrieval.dense import Dense
from index.retrieval.sparse import Sparse
from index.retrieval.surroundings import Surroundings
from index.terms import terms

PASSAGES = ["Lịch thi của tỉnh", "Môn thi là toán", "Lịch học của trường"]
VECTORS = np.array([[1, 0], [0.6, 0.8], [0, 1]], dtype=np.float32)
SPANS = [range(2), range(2), range(2, 3)]
"""The first two passages are one document's, the third is another's."""


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    sparse.write(tmp_path, [terms(text) for text in PASSAGES])
    dense.write(tmp_path, len(VECTORS), [VECTORS])
    content, pairs = {"lich": 3.0, "toan": 1.0}, {"mon thi": 1.0}
    asked, positions = np.array([0.8, 0.6], dtype=np.float32), np.arange(3)
    return Surroundings.of(content, pairs, Sparse(tmp_path), Dense(tmp_path), asked, positions, SPANS)


def test_what_is_wanted_may_stand_anywhere_in_a_passages_document(around: Surroundings) -> None:
    assert around.document_met == pytest.approx([1 - (0.75 + 0.25 + 0.75) / 3] * 2 + [0])
    assert around.document_pairs_met == pytest.approx([1 - 1 / 3] * 2 + [0])


def test_the_first_passage_leads_a_document_of_several(around: Surroundings) -> None:
    own = [0.8, 0.96, 0.6]
    assert around.lead == pytest.approx([0.8 - sum(own) / 3, 0.8 - sum(own) / 3, 0])


def test_a_passage_is_near_to_the_others_and_not_to_itself(around: Surroundings) -> None:
    assert around.near == pytest.approx([0.3, 0.7, 0.4])


def test_a_lone_passage_is_near_to_none(tmp_path: Path) -> None:
    sparse.write(tmp_path, [terms(PASSAGES[0])])
    dense.write(tmp_path, 1, [VECTORS[:1]])
    lone = Surroundings.of({}, {}, Sparse(tmp_path), Dense(tmp_path), VECTORS[0], np.arange(1), [range(1)])
    assert lone.near == pytest.approx([0])
    assert lone.document_met.tolist() == [0]
