"""The packaged weights are read as their package's own C code reads them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.encode.weights import BLOCK_TYPE, Rows, Shape, Weights, dequantise, find_weights, fingerprint
from index.errors import EncoderError


def test_the_shape_is_that_of_e5_small(weights: Weights) -> None:
    assert weights.shape == Shape(384, 12, 12, 1536, 250_037, 512, 2, np.float32(1e-12))


def test_a_q4_0_block_holds_value_j_low_and_value_j_plus_16_high() -> None:
    block = np.zeros((1, 1), BLOCK_TYPE)
    block["scale"] = 0.5
    block["halves"] = 0x88  # zero in both halves
    block["halves"][0, 0, 0] = 0xF0  # value 0 is (0 - 8) × 0.5 and value 16 is (15 - 8) × 0.5
    expected = np.zeros((1, 32), np.float32)
    expected[0, 0], expected[0, 16] = -4.0, 3.5
    assert np.array_equal(dequantise(block), expected)


def test_rows_read_one_by_one_are_those_of_the_matrix(weights: Weights) -> None:
    ids = [250_036, 0, 7, 7, 35_378]
    matrix = dequantise(weights.blocks("emb.word", 384)[ids])
    assert np.array_equal(Rows(weights, "emb.word", 384)[ids], matrix)


def test_rows_are_kept_up_to_a_limit(weights: Weights, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.encode.weights.KEPT_ROWS", 3)
    rows = Rows(weights, "emb.word", 384)
    expected = dequantise(weights.blocks("emb.word", 384)[:6])
    for ids in ([0, 1], [1, 2], [2, 3], [3, 4, 5], [0, 1, 2, 3, 4, 5]):
        assert np.array_equal(rows[ids], expected[ids])
        assert len(rows._kept) <= max(3, len(ids))


def test_the_vocabulary_is_that_of_xlm_r(weights: Weights) -> None:
    vocabulary = weights.vocabulary()
    pieces = vocabulary.pieces()
    assert (len(pieces), pieces[:5], pieces[250_001]) == (250_002, ["<s>", "<pad>", "</s>", "<unk>", ","], "<mask>")
    assert vocabulary.normalisation[0xA0] == " "


def test_the_fingerprint_changes_with_length_and_with_content(tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    prints = set()
    for content in (b"a" * 100, b"a" * 101, b"b" + b"a" * 100, b""):
        path.write_bytes(content)
        prints.add(fingerprint(path))
    assert len(prints) == 4


@pytest.mark.parametrize("keep", [0, 3, 40, 1_000_000, 4_000_000])
def test_a_file_cut_short_is_an_error_that_names_it(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "cut.bin"
    with find_weights().open("rb") as whole:
        path.write_bytes(whole.read(keep))
    with pytest.raises(EncoderError, match=r"cut\.bin"):
        Weights(path)


def test_another_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(b"GGUF" * 100)
    with pytest.raises(EncoderError, match="pip install"):
        Weights(path)
