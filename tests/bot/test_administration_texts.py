"""What administrators read is short, whole and true."""

from __future__ import annotations

from datetime import date

from bot import phrases
from bot.answering.answer import Outcome
from bot.office import clerk
from bot.phrases import administration as texts
from bot.phrases import figures, terminal
from bot.reading.difference import Difference
from bot.records.statistics import Statistics
from index.library.truth import Entry


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
    assert texts.taken_in("a.docx", "failed", "", "", reason) == reason


def test_long_titles_are_cut_on_buttons() -> None:
    label = texts.remove_button("12-NQ/TU", "Nghị quyết " * 20)
    assert label.startswith("Rút: 12-NQ/TU Nghị quyết")
    assert len(label) <= texts.LONGEST_BUTTON
    assert label.endswith(phrases.ELLIPSIS)


def test_a_document_is_named_by_title_number_issuer_and_date_beside_its_id() -> None:
    entry = Entry("vb-1", "Kết luận", "12-KL/TU", "Tỉnh ủy", "Kết luận", "a.docx", 15, 1, date(2023, 7, 6))
    origin = clerk.origin(entry)
    assert origin == "Số 12-KL/TU · Tỉnh ủy · ngày 06 tháng 7 năm 2023"
    assert texts.document_line("vb-1", "Kết luận", origin, 15) == f"Kết luận\n{origin}\nvb-1 · 15 đoạn"
    assert clerk.ask_to_remove(entry).startswith(f"Rút “Kết luận”, {origin} (vb-1) khỏi thư viện?")
    assert terminal.library_line("vb-1", "Kết luận", origin, 15) == f"vb-1  Kết luận  {origin}  (15 đoạn)"
    assert texts.taken_in("a.docx", "added", "vb-1", "Kết luận", "") == "Đã thêm: a.docx (vb-1: Kết luận)"
