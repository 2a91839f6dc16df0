from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.small_talk import Talk, small_talk, without_greeting


@pytest.mark.parametrize(
    ("message", "talk"),
    [
        ("Xin chào!", Talk.GREETING),
        ("chao ban", Talk.GREETING),
        ("Hello", Talk.GREETING),
        ("Chúc bạn một ngày vui vẻ", Talk.GREETING),
        ("Cảm ơn bạn nhé", Talk.THANKS),
        ("tks ad nhiều nha", Talk.THANKS),
        ("Tạm biệt nhé, hẹn gặp lại", Talk.FAREWELL),
        ("Bạn là ai vậy?", Talk.IDENTITY),
        ("Bạn có phải người thật không?", Talk.IDENTITY),
        ("ban lam duoc gi", Talk.ABILITY),
        ("Trả lời hay lắm!", Talk.PRAISE),
        ("ok mình hiểu rồi", Talk.REPLY),
        ("hahaha", Talk.REPLY),
        ("kkk", Talk.REPLY),
    ],
)
def test_what_is_said_to_the_program_is_small_talk(message: str, talk: Talk) -> None:
    assert small_talk(message) is talk


@pytest.mark.parametrize(
    "message",
    [
        "Có bao nhiêu chỉ tiêu khó đạt?",
        "Xin chào, cho tôi hỏi có bao nhiêu chỉ tiêu khó đạt",
        "thế còn thu?",
        "Ai phát biểu?",
        "Cơ cấu kinh tế",
        "du lich the nao",
        "Hi vọng của người dân là gì?",
        "?",
    ],
)
def test_what_may_ask_something_is_none(message: str) -> None:
    assert small_talk(message) is None


@pytest.mark.parametrize("message", ["k" * 1_500 + "x", "a " * 13 + "x", "ha" * 900 + "x", "the a " * 6 + "x"])
def test_no_message_keeps_it_busy(message: str) -> None:
    begun = time.thread_time()
    assert small_talk(message) is None
    assert time.thread_time() - begun < 1


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("Xin chào, cho tôi hỏi có bao nhiêu chỉ tiêu?", "có bao nhiêu chỉ tiêu?"),
        ("Chào bạn! Nhiệm vụ thứ sáu là gì?", "Nhiệm vụ thứ sáu là gì?"),
        ("cho em hỏi du lịch thế nào", "du lịch thế nào"),
        ("Hi vọng của người dân là gì?", "Hi vọng của người dân là gì?"),
        ("Xin chào", "Xin chào"),
        ("Du lịch thế nào?", "Du lịch thế nào?"),
    ],
)
def test_a_question_is_freed_of_the_greeting_before_it(message: str, question: str) -> None:
    assert without_greeting(message) == question


@given(st.text())
def test_what_is_left_of_a_message_stands_in_it(message: str) -> None:
    assert without_greeting(message) in message
