"""What is said about an answer, before any channel writes it down."""

from __future__ import annotations

from dataclasses import replace

from bot import phrases
from bot.answering.answer import Answer, Outcome, Quote
from bot.answering.small_talk import Talk
from bot.writing.render import answer_json
from bot.writing.reply import SpanKind, excerpt_of, reply_to, source_of
from bot.writing.split import text_of
from index.types import Block, BlockKind, Document, Passage
from tests.bot.conftest import TEXT, AnswerOf


def test_an_answer_speaks_through_its_quotes_alone(answer_of: AnswerOf) -> None:
    reply = reply_to(answer_of("còn 11 chỉ tiêu khó đạt"))
    assert reply.lead == ""
    [excerpt] = reply.excerpts
    assert [span.text for span in excerpt.passage if span.kind is SpanKind.QUOTED] == ["còn 11 chỉ tiêu khó đạt"]


def test_quotes_of_one_passage_share_an_excerpt_best_first(answer_of: AnswerOf) -> None:
    [excerpt] = reply_to(answer_of("Tuy vậy, còn 11 chỉ tiêu khó đạt.", "Nửa nhiệm kỳ qua")).excerpts
    assert list(map(text_of, excerpt.quotes)) == ["Tuy vậy, còn 11 chỉ tiêu khó đạt.", "Nửa nhiệm kỳ qua"]


def test_the_passage_is_verbatim_without_our_readings(answer_of: AnswerOf) -> None:
    [excerpt] = reply_to(answer_of("các nguồn vốn")).excerpts
    assert "".join(span.text for span in excerpt.passage if span.kind is not SpanKind.READING) == TEXT


def test_a_known_defect_is_shown_with_its_reading_and_a_footnote(answer_of: AnswerOf) -> None:
    reply = reply_to(answer_of("Lồng gh p các nguồn vốn."))
    [quote] = reply.excerpts[0].quotes
    assert text_of(quote) == "Lồng gh p [đúng: ghép] các nguồn vốn."
    assert reply.footnotes == (phrases.CORRECTION_FOOTNOTE,)


def test_a_reply_without_defects_has_no_footnote() -> None:
    assert reply_to(Answer("?", Outcome.NOT_FOUND)).footnotes == ()


def test_an_unsure_answer_says_that_these_are_only_the_closest_passages(answer_of: AnswerOf) -> None:
    assert reply_to(answer_of("Tuy vậy", outcome=Outcome.UNSURE)).lead == phrases.UNSURE


def test_not_found_says_so_and_names_what_the_documents_speak_of(answer_of: AnswerOf) -> None:
    assert reply_to(answer_of(outcome=Outcome.NOT_FOUND)).lead == phrases.NOT_FOUND
    near = reply_to(answer_of(outcome=Outcome.NOT_FOUND, topic="du lịch"))
    assert near.lead == "Tài liệu có nói về “du lịch”, nhưng không nêu điều được hỏi."


def test_every_outcome_says_something(answer_of: AnswerOf) -> None:
    for outcome in Outcome:
        reply = reply_to(answer_of("Tuy vậy", outcome=outcome))
        assert reply.lead or reply.excerpts


def test_a_source_names_issuer_and_date_and_keeps_the_status_as_a_remark(document: Document) -> None:
    source = source_of(document, ("I. Kết quả", "Chỉ tiêu"))
    assert source.section == "I. Kết quả › Chỉ tiêu"
    assert source.origin == "Ban Chấp hành Đảng bộ tỉnh Bắc Kạn · ngày 06 tháng 7 năm 2023"
    assert source.status == document.status


def test_small_talk_is_answered_in_kind_and_every_kind_has_its_words() -> None:
    assert set(phrases.SMALL_TALK) == set(Talk)
    assert reply_to(Answer("cảm ơn", Outcome.SMALL_TALK, talk=Talk.THANKS)).lead == phrases.SMALL_TALK["thanks"]
    assert (
        phrases.AUTOMATIC.partition(" (")[0].lower()
        in reply_to(Answer("bạn là ai?", Outcome.SMALL_TALK, talk=Talk.IDENTITY)).lead.lower()
    )


def test_a_quote_of_a_paged_document_names_the_page_that_it_begins_on(document: Document, passage: Passage) -> None:
    turn = document.text.index("Tuy vậy")
    blocks = (Block(0, turn - 1, BlockKind.PARAGRAPH, page=4), Block(turn, len(document.text), BlockKind.ITEM, page=5))
    paged = replace(document, blocks=blocks)
    assert excerpt_of(passage, paged, [(turn, turn + 7)]).source.section == "I. Kết quả › Chỉ tiêu, trang 5"
    assert excerpt_of(passage, paged, ()).source.section == "I. Kết quả › Chỉ tiêu, trang 4"


def test_a_quoted_row_is_cited_with_what_names_its_columns() -> None:
    text = "Chỉ tiêu | Năm 2022\n\nThu ngân sách | 800 tỷ đồng"
    blocks = (Block(0, 19, BlockKind.ROW, 1), Block(21, len(text), BlockKind.ROW))
    document = Document("d", "Kết quả", text, blocks, "a.pdf", "")
    passage = Passage("d.00000000", "d", ("Phụ lục",), text, 0, len(text))
    assert excerpt_of(passage, document, [(21, 48)]).source.section == "Phụ lục › bảng: Chỉ tiêu | Năm 2022"
    assert excerpt_of(passage, document, [(0, 19)]).source.section == "Phụ lục"
    quote = Quote(text[21:], passage, document, 21, len(text))
    [told] = answer_json(Answer("?", Outcome.ANSWERED, (quote,)))["quotes"]
    assert told["section"] == "Phụ lục › bảng: Chỉ tiêu | Năm 2022"
