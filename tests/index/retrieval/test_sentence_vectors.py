from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.retrieval.sentence_vectors import SentenceVectors, SentenceWriter

VECTORS = np.array([[1, 0], [0, 1], [0.6, 0.8], [-1, 0]], dtype=np.float32)
EAST = np.array([1, 0], dtype=np.float32)


@pytest.fixture
def opened(tmp_path: Path) -> SentenceVectors:
    with SentenceWriter(tmp_path) as writer:
        writer.put(VECTORS[:3], np.array([2, 1]))
        writer.put(VECTORS[3:], np.array([1]))
    return SentenceVectors(tmp_path)


def test_each_passage_has_the_cosines_of_its_own_sentences(opened: SentenceVectors) -> None:
    assert [opened.cosines(EAST, place).tolist() for place in range(3)] == [
        [1, 0],
        [pytest.approx(0.6, abs=5e-4)],
        [-1],
    ]


def test_the_best_sentence_of_each_passage_is_found(opened: SentenceVectors) -> None:
    assert opened.best(EAST, np.array([2, 0, 1])) == pytest.approx([-1, 1, 0.6], abs=5e-4)


def test_half_precision_moves_a_cosine_by_less_than_a_two_thousandth(tmp_path: Path) -> None:
    random = np.random.default_rng(1).normal(size=(200, 384)).astype(np.float32)
    vectors = random / np.linalg.norm(random, axis=1, keepdims=True)
    with SentenceWriter(tmp_path) as writer:
        writer.put(vectors, np.array([200]))
    assert SentenceVectors(tmp_path).cosines(vectors[0], 0) == pytest.approx(vectors @ vectors[0], abs=5e-4)
