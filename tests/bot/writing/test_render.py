"""Replies as people read them: plain text, Telegram's HTML, JSON."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from bot import phrases
from bot.answering.answer import Answer, Outcome, Quote
from bot.writing import render
from bot.writing.reply import reply_to
from bot.writing.split import width
from index.types import Document, Passage
from tests.bot.conftest import AnswerOf

LIMIT = 4_096


def long_answer(document: Document, sentences: int) -> Answer:
    """Three quotes, each a passage of its own with so many sentences of 40 characters."""
    text = " ".join(f"Câu số {number:04d} nói <điều> này & điều kia." for number in range(sentences))
    passages = [Passage(f"d.{number}", document.id, ("Mục",), text, 0, len(text)) for number in range(3)]
    quotes = tuple(Quote(text, passage, document, 0, len(text)) for passage in passages)
    return Answer("?", Outcome.UNSURE, quotes)


def plain(message: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", message))


def test_plain_text_is_the_quote_then_its_place_then_more_questions(answer_of: AnswerOf) -> None:
    assert render.plain_text(reply_to(answer_of("Tuy vậy, còn 11 chỉ tiêu khó đạt."))) == (
        "«Tuy vậy, còn 11 chỉ tiêu khó đạt.»\n"
        "Mục: I. Kết quả › Chỉ tiêu\n"
        "Văn bản: Kết luận Hội nghị lần thứ 12\n"
        "Ban Chấp hành Đảng bộ tỉnh Bắc Kạn · ngày 06 tháng 7 năm 2023\n"
        "Ghi chú: Bắc Kạn sáp nhập vào Thái Nguyên từ 01/7/2025.\n"
        "\n"
        "Có thể hỏi tiếp:\n"
        "  1. Nguồn vốn được lồng ghép ra sao?"
    )


def test_two_quotes_of_one_section_name_it_once(answer_of: AnswerOf) -> None:
    text = render.plain_text(reply_to(answer_of("Nửa nhiệm kỳ qua", "Tuy vậy")))
    assert text.startswith("«Nửa nhiệm kỳ qua»\n\n«Tuy vậy»\nMục: I. Kết quả › Chỉ tiêu\nVăn bản: ")
    assert text.count("Văn bản: ") == 1


def test_telegram_shows_the_quote_bold_inside_its_passage(answer_of: AnswerOf) -> None:
    [message] = render.telegram_messages(reply_to(answer_of("còn 11 chỉ tiêu khó đạt")), LIMIT)
    assert message.startswith(
        "<blockquote>Nửa nhiệm kỳ qua có 54/66 chỉ tiêu đạt. Tuy vậy, <b>còn 11 chỉ tiêu khó đạt</b>."
    )
    assert "gh p<i> [đúng: ghép]</i> các" in message
    assert "Kết luận Hội nghị lần thứ 12" in message


def test_what_a_document_says_is_never_read_as_telegram_html(document: Document) -> None:
    [message] = render.telegram_messages(reply_to(long_answer(document, 1)), LIMIT)
    assert "&lt;điều&gt; này &amp; điều" in message


@pytest.mark.parametrize("sentences", [10, 90, 400])
def test_long_answers_are_split_under_the_limit_and_each_part_is_cited(document: Document, sentences: int) -> None:
    reply = reply_to(long_answer(document, sentences))
    telegram = render.telegram_messages(reply, LIMIT)
    assert all(width(plain(message)) <= LIMIT for message in telegram)
    assert all("Văn bản: Kết luận Hội nghị lần thứ 12" in message for message in telegram)
    zalo = render.plain_messages(reply, 2_000)
    assert all(width(message) <= 2_000 for message in zalo)
    assert all(document.issuer in message for message in zalo)


@pytest.mark.parametrize("sentences", [90, 400])
def test_a_split_answer_loses_no_sentence_and_breaks_none(document: Document, sentences: int) -> None:
    messages = render.telegram_messages(reply_to(long_answer(document, sentences)), LIMIT)
    assert len(messages) > 1
    found = [
        number
        for message in messages
        for number in re.findall(r"Câu số (\d+) nói <điều> này & điều kia\.", plain(message))
    ]
    assert found == [f"{number:04d}" for number in range(sentences)] * 3


def test_tags_are_closed_in_every_part(document: Document) -> None:
    for message in render.telegram_messages(reply_to(long_answer(document, 400)), LIMIT):
        for tag in ("b", "i", "blockquote"):
            assert message.count(f"<{tag}>") == message.count(f"</{tag}>")


def test_footnotes_that_do_not_fit_become_a_message_of_their_own(answer_of: AnswerOf) -> None:
    reply = reply_to(answer_of("Lồng gh p các nguồn vốn."))
    whole = render.plain_messages(replace(reply, footnotes=()), LIMIT)
    messages = render.plain_messages(reply, len(whole[0]) + 5)
    assert messages == (whole[0], phrases.CORRECTION_FOOTNOTE)


def test_json_has_the_contract_s_fields_and_verbatim_quotes(answer_of: AnswerOf, passage: Passage) -> None:
    made = render.answer_json(answer_of("Lồng gh p các nguồn vốn."), id="q1", elapsed_ms=12.345)
    text = made.pop("text")
    assert "gh p [đúng: ghép]" in text
    start = passage.text.index("Lồng")
    assert made == {
        "id": "q1",
        "question": "Có bao nhiêu chỉ tiêu khó đạt?",
        "outcome": "answered",
        "confidence": 0.93,
        "quotes": [
            {
                "text": "Lồng gh p các nguồn vốn.",
                "document_id": "ket-luan-12",
                "document_title": "Kết luận Hội nghị lần thứ 12",
                "section": "I. Kết quả › Chỉ tiêu",
                "passage_id": "ket-luan-12.00000001",
                "start": start,
                "end": start + 24,
            }
        ],
        "passages": [
            {"id": passage.id, "document_id": "ket-luan-12", "text": passage.text, "score": 0.9},
        ],
        "generation": "g1",
        "elapsed_ms": 12.3,
    }


def test_the_page_gets_spans_and_no_markup(answer_of: AnswerOf) -> None:
    made = render.reply_json(reply_to(answer_of("Tuy vậy")))
    [excerpt] = made["excerpts"]
    assert {"kind": "quoted", "text": "Tuy vậy"} in excerpt["shown"]
    assert made["suggestions"] == [{"title": "Nguồn vốn", "question": "Nguồn vốn được lồng ghép ra sao?"}]
