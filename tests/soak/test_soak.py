"""Some seconds of what `make soak` does for an hour: questions on every channel, an indexing, and faults."""

from __future__ import annotations

from pathlib import Path

from tests.soak.__main__ import soak
from tests.soak.traffic import CHANNELS

SECONDS = 12.0
RATE = 10.0


def test_nothing_is_lost_while_things_go_wrong(tmp_path: Path) -> None:
    run = soak(SECONDS, RATE, tmp_path, between_faults=1.0)
    assert {each.channel for each in run.asked.values()} == set(CHANNELS)
    assert len(run.asked) >= SECONDS * RATE
    assert {happened.fault.restarts for happened in run.happened} == {True, False}
    assert run.reindexed >= 1
    assert run.lost == []
