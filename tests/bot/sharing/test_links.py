"""Links hold ids alone, and each channel's leads as near to the subject as the channel can."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest

from bot.sharing.links import (
    LONGEST_QUESTION,
    Channel,
    Places,
    ShareError,
    Subject,
    address,
    clean_question,
)

PLACES = Places("https://hoidap.example.vn", "hoidap_bot", "https://zalo.me/123")
QUESTION = "Có bao nhiêu chỉ tiêu khó đạt?"


@pytest.mark.parametrize(
    ("subject", "web", "telegram"),
    [
        (Subject(), "https://hoidap.example.vn/", "https://t.me/hoidap_bot"),
        (Subject("kl-12"), "https://hoidap.example.vn/van-ban/kl-12", "https://t.me/hoidap_bot?start=d_kl-12"),
        (
            Subject("kl-12", "kl-12.0123abcd"),
            "https://hoidap.example.vn/van-ban/kl-12#doan-0123abcd",
            "https://t.me/hoidap_bot?start=p_kl-12_0123abcd",
        ),
    ],
)
def test_ids_are_all_that_a_link_to_a_document_holds(subject: Subject, web: str, telegram: str) -> None:
    assert address(subject, Channel.WEB, PLACES).url == web
    assert address(subject, Channel.TELEGRAM, PLACES).url == telegram


def test_a_quote_s_link_has_the_page_mark_it() -> None:
    quoted = Subject("kl-12", "kl-12.0123abcd", quoted=((5, 60),))
    assert address(quoted, Channel.WEB, PLACES).url.endswith("/van-ban/kl-12?trich=0123abcd.5.60#doan-0123abcd")


def test_a_question_travels_in_the_fragment_which_no_server_sees() -> None:
    parts = urlsplit(address(Subject(question=QUESTION), Channel.WEB, PLACES).url)
    assert (parts.path, parts.query) == ("/", "")
    assert unquote(parts.fragment) == f"hoi={QUESTION}"


def test_a_question_too_long_for_telegram_opens_the_bot_alone_and_that_is_told() -> None:
    short = address(Subject(question=QUESTION), Channel.TELEGRAM, PLACES)
    long = address(Subject(question="kết quả phát triển kinh tế xã hội " * 4), Channel.TELEGRAM, PLACES)
    assert (short.url, short.opens_subject) == ("https://t.me/hoidap_bot?start=q_co-bao-nhieu-chi-tieu-kho-dat", True)
    assert (long.url, long.opens_subject) == ("https://t.me/hoidap_bot", False)


def test_a_link_to_zalo_opens_the_chat_alone_and_that_is_told() -> None:
    assert address(Subject(), Channel.ZALO, PLACES).opens_subject
    assert not address(Subject("kl-12"), Channel.ZALO, PLACES).opens_subject


def test_a_channel_that_is_not_configured_has_no_link() -> None:
    assert Places(web="http://a").channels == (Channel.WEB,)
    assert PLACES.channels == tuple(Channel)
    for channel in Channel:
        with pytest.raises(ShareError, match="HOIDAP_"):
            address(Subject(), channel, Places())


@pytest.mark.parametrize(
    ("web", "private"),
    [("http://127.0.0.1:8080", True), ("http://[::1]:8080", True), ("http://192.168.1.5:8080", False)],
)
def test_an_address_that_no_telephone_reaches_is_known(web: str, private: bool) -> None:
    assert Places(web).is_private is private


def test_what_is_printed_under_a_code_can_be_typed() -> None:
    assert address(Subject("kl-12", "kl-12.0123abcd"), Channel.WEB, PLACES).shown == "hoidap.example.vn/van-ban/kl-12"
    assert address(Subject("kl-12"), Channel.TELEGRAM, PLACES).shown == "t.me/hoidap_bot"


def test_a_question_is_one_line_of_composed_letters() -> None:
    assert clean_question(" Kho\u0301\u00a0 đạt\n\u200bkhông\x07? ") == "Khó đạt không ?"


@pytest.mark.parametrize("text", ["", " \n\u200b ", "a" * (LONGEST_QUESTION + 1)])
def test_what_is_no_question_for_a_poster_is_refused(text: str) -> None:
    with pytest.raises(ShareError):
        clean_question(text)
