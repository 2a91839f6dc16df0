"""Messages that ask several things: each is answered, and what nothing answers is named."""

from __future__ import annotations

from bot.answering.answer import Answer, Outcome
from bot.answering.compose import Responder
from bot.writing.render import plain_text
from bot.writing.reply import reply_to


def quoted(answer: Answer) -> str:
    assert all(quote.text in quote.document.text for quote in answer.quotes)
    return "\n".join(quote.text for quote in answer.quotes)


def test_a_part_that_nothing_answers_is_named_under_the_answer(responder: Responder) -> None:
    answer = responder.answer("Có mấy chỉ tiêu khó đạt và lương tối thiểu là bao nhiêu?")
    assert (answer.outcome, answer.missing) == (Outcome.ANSWERED, ("lương tối thiểu là bao nhiêu",))
    assert "11 chỉ tiêu khó đạt" in quoted(answer)
    assert "Chưa thấy trong văn bản: “lương tối thiểu là bao nhiêu”." in plain_text(reply_to(answer))


def test_a_part_that_the_same_sentence_answers_is_not_missing(responder: Responder) -> None:
    answer = responder.answer("Ai bế mạc hội nghị, người đó giữ chức vụ gì?")
    assert "Bí thư Tỉnh ủy" in quoted(answer)
    assert answer.missing == ()


def test_a_part_without_a_value_of_its_kind_is_missing_where_its_words_are_quoted(responder: Responder) -> None:
    answer = responder.answer("Hội nghị họp ngày nào và họp ở đâu?")
    assert "06 tháng 7 năm 2023" in quoted(answer)
    assert answer.missing == ("họp ở đâu",)


def test_where_no_part_is_answered_nothing_is_claimed_and_nothing_named(responder: Responder) -> None:
    answer = responder.answer("Hội nghị kéo dài mấy ngày, có bao nhiêu đại biểu dự?")
    assert answer.outcome is not Outcome.ANSWERED
    assert answer.missing == ()


def test_two_subjects_of_one_predicate_are_both_answered(responder: Responder) -> None:
    first, second, *_ = responder.answer("Công nghiệp và du lịch phải làm gì?").quotes
    assert first.text.startswith("(2) Tập trung tháo gỡ")
    assert second.text.startswith("(3) Đổi mới")


def test_one_sentence_on_both_subjects_stays_the_answer(responder: Responder) -> None:
    answer = responder.answer("Thương mại và dịch vụ phát triển thế nào?")
    assert "thương mại, dịch vụ phát triển ổn định" in answer.quotes[0].text
    assert answer.missing == ()


def test_the_cause_of_shortcomings_stands_in_the_section_on_causes(responder: Responder) -> None:
    answer = responder.answer("Hạn chế là gì, do đâu?")
    assert "nhỏ lẻ, manh mún" in quoted(answer)
    assert "Nguyên nhân là do cấp ủy" in quoted(answer)
