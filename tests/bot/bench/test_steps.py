"""Measuring at size, on a small library: every step runs as it does at any size."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.bench.size import LINES, Made, bench_size
from bot.bench.steps import share_found
from index.encode import DEFAULT_ENCODER, open_encoder
from index.errors import HoidapError
from index.text.catalogue import open_catalogue
from index.text.chunk import split
from index.text.clean import read_document
from tests.bot.served import DOCUMENTS, ENCODER_CACHE, environment


def test_the_share_of_the_nearest_that_was_found() -> None:
    assert share_found(np.array([1, 2, 3, 4]), np.array([4, 9, 1, 8])) == 0.5


def test_a_question_that_fails_is_no_measurement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment(tmp_path / "none", documents=tmp_path / "none").items():
        monkeypatch.setenv(name, value)
    with pytest.raises(HoidapError, match="ask"):
        Made(tmp_path, Path(ENCODER_CACHE.name), {}).cold("Có bao nhiêu chỉ tiêu khó đạt?")


def test_a_row_of_a_small_library(tmp_path: Path) -> None:
    catalogue = open_catalogue(DOCUMENTS.parent / "catalogue.toml")

    def passages(path: Path) -> list[str]:
        return [each.text for each in split(read_document(path, catalogue))]

    cache = Path(ENCODER_CACHE.name)
    real = [text for path in DOCUMENTS.glob("*.txt") for text in passages(path)]
    encoder = open_encoder(DEFAULT_ENCODER, cache)
    (row,) = bench_size([60], real, encoder, lambda path: len(passages(path)), tmp_path, cache, asked=3)
    assert 30 <= row.passages <= 120
    assert row.recall_10 == 1
    assert all(line(row) > 0 for line in LINES.values())
    assert row.p95_ms >= row.p50_ms > row.encoding_ms / 2
    assert 0 < row.own_mb < row.resident_mb < 1000
    assert 0 < row.derive_own_mb < row.build_peak_mb
