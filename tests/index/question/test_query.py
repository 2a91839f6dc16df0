from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import QuestionError
from index.question.ordinals import LAST
from index.question.query import LONGEST, Understanding, is_english, tidy
from index.terms import fold
from index.types import Asked

THIRD = "Nhiệm vụ thứ ba là gì?"


@pytest.mark.parametrize("question", ["", "  \n", "?!…", "\u200b", "x" * (LONGEST + 1)])
def test_what_asks_nothing_is_refused(question: str, understanding: Understanding) -> None:
    with pytest.raises(QuestionError):
        understanding.query(question)


def test_a_tidy_question_stands_on_one_line() -> None:
    assert tidy("  Có\n bao nhiêu\u200b \t chỉ tiêu?\u0007 ") == "Có bao nhiêu chỉ tiêu?"


@given(st.text())
def test_tidying_twice_is_tidying_once(text: str) -> None:
    try:
        once = tidy(text)
    except QuestionError:
        return
    assert tidy(once) == once


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_is_a_question_or_refused(understanding: Understanding, text: str) -> None:
    try:
        query = understanding.query(text)
    except QuestionError:
        return
    assert query.original == tidy(text)
    assert query.terms
    assert all(0 < weight <= 1 for weight in query.terms.values())


@pytest.mark.parametrize(
    "question",
    [
        "What is said about illegal mining?",
        "Who gave the closing speech at the conference?",
        "What’s the party’s plan for tourism?",
        "How many targets will not be met?",
        "Tell me about tourism",
    ],
)
def test_an_english_question_is_foreign(question: str, understanding: Understanding) -> None:
    assert is_english(question)
    query = understanding.query(question)
    assert query.foreign
    assert query.restored.startswith(f"{question} ")


@pytest.mark.parametrize(
    "question",
    [
        "Covid 19 o Bac Kan",
        "the nao la do thi",
        "do in to on me",
        "ho ba be o dau",
        "chi tieu kho dat",
        "GDP",
        "Đảng of",
    ],
)
def test_vietnamese_without_diacritics_is_not_foreign(question: str) -> None:
    assert not is_english(question)


@pytest.mark.parametrize(
    ("typed", "restored"),
    [
        ("co bao nhieu chi tieu kho dat", "có bao nhiêu chỉ tiêu khó đạt"),
        ("bao nh chi tieu kho dat", "bao nhiêu chỉ tiêu khó đạt"),
        ("tăng thu NSNN", "tăng thu ngân sách nhà nước"),
        ("chir tieeu khos ddatj", "chỉ tiêu khó đạt"),
        ("chi5 tie6u", "chị tiêu"),
        ("Có bao nhiêu chỉ tiêu khó đạt?", "Có bao nhiêu chỉ tiêu khó đạt?"),
        ("ĐẦU TƯ CÔNG", "ĐẦU TƯ CÔNG"),
    ],
)
def test_a_question_is_restored_for_the_dense_side(understanding: Understanding, typed: str, restored: str) -> None:
    assert fold(understanding.query(typed).restored) == fold(restored)


def test_a_question_without_diacritics_gets_the_terms_of_one_with_them(understanding: Understanding) -> None:
    question = "Có bao nhiêu chỉ tiêu khó đạt?"
    assert understanding.query(fold(question)).terms == understanding.query(question).terms


def test_a_bigram_weighs_less_than_a_syllable_and_another_reading_less_than_the_first(
    understanding: Understanding,
) -> None:
    terms = understanding.query("quản lý ks").terms
    assert terms["quan"] == terms["khoang"] == 1
    assert terms["quan ly"] < 1
    assert terms["khach"] < 1
    assert terms["ks"] < 1


def test_a_numeral_is_searched_in_both_writings(understanding: Understanding) -> None:
    terms = understanding.query("Khu công nghiệp Thanh Bình giai đoạn 2").terms
    assert terms["ii"] < terms["2"]
    assert terms["doan ii"] < terms["doan 2"]


def test_an_ordinal_said_in_words_is_searched_as_a_number_too(understanding: Understanding) -> None:
    terms = understanding.query("Hội nghị lần thứ mười hai").terms
    assert terms["12"] == 1
    assert 0 < terms["muoi hai"] < 1


def test_a_question_is_understood_in_all_its_parts(understanding: Understanding) -> None:
    query = understanding.query("co bao nhieu chi tieu kho dat nam 2022")
    assert (query.asked, query.unit, query.numbers, query.ordinal) == (Asked.NUMBER, "chi tieu", ("2022",), None)
    assert {"chi tieu", "kho dat", "2022"} <= query.content


def test_a_follow_up_takes_the_question_before_along(understanding: Understanding) -> None:
    first = "Có bao nhiêu chỉ tiêu có khả năng đạt và vượt?"
    query = understanding.query("Còn khó đạt thì sao?", [first])
    assert query.restored == f"{first} Còn khó đạt thì sao?"
    assert (query.asked, query.unit) == (Asked.NUMBER, "chi tieu")
    assert query.terms["vuot"] < query.terms["kho"] == 1


def test_a_follow_up_of_a_follow_up_takes_both_along(understanding: Understanding) -> None:
    turns = ["Có bao nhiêu chỉ tiêu có khả năng đạt và vượt?", "Còn khó đạt thì sao?"]
    query = understanding.query("thế không đạt thì mấy cái?", turns)
    assert query.restored.startswith(turns[0])
    assert query.terms["vuot"] < query.terms["kho"] < query.terms["khong"]


@pytest.mark.parametrize("question", ["Vai trò của Đảng bộ tỉnh?", "Cơ cấu kinh tế ra sao?", "Họ và tên Bí thư?"])
def test_a_question_that_stands_alone_takes_nothing_along(understanding: Understanding, question: str) -> None:
    assert understanding.query(question, [THIRD]) == understanding.query(question)


@pytest.mark.parametrize(
    ("question", "earlier", "place"),
    [
        ("Nhiệm vụ tiếp theo?", [THIRD], 4),
        ("nhiem vu tiep theo", ["nhiem vu thu ba la gi"], 4),
        ("còn nhiệm vụ thứ hai?", ["Nhiệm vụ thứ nhất là gì?"], 2),
        ("còn thứ tư?", [THIRD], 4),
        ("tiếp theo?", [THIRD, "nhiệm vụ tiếp theo?"], 5),
        ("nhiệm vụ cuối cùng", [], LAST),
    ],
)
def test_a_place_in_a_list_is_counted_through_the_conversation(
    understanding: Understanding, question: str, earlier: list[str], place: int
) -> None:
    query = understanding.query(question, earlier)
    assert query.ordinal == place
    assert {"nhiem", "vu"} <= query.content
