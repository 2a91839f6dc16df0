"""Questions in the documents' own words."""

from __future__ import annotations

import pytest

from index.question.meaning import in_documents_words, in_vietnamese
from index.question.phrasebook import Held
from index.terms import terms


def held_in(*texts: str) -> Held:
    return frozenset(term for text in texts for term in terms(text)).__contains__


def test_an_everyday_phrase_gives_way_to_what_the_documents_say() -> None:
    question = "Ai đào quặng thì sao?"
    meaning = in_documents_words(question, question, held_in("khai thác khoáng sản"))
    assert meaning.text == "Ai khai thác khoáng sản thì sao?"
    assert "khoang san" in meaning.content


def test_a_phrase_that_the_documents_use_themselves_stays_and_its_meaning_stands_beside() -> None:
    question = "đường sá thế nào"
    meaning = in_documents_words(question, question, held_in("đường sá", "giao thông"))
    assert meaning.text == question
    assert meaning.own == ("giao thông",)


def test_a_phrase_typed_bare_is_met_however_it_was_restored() -> None:
    meaning = in_documents_words("khách đèn chơi", "khach den choi", held_in("du lịch"))
    assert meaning.text == "du lịch"


def test_an_english_question_reads_in_vietnamese() -> None:
    meaning = in_vietnamese("How many targets are hard to reach?", held_in("chỉ tiêu khó đạt"))
    assert meaning.text == "chỉ tiêu khó đạt"
    assert {"chi tieu", "kho dat"} <= meaning.content


def test_endings_are_no_other_words() -> None:
    held = held_in("chính sách quản lý hạn chế")
    assert in_vietnamese("Which policies are managed?", held).text == "chính sách quản lý"
    assert in_vietnamese("What weaknesses?", held).text == "hạn chế"


def test_an_english_word_without_a_meaning_stays_among_what_is_asked_about() -> None:
    meaning = in_vietnamese("How do I cook rice?", held_in("nông nghiệp"))
    assert meaning.content == {"cook", "rice"}


def test_the_stretch_of_time_is_no_subject_unless_nothing_else_is() -> None:
    held = held_in("công nghiệp")
    question = "Ngành công nghiệp nửa nhiệm kỳ qua thế nào?"
    assert in_documents_words(question, question, held).text == "Ngành công nghiệp thế nào?"
    alone = "Nửa nhiệm kỳ qua thế nào?"
    assert in_documents_words(alone, alone, held).text == alone


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Trích nguyên văn đoạn nói về du lịch", "du lịch"),
        ("Cho xin câu nói về chống thất thu ngân sách", "chống thất thu ngân sách"),
        ("văn bản có nhắc đến hợp tác xã ở đoạn nào", "hợp tác xã"),
        ("Nhiệm vụ thứ hai nói gì?", "Nhiệm vụ thứ hai nói gì?"),
    ],
)
def test_words_that_ask_for_a_documents_words_are_not_what_is_asked_about(question: str, subject: str) -> None:
    assert in_documents_words(question, question, held_in("x")).text == subject
