"""Answers over the conclusion, from the question as typed to the quotes."""

from __future__ import annotations

import pytest

from bot.answering.answer import Answer, Outcome
from bot.answering.compose import Responder
from bot.answering.conversation import turn_of
from index.errors import QuestionError


def quoted(answer: Answer) -> str:
    return "\n".join(quote.text for quote in answer.quotes)


@pytest.mark.parametrize(
    "question",
    [
        "Có bao nhiêu chỉ tiêu khó đạt?",
        "bao nhieu chi tieu kho dat",
        "Co bn chi tieu kho dat",
        "BAO NHIÊU CHỈ TIÊU KHÓ ĐẠT",
    ],
)
def test_a_question_is_answered_however_it_is_typed(responder: Responder, question: str) -> None:
    answer = responder.answer(question)
    assert answer.outcome is Outcome.ANSWERED
    assert "11 chỉ tiêu khó đạt" in answer.quotes[0].text
    assert answer.quotes[0].passage.headings == ("Hạn chế",)


def test_another_subject_is_not_found_and_nothing_is_quoted(responder: Responder) -> None:
    answer = responder.answer("Giá vàng hôm nay?")
    assert (answer.outcome, answer.quotes) == (Outcome.NOT_FOUND, ())


def test_a_target_that_is_not_told_is_not_answered(responder: Responder) -> None:
    answer = responder.answer("Mục tiêu thu nhập bình quân đầu người là bao nhiêu?")
    assert answer.outcome in (Outcome.NOT_FOUND, Outcome.UNSURE)


def test_a_list_is_answered_by_the_first_clause_of_each_item(responder: Responder) -> None:
    answer = responder.answer("nhiệm vụ, giải pháp gồm những gì")
    assert [quote.text[:3] for quote in answer.quotes] == ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]


@pytest.mark.parametrize(
    "question", ["nhiệm vụ thứ 6", "nhiem vu thu sau", "nhiệm vụ số 6 là gì", "nhiệm vụ cuối cùng là gì"]
)
def test_an_item_is_found_by_its_place(responder: Responder, question: str) -> None:
    assert responder.answer(question).quotes[0].text.startswith("(6) Tăng cường công tác quản lý")


def test_an_item_that_the_list_lacks_is_not_found(responder: Responder) -> None:
    assert responder.answer("nhiệm vụ thứ 7 là gì?").outcome is Outcome.NOT_FOUND


def test_a_heading_alone_is_answered_by_its_section(responder: Responder) -> None:
    assert responder.answer("Nguyên nhân").quotes[0].text.startswith("Nguyên nhân là do cấp ủy")


def test_a_follow_up_is_read_after_the_question_before_it(responder: Responder) -> None:
    first = responder.answer("Công nghiệp nửa nhiệm kỳ qua thế nào?")
    answer = responder.answer("còn du lịch thì sao?", (turn_of(first.question, first),))
    assert "du lịch" in quoted(answer)


def test_a_greeting_is_small_talk_without_a_quote(responder: Responder) -> None:
    answer = responder.answer("Xin chào!")
    assert (answer.outcome, answer.quotes) == (Outcome.SMALL_TALK, ())


def test_a_question_behind_a_greeting_is_answered(responder: Responder) -> None:
    assert "11 chỉ tiêu khó đạt" in quoted(responder.answer("Xin chào, cho tôi hỏi có bao nhiêu chỉ tiêu khó đạt?"))


def test_a_number_that_the_passage_lacks_keeps_an_answer_unsure(responder: Responder) -> None:
    answer = responder.answer("Hội nghị Ban Chấp hành Đảng bộ tỉnh lần thứ 13 họp ngày nào?")
    assert answer.outcome is not Outcome.ANSWERED


def test_related_sections_are_of_the_same_document_and_not_the_quoted_one(responder: Responder) -> None:
    answer = responder.answer("Có bao nhiêu chỉ tiêu khó đạt?")
    assert len(answer.related) == 3
    assert "Hạn chế" not in [suggestion.title for suggestion in answer.related]


def test_topics_are_the_sections_of_the_document(responder: Responder) -> None:
    titles = [topic.title for topic in responder.topics()]
    assert {"Kết quả", "Hạn chế", "Nguyên nhân"} <= set(titles)


def test_every_topic_leads_to_an_answer(responder: Responder) -> None:
    outcomes = {topic.title: responder.answer(topic.question).outcome for topic in responder.topics()}
    assert [title for title, outcome in outcomes.items() if outcome is not Outcome.ANSWERED] == []


@pytest.mark.parametrize("question", ["", "   ", "😀😀", "a" * 3000, "\x00\x01"])
def test_what_asks_nothing_is_refused_with_a_reason(responder: Responder, question: str) -> None:
    with pytest.raises(QuestionError):
        responder.answer(question)


def test_two_questions_in_one_are_both_answered(responder: Responder) -> None:
    answer = responder.answer("Hội nghị họp ngày nào và ai phát biểu bế mạc?")
    assert "06 tháng 7 năm 2023" in answer.quotes[0].text
    assert "Hoàng Duy Chinh" in answer.quotes[1].text


def test_two_places_in_one_question_bring_both_items(responder: Responder) -> None:
    answer = responder.answer("Nhiệm vụ thứ 6 và thứ 3 là gì?")
    assert [quote.text[:3] for quote in answer.quotes] == ["(6)", "(3)"]


def test_a_place_alone_goes_on_with_the_list_before(responder: Responder) -> None:
    first = responder.answer("Nhiệm vụ thứ 6 là gì?")
    answer = responder.answer("thứ 3 là gì?", [turn_of("Nhiệm vụ thứ 6 là gì?", first)])
    assert [quote.text[:3] for quote in answer.quotes] == ["(3)"]


@pytest.mark.parametrize("question", ["có mấy nhiệm vụ", "có bao nhiêu nhiệm vụ, giải pháp"])
def test_how_many_items_a_list_has_is_answered_by_the_list(responder: Responder, question: str) -> None:
    assert len(responder.answer(question).quotes) == 6


@pytest.mark.parametrize("question", ["Thời tiết hôm nay thế nào?", "lich hop tuan nay", "mấy giờ rồi"])
def test_what_is_asked_about_today_is_not_found(responder: Responder, question: str) -> None:
    assert responder.answer(question).outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize(
    "question", ["How do I cook rice?", "What is the capital of France?", "What time does the supermarket close?"]
)
def test_an_english_question_on_another_subject_is_not_found(responder: Responder, question: str) -> None:
    assert responder.answer(question).outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize(
    "question",
    [
        "Chỉ tiêu có khả năng không đạt là chỉ tiêu nào?",
        "Tên của 11 chỉ tiêu khó đạt là gì?",
        "11 chỉ tiêu khó đạt gồm những chỉ tiêu gì?",
    ],
)
def test_what_is_only_counted_is_not_named(responder: Responder, question: str) -> None:
    assert responder.answer(question).outcome is Outcome.UNSURE


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Công nghiệp có phục hồi không?", "Công nghiệp có sự phục hồi"),
        ("Công nghiệp cần làm gì?", "Tập trung tháo gỡ khó khăn"),
    ],
)
def test_results_and_tasks_are_told_apart(responder: Responder, question: str, words: str) -> None:
    assert words in responder.answer(question).quotes[0].text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Vật giá leo thang", "tăng cao"),
        ("khach den choi dong hon", "quảng bá du lịch"),
        ("Đường sá tới đâu rồi?", "Kết cấu hạ tầng"),
        ("How will tax losses be prevented?", "chống thất thu ngân sách"),
    ],
)
def test_everyday_and_english_words_reach_the_documents_own(responder: Responder, question: str, words: str) -> None:
    assert words in responder.answer(question).quotes[0].text
