"""Messages that ask more than one thing."""

from __future__ import annotations

import pytest

from index.question.compound import parts, subjects


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        (
            "Hội nghị họp ngày nào và ai phát biểu bế mạc?",
            ("Hội nghị họp ngày nào", "ai phát biểu bế mạc?"),
        ),
        ("hoi nghi hop ngay nao va ai phat bieu be mac", ("hoi nghi hop ngay nao", "ai phat bieu be mac")),
        ("Nhiệm vụ thứ 6 và thứ 3 là gì?", ("Nhiệm vụ thứ 6", "thứ 3 là gì?")),
        ("Ai bế mạc? Họp ngày nào?", ("Ai bế mạc", "Họp ngày nào?")),
        ("Who gave the speech and when was it held?", ("Who gave the speech", "when was it held?")),
    ],
)
def test_each_question_of_a_message_stands_alone(message: str, asked: tuple[str, ...]) -> None:
    assert parts(message) == asked


@pytest.mark.parametrize(
    "message",
    [
        "Thương mại và dịch vụ phát triển thế nào?",
        "Giáo dục, y tế, văn hóa có phát triển không?",
        "Thế nào là máy móc và thiết bị?",
        "Xin chào, cho tôi hỏi có bao nhiêu chỉ tiêu khó đạt",
        "ai",
    ],
)
def test_a_message_that_asks_one_thing_stays_whole(message: str) -> None:
    assert parts(message) == (message,)


def test_a_short_stretch_that_asks_nothing_goes_on_with_the_question_before() -> None:
    message = "Bao nhiêu chỉ tiêu đạt và vượt, bao nhiêu chỉ tiêu khó đạt?"
    assert parts(message) == ("Bao nhiêu chỉ tiêu đạt và vượt", "bao nhiêu chỉ tiêu khó đạt?")


def test_what_asks_nothing_at_the_end_belongs_to_the_last_question() -> None:
    assert parts("Họp ngày nào và ai bế mạc, cảm ơn bạn") == ("Họp ngày nào", "ai bế mạc, cảm ơn bạn")


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("thu ngan sach va xuat khau tang bao nhieu", ("thu ngan sach tang bao nhieu", "xuat khau tang bao nhieu")),
        ("Công nghiệp và du lịch phải làm gì?", ("Công nghiệp phải làm gì?", "du lịch phải làm gì?")),
    ],
)
def test_two_subjects_share_what_is_asked_of_them(question: str, asked: tuple[str, ...]) -> None:
    assert subjects(question) == asked


@pytest.mark.parametrize(
    "question", ["Ai ký và ban hành ngày nào?", "Nhiệm vụ và giải pháp chủ yếu", "Du lịch phải làm gì?", "và sao nữa"]
)
def test_a_question_of_one_subject_stays_whole(question: str) -> None:
    assert subjects(question) == (question,)
