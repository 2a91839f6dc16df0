"""Follow-ups that turn to another subject: "còn du lịch thì sao?" after a question on an industrial park."""

from __future__ import annotations

import pytest

from bot.answering.answer import Answer, Outcome
from bot.answering.compose import Responder
from bot.answering.conversation import turn_of


def after(responder: Responder, first: str, then: str) -> Answer:
    return responder.answer(then, (turn_of(first, responder.answer(first)),))


@pytest.mark.parametrize(
    ("first", "then", "quoted"),
    [
        ("KCN Thanh Bình gđ 2 ntn", "còn du lịch thì sao?", "du lịch"),
        ("Có bao nhiêu chỉ tiêu khó đạt?", "còn du lịch thì sao?", "du lịch"),
        ("KCN Thanh Bình gđ 2 ntn", "the con quoc phong thi sao", "Quốc phòng"),
        ("Giá vàng hôm nay?", "còn hợp tác xã thì sao?", "hợp tác xã"),
    ],
)
def test_the_new_subject_is_answered(responder: Responder, first: str, then: str, quoted: str) -> None:
    answer = after(responder, first, then)
    assert answer.outcome is Outcome.ANSWERED
    assert quoted in answer.quotes[0].text


def test_a_subject_that_no_document_has_is_not_found_under_the_earlier_one(responder: Responder) -> None:
    assert after(responder, "KCN Thanh Bình gđ 2 ntn", "còn giá vàng thì sao?").outcome is Outcome.NOT_FOUND


def test_what_both_questions_ask_together_is_found_together(responder: Responder) -> None:
    answer = after(responder, "Quản lý chi ngân sách thế nào?", "thế còn thu?")
    assert "tăng thu ngân sách nhà nước" in answer.quotes[0].text


def test_another_year_asks_the_earlier_question_of_that_year(responder: Responder) -> None:
    answer = after(responder, "Thu ngân sách bao nhiêu?", "còn năm 2021 thì sao?")
    assert answer.outcome is Outcome.UNSURE
    assert "thu ngân sách" in answer.quotes[0].text
