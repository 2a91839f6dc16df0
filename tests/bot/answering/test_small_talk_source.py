"""Whoever wants the documents themselves is told where they lie."""

from __future__ import annotations

import pytest

from bot import phrases
from bot.answering.compose import Responder
from bot.answering.small_talk import Talk, small_talk
from bot.writing.render import plain_text
from bot.writing.reply import reply_to


@pytest.mark.parametrize(
    "message",
    [
        "link văn bản",
        "tải văn bản ở đâu",
        "xem toàn văn ở đâu?",
        "đọc cho tôi toàn văn",
        "gui cho toi file pdf",
        "xin link nghị quyết",
        "có những văn bản nào",
        "cho em xin file văn bản gốc ạ",
    ],
)
def test_whoever_asks_for_the_documents_is_understood(message: str) -> None:
    assert small_talk(message) is Talk.SOURCE


@pytest.mark.parametrize(
    "message",
    [
        "văn bản nêu gì",
        "toàn văn điều 5",
        "nhiệm vụ ở đâu",
        "văn bản hướng dẫn ban hành chậm ở đâu",
        "văn bản ban hành ngày nào",
    ],
)
def test_what_asks_of_their_words_is_a_question(message: str) -> None:
    assert small_talk(message) is None


def test_the_answer_names_the_way_in_every_channel(responder: Responder) -> None:
    text = plain_text(reply_to(responder.answer("link văn bản")))
    assert text == phrases.SMALL_TALK["source"]
    assert "/vanban" in text
