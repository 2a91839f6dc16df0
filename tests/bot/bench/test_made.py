"""A made library: the same for the same seed, and like real documents and vectors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.bench.made import PASSAGES_A_FILE, MovedVectors, Variations, pool_of
from bot.bench.memory import memory
from index.types import Vectors

REAL = ("Năm 2023 trồng 1.250 ha rừng.", "Thu ngân sách đạt 85% dự toán, tăng 12% so với năm 2022.")


def pool() -> Vectors:
    random = np.random.default_rng(1).standard_normal((10, 384)).astype(np.float32)
    return np.asarray(random / np.linalg.norm(random, axis=1, keepdims=True))


def test_a_file_is_always_the_same_and_unlike_every_other(tmp_path: Path) -> None:
    made = Variations.of(REAL)
    made.write(tmp_path, 3)
    texts = [path.read_text(encoding="utf-8") for path in sorted(tmp_path.iterdir())]
    assert texts == [made.file(number) for number in range(3)]
    assert len(set(texts)) == 3


def test_numbers_keep_their_length_and_words_come_from_the_real_passages() -> None:
    _, *passages = Variations.of(REAL).file(7).split("\n\n")
    assert len(passages) == PASSAGES_A_FILE
    known = {word.strip(".,%") for text in REAL for word in text.split()}
    words = {word.strip(".,%") for passage in passages for word in passage.split()}
    assert {word for word in words if not any(map(str.isdigit, word))} <= known
    assert "2023" not in "".join(passages)


def test_vectors_are_of_length_one_near_real_ones_and_the_same_for_the_same_text() -> None:
    encoder = MovedVectors("e", pool())
    vectors = encoder.encode_passages([f"đoạn {number}" for number in range(50)])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(50), abs=1e-5)
    assert (vectors @ pool().T).max(axis=1).min() > 0.6
    assert (encoder.encode_passages(["đoạn 7"])[0] == vectors[7]).all()
    assert encoder.encode_passages([]).shape == (0, 384)


def test_the_pool_is_encoded_once(tmp_path: Path) -> None:
    first = pool_of(MovedVectors("e", pool()), REAL, tmp_path / "pool.npy")
    assert (pool_of(MovedVectors("f", pool()[::-1]), REAL, tmp_path / "pool.npy") == first).all()


def test_memory_is_that_of_the_process() -> None:
    told = memory()
    assert told["peak_mb"] >= told["resident_mb"] >= told["own_mb"] > 10
