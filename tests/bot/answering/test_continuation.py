"""More of what was just answered: around it, after it, to the end of its document."""

from __future__ import annotations

from bot.answering.answer import Answer, Outcome
from bot.answering.compose import Responder
from bot.answering.conversation import turn_of


def talked(responder: Responder, *questions: str) -> list[Answer]:
    """The answers of one conversation."""
    answers: list[Answer] = []
    for question in questions:
        answers.append(responder.answer(question, [turn_of(each.question, each) for each in answers]))
    return answers


def test_told_more_fully_is_the_whole_passage_of_what_was_quoted(responder: Responder) -> None:
    first, fuller = talked(responder, "Có bao nhiêu chỉ tiêu khó đạt?", "nói rõ hơn đi")
    [quote] = fuller.quotes
    assert fuller.outcome is Outcome.ANSWERED
    assert quote.passage.id == first.quotes[0].passage.id
    assert quote.text == quote.passage.text


def test_what_was_quoted_whole_is_followed_by_the_next_passage(responder: Responder) -> None:
    first, fuller = talked(responder, "Nhiệm vụ thứ 3 là gì?", "chi tiet hon")
    assert fuller.quotes[0].text == first.quotes[0].text
    assert fuller.quotes[1].text.startswith("(4) Tăng cường quản lý")


def test_it_goes_on_passage_by_passage(responder: Responder) -> None:
    _, second, third = talked(responder, "Có bao nhiêu chỉ tiêu khó đạt?", "tiếp đi", "còn gì nữa không")
    assert second.quotes[0].text.startswith("Nguyên nhân là do cấp ủy")
    assert third.quotes[0].text.startswith("Để thực hiện thắng lợi")


def test_without_an_answer_before_it_there_is_nothing_to_go_on_with(responder: Responder) -> None:
    assert talked(responder, "Giá vàng hôm nay?", "nói rõ hơn")[1].confidence < 1
