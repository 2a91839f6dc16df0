from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.question.keystrokes import decode


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dduowcj", "được"),
        ("ddangr", "đảng"),
        ("tieeu", "tiêu"),
        ("chir", "chỉ"),
        ("nhieemj", "nhiệm"),
        ("vuj", "vụ"),
        ("toanf", "toàn"),
        ("quyeets", "quyết"),
        ("hoaf", "hòa"),
        ("muonw", "mươn"),
        ("Ddangr", "đảng"),
        ("giaf", "già"),
        ("quar", "quả"),
        ("nguowif", "người"),
    ],
)
def test_telex_keystrokes_make_their_syllable(typed: str, meant: str) -> None:
    assert decode(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chi5", "chị"),
        ("tie6u", "tiêu"),
        ("na2o", "nào"),
        ("kho1", "khó"),
        ("d9a5t", "đạt"),
        ("bao", ""),
        ("nhie6u", "nhiêu"),
        ("d9u7o7c5", "được"),
        ("duoc795", ""),
        ("tieu6", "tiêu"),
        ("dang93", "đảng"),
    ],
)
def test_vni_keystrokes_make_their_syllable_or_none(typed: str, meant: str) -> None:
    assert decode(typed) == meant


@pytest.mark.parametrize("word", ["bao", "nhieu", "được", "covid", "2020", "xyz", "b52c4", "", "ngân-sách", "hello"])
def test_what_bears_no_keystrokes_makes_none(word: str) -> None:
    assert decode(word) == ""


@given(st.text())
def test_any_word_is_answered_in_small_letters(word: str) -> None:
    assert decode(word) == decode(word).lower()
