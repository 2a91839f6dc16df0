"""Results and tasks."""

from __future__ import annotations

import pytest

from index.tense import Tense, asked, told


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
