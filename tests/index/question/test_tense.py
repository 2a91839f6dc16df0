"""Results and tasks."""

from __future__ import annotations

import pytest

from index.question.tense import Tense, asked, asks_in_force, tells_in_force, told


@pytest.mark.parametrize(
    ("question", "tense"),
    [
        ("Ngành công nghiệp nửa nhiệm kỳ qua thế nào?", Tense.RESULT),
        ("Công nghiệp có phục hồi không?", Tense.RESULT),
        ("Các việc cần làm để phát triển du lịch?", Tense.TASK),
        ("Giải pháp về ngân sách là gì?", Tense.TASK),
        ("Ai phát biểu bế mạc?", Tense.EITHER),
        ("Đã làm gì để giảm nghèo?", Tense.EITHER),
    ],
)
def test_a_question_asks_for_results_or_tasks(question: str, tense: Tense) -> None:
    assert asked(question) is tense


@pytest.mark.parametrize(
    ("sentence", "tense"),
    [
        ("(2) Tập trung tháo gỡ khó khăn, vướng mắc của các cơ sở công nghiệp.", Tense.TASK),
        ("Công nghiệp có sự phục hồi và tăng trưởng.", Tense.RESULT),
        ("Đồng chí Hoàng Duy Chinh phát biểu bế mạc hội nghị.", Tense.EITHER),
    ],
)
def test_a_sentence_tells_of_results_or_tasks(sentence: str, tense: Tense) -> None:
    assert told(sentence) is tense


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Quyết định này có hiệu lực từ ngày nào?", True),
        ("Khi nào Nghị định 29 có hiệu lực?", True),
        ("Ngày có hiệu lực của quy chế?", True),
        ("Quyết định số 6 hết hiệu lực khi nào?", False),
        ("Hiệu lực quản lý nhà nước được nâng lên thế nào?", False),
    ],
)
def test_a_question_asks_when_a_document_comes_into_force(question: str, asks: bool) -> None:
    assert asks_in_force(question) is asks


def test_only_a_document_s_own_coming_into_force_is_told() -> None:
    assert tells_in_force("Điều 3. Nghị định này có hiệu lực sau 15 ngày kể từ ngày ký.")
    assert not tells_in_force("Các quyết định sau hết hiệu lực thi hành kể từ ngày 01 tháng 12 năm 2025:")


def test_what_holds_before_the_day_does_not_say_the_day() -> None:
    assert not tells_in_force("Hồ sơ nộp trước ngày Quyết định này có hiệu lực thì áp dụng quy định cũ.")
    assert tells_in_force("Quyết định này có hiệu lực kể từ ngày 01 tháng 12 năm 2025.")
