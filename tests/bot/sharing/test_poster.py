"""Posters: nothing leaves its place however long the title, and a telephone reads the code from paper and picture."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.reading.outline import OutlineEntry
from bot.sharing import press
from bot.sharing.links import Channel, Places, Subject, address
from bot.sharing.poster import MARGIN, PIXELS_A_POINT, poster_of, poster_sheet
from bot.sharing.sheet import Sheet
from index.types import Document
from tests.bot.sharing.readable import codes, outside, over_the_code, pages, text_of

PLACES = Places("https://hoidap.example.vn", "hoidap_bot", "https://zalo.me/123")
SECTION = OutlineEntry("Nhiệm vụ (1): chương trình mục tiêu quốc gia", 1, "ket-luan-12.00000001")
LONG_QUESTION = "Kết quả " + "phát triển kinh tế, xã hội " * 7
LONG_TITLE = (
    "Nghị quyết về phát triển kinh tế, xã hội nhanh và bền vững giai đoạn 2021 - 2025, tầm nhìn đến năm 2030 " * 12
)
TITLES = ("A", "Kết luận Hội nghị lần thứ 12", LONG_TITLE, "Ẫ" * 900, "ỘỔỖ ẴẨ " * 120)


def made(document: Document, subject: Subject, channel: Channel, section: OutlineEntry | None = None) -> Sheet:
    held = document if subject.document_id else None
    return poster_sheet(poster_of(subject, address(subject, channel, PLACES), held, section), press.measure)


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("section", [None, SECTION])
def test_text_fits_whatever_the_title(document: Document, title: str, section: OutlineEntry | None) -> None:
    named = replace(document, title=title, issuer=title[:300])
    titled = section and replace(section, title=title)
    sheet = made(named, Subject(document.id, section.passage_id if section else ""), Channel.WEB, titled)
    assert outside(sheet, MARGIN) == []
    assert over_the_code(sheet) == []


@pytest.mark.parametrize("channel", list(Channel))
def test_each_channel_s_poster_fits_with_the_longest_question(document: Document, channel: Channel) -> None:
    sheet = made(document, Subject(question=LONG_QUESTION[:200]), channel)
    assert outside(sheet, MARGIN) == []
    assert over_the_code(sheet) == []


@pytest.mark.parametrize(
    "subject",
    [
        Subject(),
        Subject("ket-luan-12"),
        Subject("ket-luan-12", "ket-luan-12.00000001"),
        Subject(question="Có bao nhiêu chỉ tiêu khó đạt?"),
        Subject(question=LONG_QUESTION[:200]),
    ],
)
def test_the_code_leads_to_the_subject(document: Document, subject: Subject) -> None:
    section = SECTION if subject.passage_id else None
    for channel in Channel:
        url = address(subject, channel, PLACES).url
        [(text, page)] = pages(press.pdf([made(document, subject, channel, section)]))
        assert codes(page) == [url]
        assert "HỎI ĐÁP NGHỊ QUYẾT" in text


def test_the_picture_s_code_is_read_too(document: Document) -> None:
    png = press.png(made(document, Subject("ket-luan-12"), Channel.WEB), PIXELS_A_POINT)
    assert codes(png) == ["https://hoidap.example.vn/van-ban/ket-luan-12"]


def test_words_of_the_paper_can_be_searched_with_their_diacritics(document: Document) -> None:
    [(text, _)] = pages(press.pdf([made(document, Subject("ket-luan-12"), Channel.TELEGRAM)]))
    for words in (document.title, document.issuer, "ngày 06 tháng 7 năm 2023", "t.me/hoidap_bot", "Bắt đầu (Start)"):
        assert words in text


def test_where_a_link_opens_the_chat_alone_people_are_told_to_type(document: Document) -> None:
    asked = Subject(question="Có bao nhiêu chỉ tiêu khó đạt?")
    assert "Gõ câu hỏi ở trên" in text_of(made(document, asked, Channel.ZALO))
    assert "Gõ câu hỏi ở trên" not in text_of(made(document, asked, Channel.WEB))


def test_a_program_is_said_to_answer(document: Document) -> None:
    assert "không phải người" in text_of(made(document, Subject(), Channel.WEB))
