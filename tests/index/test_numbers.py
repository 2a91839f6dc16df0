from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.numbers import in_any_writing, numbers, other_writings, roman, to_roman


@given(st.integers(1, 49))
def test_a_numeral_read_back_is_the_number(value: int) -> None:
    assert roman(to_roman(value)) == value


@pytest.mark.parametrize(("written", "value"), [("xii", 12), ("iv", 4), ("ix", 9), ("xl", 40), ("lxxxix", 89)])
def test_numerals_have_their_value(written: str, value: int) -> None:
    assert roman(written) == value


@pytest.mark.parametrize("written", ["", "iiii", "vx", "ic", "đi", "12", "vii i"])
def test_other_words_are_no_numerals(written: str) -> None:
    assert roman(written) is None


def test_a_number_that_counts_is_met_in_both_writings() -> None:
    assert other_writings("khu cong nghiep thanh binh giai doan 2") == {"2": "ii"}
    assert other_writings("dai hoi lan thu xii, khoa 12") == {"xii": "12", "12": "xii"}


def test_a_number_that_counts_nothing_has_one_writing() -> None:
    assert other_writings("11 chi tieu kho dat nam 2022") == {}


def test_a_number_above_the_numerals_has_one_writing() -> None:
    assert in_any_writing("12") == {"12", "xii"}
    assert in_any_writing("66") == {"66"}
    assert in_any_writing("0") == {"0"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("54/66 chỉ tiêu", ("54", "66")),
        ("Chương trình số 06-CTr/TU ngày 24/12/2020", ("6", "24", "12", "2020")),
        ("nhiệm kỳ 2020-2025", ("2020", "2025")),
        ("tăng 8,5%", ("8", "5")),
        ("12 và 12", ("12",)),
        ("không có số nào", ()),
    ],
)
def test_numbers_come_once_each_without_leading_zeros(text: str, found: tuple[str, ...]) -> None:
    assert numbers(text) == found
