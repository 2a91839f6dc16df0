from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.question.ordinals import LAST, in_digits, ordinal, ordinal_after, spoken
from index.terms import fold

THIRD = "Nhiệm vụ thứ ba là gì?"


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("nhiệm vụ thứ 6", 6),
        ("nhiệm vụ (6)", 6),
        ("Nhiệm vụ 6 là gì?", 6),
        ("Nêu nội dung nhiệm vụ số 4.", 4),
        ("Giải pháp thứ năm nói về việc gì?", 5),
        ("nhiệm vụ thứ tư", 4),
        ("Nhiệm vụ thứ mười một là gì?", 11),
        ("nhiệm vụ thứ hai mươi mốt", 21),
        ("nhiệm vụ trọng tâm thứ hai", 2),
        ("nhiệm vụ đầu tiên", 1),
        ("Nhiệm vụ cuối cùng trong sáu nhiệm vụ là gì?", LAST),
        ("mục (2) nói gì", 2),
        ("ý thứ ba", 3),
        ("mục 6 nói gì?", 6),
        ("thứ 6 là nhiệm vụ gì", 6),
        ("nhiệm vụ thứ 99", 99),
    ],
)
def test_a_question_names_a_place_with_and_without_diacritics(question: str, place: int) -> None:
    assert ordinal(question) == place
    assert ordinal(fold(question)) == place


@pytest.mark.parametrize(
    ("question", "place"),
    [("What is the third task?", 3), ("task no. 4", 4), ("2nd task", 2), ("the last task", LAST), ("solution 5?", 5)],
)
def test_an_english_question_names_a_place(question: str, place: int) -> None:
    assert ordinal(question) == place


@pytest.mark.parametrize(
    "question",
    [
        "phần 6 Luật Đất đai quy định gì?",
        "mục 3 Điều 5 nói gì?",
        "điểm a khoản 2",
        "ý thứ hai khoản 3 Điều 5",
        "năm 2022",
        "Chương trình hành động số 06-CTr/TU",
        "nhiệm vụ số 06-CTr/TU",
        "mục tiêu 5 năm 2021-2025",
        "nhiệm vụ 6 tháng cuối năm",
        "nhiệm vụ cuối năm",
        "chỉ tiêu thu năm 2022",
        "chi tieu thu nam 2022 la bao nhieu",
        "Hội nghị lần thứ 12",
        "nhiệm vụ theo thứ tự ưu tiên",
        "nhiệm vụ thứ tự ưu tiên",
        "nhiệm vụ 1 và 2 là gì",
        "nhiệm vụ 1-3",
        "mục tiêu 8% là của năm nào",
        "mục tiêu cuối cùng của cách mạng",
        "54/66 chỉ tiêu",
        "nhiệm vụ 100",
        "sáu nhiệm vụ gồm những gì",
    ],
)
def test_other_numbers_name_no_place(question: str) -> None:
    assert ordinal(question) is None


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("Nhiệm vụ tiếp theo?", 4),
        ("nhiem vu tiep theo la gi", 4),
        ("tiếp theo là gì?", 4),
        ("còn nhiệm vụ liền trước?", 2),
        ("Còn thứ năm?", 5),
        ("thế còn cái thứ hai", 2),
        ("the next task?", 4),
    ],
)
def test_a_follow_up_counts_from_the_place_named_before(question: str, place: int) -> None:
    assert ordinal_after(question, [THIRD]) == place


def test_follow_ups_count_on() -> None:
    assert ordinal_after("tiếp theo?", [THIRD, "Nhiệm vụ tiếp theo?"]) == 5


@pytest.mark.parametrize(
    ("question", "earlier"),
    [
        ("Nhiệm vụ tiếp theo?", []),
        ("Nhiệm vụ tiếp theo?", ["Du lịch thế nào?"]),
        ("Nhiệm vụ tiếp theo?", ["Nhiệm vụ cuối cùng là gì?"]),
        ("Nhiệm vụ liền trước?", ["Nhiệm vụ thứ nhất là gì?"]),
        ("Nhiệm vụ thứ sáu là gì?", [THIRD]),
        ("Du lịch thì sao?", [THIRD]),
    ],
)
def test_no_place_is_made_up_for_a_follow_up(question: str, earlier: list[str]) -> None:
    assert ordinal_after(question, earlier) is None


def test_ordinals_said_in_words_have_a_number() -> None:
    assert spoken("hoi nghi lan thu muoi hai, nhiem vu thu ba, thu 5") == {"thu muoi hai": "12", "thu ba": "3"}


@given(st.text())
def test_any_text_names_a_place_from_one_to_fifty_or_the_last_or_none(text: str) -> None:
    assert ordinal(f"nhiệm vụ {text}") in {None, LAST, *range(1, 51)}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("hội nghị lần thứ mười hai", "hội nghị lần thứ 12"),
        ("Lần thứ hai", "Lần thứ 2"),
        ("khóa mười ba", "khóa 13"),
        ("lần thứ hai mươi", "lần thứ hai mươi"),
        ("thứ hai tuần này", "thứ hai tuần này"),
    ],
)
def test_times_said_in_words_are_read_as_figures(text: str, read: str) -> None:
    assert in_digits(text) == read


@pytest.mark.parametrize("named", ["yêu cầu", "nguyên tắc", "tinh thần cốt lõi", "bài học", "thủ tục"])
def test_items_of_many_names_have_a_place(named: str) -> None:
    assert ordinal(f"{named} thứ tư là gì?") == 4
