"""What a step needs at most is seen even when it is given back before the step ends."""

from __future__ import annotations

import sys
import time

import numpy as np
import pytest

from bot.bench.memory import memory, watched

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")


def test_memory_that_was_given_back_is_counted() -> None:
    def step() -> None:
        block = np.ones(25_000_000)
        time.sleep(0.3)
        del block

    before = memory()["own_mb"]
    assert watched(step)["most_own_mb"] > before + 150
    assert memory()["own_mb"] < before + 50


def test_a_failing_step_fails() -> None:
    with pytest.raises(ZeroDivisionError):
        watched(lambda: 1 / 0)
