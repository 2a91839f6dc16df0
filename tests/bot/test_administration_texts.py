"""What administrators read is short, whole and true."""

from __future__ import annotations

from bot import phrases
from bot.answering.answer import Outcome
from bot.phrases import administration as texts
from bot.phrases import figures
from bot.reading.difference import Difference
from bot.records.statistics import Statistics


def test_a_week_without_questions_is_one_line() -> None:
    assert figures.statistics(Statistics(days=7), []) == "7 ngày qua chưa có câu hỏi nào."


def test_a_caption_fits_under_a_picture() -> None:
    outcomes = dict.fromkeys(Outcome, 1_000_000)
    found = Statistics(7, outcomes, (), 1_000_000, 10_000.0, 100_000.0, 1_000_000, 1_000_000)
    assert len(figures.statistics(found, [(reason, 1_000_000) for reason in phrases.REASONS])) < 700


def test_a_difference_shows_its_first_sentences_and_counts_them_all() -> None:
    found = Difference(tuple(f"Câu mới {number}." for number in range(5)), ("Câu cũ.",))
    lines = texts.changes("Nghị quyết", found).splitlines()
    assert lines[0] == "Thay cho “Nghị quyết”: thêm 5 câu, bỏ 1 câu."
    assert lines[1:] == ["+ Câu mới 0.", "+ Câu mới 1.", "+ Câu mới 2.", "+ …", "− Câu cũ."]


def test_a_file_of_the_same_words_says_so() -> None:
    assert texts.changes("Nghị quyết", Difference((), ())) == "Thay cho “Nghị quyết”: lời văn không đổi."


def test_the_reason_of_a_refusal_is_said_once() -> None:
    reason = "a.docx: tệp hỏng."
    assert texts.file_head("a.docx", "failed", reason) == reason
    assert texts.taken_in("a.docx", "failed", "", reason) == reason


def test_long_titles_are_cut_on_buttons() -> None:
    label = texts.remove_button("Nghị quyết " * 20)
    assert len(label) <= texts.LONGEST_BUTTON
    assert label.endswith(phrases.ELLIPSIS)
