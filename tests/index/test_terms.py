from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.terms import CAPITAL, bigrams, fold, same_tone, syllables, terms, words

TEXTS = st.text().map(lambda text: unicodedata.normalize("NFC", text))


def test_folding_takes_case_and_diacritics() -> None:
    assert fold("KẾT LUẬN HỘI NGHỊ Đảng bộ") == "ket luan hoi nghi dang bo"


@pytest.mark.parametrize("d", "ĐđÐðƉ")
def test_every_letter_that_looks_like_d_stroke_folds_to_d(d: str) -> None:
    assert fold(f"{d}ảng") == "dang"


def test_composed_and_decomposed_letters_fold_alike() -> None:
    assert fold(unicodedata.normalize("NFD", "Bắc Kạn")) == fold("Bắc Kạn") == "bac kan"


@given(TEXTS)
def test_folding_keeps_the_number_of_words(text: str) -> None:
    assert sum(1 for _ in words(fold(text))) == sum(1 for _ in words(text))


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_words_of_decomposed_text_stay_whole() -> None:
    assert [match.group() for match in words(unicodedata.normalize("NFD", "Đảng bộ"))] == [
        unicodedata.normalize("NFD", word) for word in ("Đảng", "bộ")
    ]


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    assert all(text[match.start() : match.end()] == match.group() for match in words(text))


@pytest.mark.parametrize(
    ("new", "old"),
    [("hoà", "hòa"), ("uỷ", "ủy"), ("Uỷ", "Ủy"), ("HOÀ", "HÒA"), ("khoẻ", "khỏe"), ("Thuỷ", "Thủy")],
)
def test_the_tone_goes_where_the_old_style_puts_it(new: str, old: str) -> None:
    assert same_tone(new) == old


@pytest.mark.parametrize("word", ["hoàn", "quý", "Quỳnh", "toán", "huỳnh", "quỹ", "thuở"])
def test_words_that_both_styles_write_alike_stay(word: str) -> None:
    assert same_tone(word) == word


@given(st.text())
def test_moving_the_tone_twice_is_moving_it_once(text: str) -> None:
    assert same_tone(same_tone(text)) == same_tone(text)


def test_numbers_lose_leading_zeros() -> None:
    assert syllables("số 06-CTr/TU, 00, 2020") == ["so", "6", "ctr", "tu", "0", "2020"]


def test_bigrams_join_neighbours() -> None:
    assert bigrams(["chi", "tieu", "dat"]) == ["chi tieu", "tieu dat"]
    assert bigrams(["chi"]) == bigrams([]) == []


def test_terms_are_syllables_then_bigrams() -> None:
    assert terms("Chỉ tiêu đạt") == ["chi", "tieu", "dat", "chi tieu", "tieu dat"]


def test_a_question_without_diacritics_has_the_terms_of_the_document() -> None:
    assert terms("thu hut dau tu") == terms("Thu hút đầu tư")


@pytest.mark.parametrize("letter", "AĐÊỘỮÝ")
def test_a_capital_is_one_with_or_without_diacritics(letter: str) -> None:
    assert re.fullmatch(CAPITAL, letter)
    assert not re.fullmatch(CAPITAL, letter.lower())
