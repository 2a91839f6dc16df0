from __future__ import annotations

import pytest

from index.question.follow_up import leans_on_earlier, new_subject


@pytest.mark.parametrize(
    "question",
    [
        "Còn khó đạt thì sao?",
        "thế không đạt thì mấy cái?",
        "Thế hạn chế của nông nghiệp?",
        "thế còn thu?",
        "Ai phát biểu bế mạc hội nghị đó?",
        "Đồng chí ấy giữ những chức vụ gì?",
        "giải phóng mặt bằng ở đó nhằm mục đích gì?",
        "với thiên tai thì làm gì?",
        "dự án ngoài ngân sách thì sao?",
        "Nguyên nhân do đâu?",
        "ban hành ngày nào vậy?",
        "Mục đích của nó là gì?",
        "Cụ thể hơn?",
    ],
)
def test_a_question_that_points_back_leans_on_the_one_before(question: str) -> None:
    assert leans_on_earlier(question, question)


@pytest.mark.parametrize(
    "question",
    [
        "Vai trò của Đảng bộ tỉnh là gì?",
        "Họ và tên Bí thư Tỉnh ủy?",
        "Cơ cấu kinh tế ra sao?",
        "con đường phát triển của tỉnh",
        "Thế giới có bao nhiêu nước?",
        "Thế nào là đô thị?",
        "Thế mạnh của tỉnh là gì?",
        "Hộ nghèo giảm bao nhiêu?",
        "Nỗ lực của nhân dân thể hiện ở đâu?",
        "Hồ Ba Bể ở huyện nào?",
        "Nợ công là gì?",
        "Con của ông Hoàng Duy Chinh là ai?",
        "Hội nghị diễn ra vào ngày nào?",
        "Người ta khai thác khoáng sản thế nào?",
    ],
)
def test_a_question_that_stands_alone_leans_on_none(question: str) -> None:
    assert not leans_on_earlier(question, question)


@pytest.mark.parametrize(
    ("typed", "restored", "leans"),
    [
        ("con an sinh xa hoi", "con an sinh xã hội", True),
        ("the con thu", "thể con thứ", True),
        ("con duong phat trien", "con đường phát triển", False),
        ("ong ay bao nhieu tuoi", "ông ấy bao nhiêu tuổi", True),
        ("ho ngheo", "hộ nghèo", False),
    ],
)
def test_without_diacritics_what_was_typed_counts_too(typed: str, restored: str, leans: bool) -> None:
    assert leans_on_earlier(typed, restored) is leans


@pytest.mark.parametrize(
    ("question", "leans"),
    [("What does he do?", True), ("And tourism?", True), ("Who gave the closing speech?", False)],
)
def test_english_questions_point_back_with_pronouns(question: str, leans: bool) -> None:
    assert leans_on_earlier(question, question, foreign=True) is leans


def test_a_long_question_says_itself_what_it_is_about() -> None:
    question = "Còn các chương trình mục tiêu quốc gia thì sẽ được bố trí vốn đối ứng từ ngân sách nào?"
    assert not leans_on_earlier(question, question)


@pytest.mark.parametrize("question", ["the khong dat thi may cai", "ban hanh ngay nao vay", "the con y te thi sao"])
def test_a_follow_up_typed_bare_leans_however_it_was_restored(question: str) -> None:
    assert leans_on_earlier(question, question)


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Thế còn du lịch thì sao?", "du lịch"),
        ("the con du lich thi sao", "du lich"),
        ("Còn KCN Thanh Bình gđ 2?", "KCN Thanh Bình gđ 2"),
        ("và huyện Na Rì?", "huyện Na Rì"),
        ("ừ còn khó đạt", "khó đạt"),
        ("con duong thi sao", "con duong"),
    ],
)
def test_a_follow_up_names_the_subject_it_turns_to(question: str, subject: str) -> None:
    assert new_subject(question, question) == subject


@pytest.mark.parametrize(
    "question", ["Còn năm 2021 thì sao?", "con 2022", "thế à", "rồi sao nữa", "vậy nguyên nhân là gì", "thế việc đó?"]
)
def test_times_and_general_words_are_no_subject_of_their_own(question: str) -> None:
    assert new_subject(question, question) == ""


def test_a_question_that_leans_on_none_turns_to_nothing() -> None:
    assert new_subject("Du lịch phải làm gì?", "Du lịch phải làm gì?") == ""
