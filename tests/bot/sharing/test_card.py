"""Answer cards: the quote verbatim and whole, or openly cut; its citation; a code that opens the passage."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import phrases
from bot.phrases import sharing
from bot.sharing import press
from bot.sharing.card import MARGIN, MOST_HEIGHT, PIXELS_A_POINT, USUAL_HEIGHT, WIDTH, Card, card_of, card_sheet
from bot.sharing.links import Channel, Places, Subject, address
from bot.sharing.sheet import Sheet
from bot.writing.reply import Source, excerpt_of
from index.types import Document, Passage
from tests.bot.sharing.readable import codes, outside, over_the_code, text_of

ADDRESS = address(Subject("kl-12", "kl-12.0123abcd"), Channel.WEB, Places("https://hoidap.example.vn"))
SOURCE = Source(
    "I. Kết quả › Chỉ tiêu", "Kết luận Hội nghị lần thứ 12", "Tỉnh ủy · ngày 06 tháng 7 năm 2023", "Ghi chú."
)
SENTENCE = "Tỉnh ủy xác định tiếp tục lãnh đạo, chỉ đạo thực hiện hiệu quả các nhiệm vụ, giải pháp trọng tâm. "


def laid_out(quote: str, question: str = "", source: Source = SOURCE) -> Sheet:
    return card_sheet(Card(question, quote, source, False, ADDRESS), press.measure)


@pytest.mark.parametrize("count", [1, 3, 6, 12, 25, 60])
@pytest.mark.parametrize("question", ["", "Nhiệm vụ trọng tâm là gì? " * 7])
def test_text_fits_whatever_the_quote(count: int, question: str) -> None:
    long = Source(*("Nghị quyết về phát triển kinh tế, xã hội nhanh và bền vững " * 9 for _ in range(4)))
    for source in (SOURCE, long):
        sheet = laid_out(SENTENCE * count, question, source)
        assert outside(sheet, MARGIN) == []
        assert over_the_code(sheet) == []
        assert sheet.height <= MOST_HEIGHT + 0.1


def test_a_quote_of_some_sentences_is_whole_in_a_card_of_the_usual_height() -> None:
    quote = (SENTENCE * 5).strip()
    sheet = laid_out(quote)
    assert sheet.height <= USUAL_HEIGHT + 0.1
    assert f"«{quote}»" in text_of(sheet)
    assert sharing.SCAN_TO_READ in text_of(sheet)


def test_a_long_quote_is_whole_in_a_higher_card() -> None:
    quote = (SENTENCE * 20).strip()
    assert f"«{quote}»" in text_of(laid_out(quote))


def test_what_is_longer_still_ends_after_a_sentence_and_says_where_the_rest_is() -> None:
    text = text_of(laid_out(SENTENCE * 60))
    assert "trọng tâm. …»" in text
    assert sharing.SCAN_FOR_ALL in text


def test_a_single_endless_sentence_ends_after_a_word_and_says_so() -> None:
    text = text_of(laid_out("từ " * 3000))
    assert "từ …»" in text
    assert sharing.SCAN_FOR_ALL in text


def test_the_best_quote_stands_on_the_card_with_the_reading_of_its_defect(document: Document, passage: Passage) -> None:
    start = passage.text.index("Lồng")
    card = card_of(excerpt_of(passage, document, [(start, len(passage.text))]), "", ADDRESS)
    assert card.quote == "Lồng gh p [đúng: ghép] các nguồn vốn."
    text = text_of(card_sheet(card, press.measure))
    assert phrases.CORRECTION_FOOTNOTE in text
    assert phrases.AUTOMATIC in text


def test_where_nothing_is_quoted_the_passage_is(document: Document, passage: Passage) -> None:
    plain = replace(passage, corrections=())
    assert card_of(excerpt_of(plain, document, []), "", ADDRESS).quote == passage.text


def test_the_citation_stands_below_the_quote() -> None:
    text = text_of(laid_out("Còn 11 chỉ tiêu khó đạt."))
    for words in (SOURCE.section, SOURCE.title, SOURCE.origin, SOURCE.status):
        assert words in text


def test_the_code_is_read_from_the_picture() -> None:
    sheet = laid_out("Còn 11 chỉ tiêu khó đạt.", "Còn bao nhiêu chỉ tiêu khó đạt?")
    png = press.png(sheet, PIXELS_A_POINT)
    assert codes(png) == [ADDRESS.url]
    assert WIDTH * PIXELS_A_POINT == 1080
