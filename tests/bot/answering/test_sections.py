"""Sections and lists that are asked for by their names alone, however the asking is worded."""

from __future__ import annotations

import pytest

from bot.answering.answer import Outcome
from bot.answering.compose import Responder
from index.terms import fold


@pytest.mark.parametrize("question", ["liệt kê các nhiệm vụ", "kể tên các nhiệm vụ", "danh sách nhiệm vụ, giải pháp"])
def test_words_that_only_ask_for_a_list_leave_its_name(responder: Responder, question: str) -> None:
    for typed in (question, fold(question)):
        quotes = [quote.text for quote in responder.answer(typed).quotes]
        assert [text[:3] for text in quotes] == ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("nguyên nhân của hạn chế là gì", "Nguyên nhân"),
        ("nguyen nhan cua han che la j z", "Nguyên nhân"),
        ("liệt kê hạn chế", "Hạn chế"),
        ("hạn chế là gì", "Hạn chế"),
    ],
)
def test_a_question_of_nothing_but_headings_is_answered_by_the_first_section(
    responder: Responder, question: str, heading: str
) -> None:
    answer = responder.answer(question)
    assert answer.outcome is Outcome.ANSWERED
    assert [quote.passage.headings[-1] for quote in answer.quotes] == [heading]


@pytest.mark.parametrize("question", ["hạn chế của du lịch", "hạn chế về đầu tư công là gì"])
def test_a_part_of_a_section_is_not_answered_by_the_whole(responder: Responder, question: str) -> None:
    answer = responder.answer(question)
    assert answer.outcome is not Outcome.ANSWERED or all(
        len(each.text) < len(each.passage.text) for each in answer.quotes
    )


def test_an_item_that_the_list_does_not_have_is_not_in_the_document(responder: Responder) -> None:
    assert responder.answer("nhiệm vụ thứ 99").outcome is Outcome.NOT_FOUND
