"""What the mark of a correction means is said where one is shown, and there only."""

from __future__ import annotations

from bot import phrases
from bot.answering.compose import Responder
from bot.writing.render import plain_text
from bot.writing.reply import reply_to

BESIDE_A_CORRECTION = "Biến đổi khí hậu thì làm gì?"
WITH_A_CORRECTION = "Khai thác khoáng sản trái phép thì xử lý thế nào?"


def told(responder: Responder, question: str) -> str:
    return plain_text(reply_to(responder.answer(question)))


def test_a_quote_without_a_correction_has_no_footnote_about_it(responder: Responder) -> None:
    text = told(responder, BESIDE_A_CORRECTION)
    assert "thích ứng với biến đổi khí hậu" in text
    assert phrases.CORRECTION_FOOTNOTE not in text


def test_a_quote_with_a_correction_has_it(responder: Responder) -> None:
    text = told(responder, WITH_A_CORRECTION)
    assert "[đúng: phép]" in text
    assert phrases.CORRECTION_FOOTNOTE in text
