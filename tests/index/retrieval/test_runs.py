"""Runs name every row once, old ones by where they stood."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.retrieval.runs import runs


@given(st.lists(st.integers(-1, 6), max_size=12))
def test_runs_give_back_the_positions(wanted: list[int]) -> None:
    positions = np.array(wanted, dtype=np.int64)
    found = []
    for start, end, place in runs(positions):
        assert start == len(found)
        found += [-1] * (end - start) if place < 0 else range(place, place + end - start)
    assert found == wanted


def test_rows_that_stay_together_are_one_run() -> None:
    assert list(runs(np.array([0, 1, 2, -1, 4, 5, 3]))) == [(0, 3, 0), (3, 4, -1), (4, 6, 4), (6, 7, 3)]
