from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import faiss
import numpy as np
import pytest

from index.retrieval import dense
from index.retrieval.dense import Dense

AXES = np.eye(4, dtype=np.float32)
BETWEEN = np.array([0.8, 0.6, 0, 0], dtype=np.float32)


@pytest.fixture
def opened(tmp_path: Path) -> Dense:
    dense.write(tmp_path, len(AXES), [AXES[:3], AXES[3:]])
    return Dense(tmp_path)


def test_the_nearest_come_first_with_their_cosines(opened: Dense) -> None:
    positions, cosines = opened.search(BETWEEN, 2)
    assert positions.tolist() == [0, 1]
    assert cosines == pytest.approx([0.8, 0.6])


def test_a_search_waits_for_no_other_thread_wherever_it_runs(opened: Dense) -> None:
    def threads() -> int:
        opened.search(BETWEEN, 2)
        return int(faiss.omp_get_max_threads())

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(threads).result() == 1


def test_no_more_are_found_than_there_are(opened: Dense) -> None:
    positions, _ = opened.search(BETWEEN, 100)
    assert sorted(positions.tolist()) == [0, 1, 2, 3]
    assert len(opened) == 4


def test_cosines_of_chosen_passages_come_in_their_order(opened: Dense) -> None:
    assert opened.cosines(BETWEEN, np.array([2, 1, 0])) == pytest.approx([0, 0.6, 0.8])


def test_vectors_of_chosen_passages_come_in_their_order(opened: Dense) -> None:
    assert opened.vectors(np.array([2, 0, 2])).tolist() == AXES[[2, 0, 2]].tolist()


def test_an_index_of_nothing_finds_nothing(tmp_path: Path) -> None:
    dense.write(tmp_path, 0, [np.empty((0, 4), dtype=np.float32)])
    positions, cosines = Dense(tmp_path).search(BETWEEN, 3)
    assert len(positions) == len(cosines) == 0
