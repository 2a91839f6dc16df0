"""Many documents over a loopback Telegram: lists have pages, sections have key sentences, links are short enough."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bot import phrases
from tests.bot.served import Served, environment, serving
from tests.bot.telegram_server import TOKEN, Message, TelegramServer, telegram_server

ADMIN = 42
DOCUMENTS = 18
LONG = " của Ban Chấp hành Đảng bộ tỉnh về phát triển kinh tế nông thôn gắn với du lịch cộng đồng"
SENTENCES = " ".join(
    f"Năm {year} diện tích cây dong riềng của các xã vùng cao đạt {year - 1700} héc-ta, tăng so với năm trước."
    for year in range(2000, 2020)
)


@pytest.fixture(scope="module")
def telegram() -> Iterator[TelegramServer]:
    with telegram_server() as server:
        yield server


@pytest.fixture(scope="module")
def served(telegram: TelegramServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("many")
    documents = folder / "documents"
    documents.mkdir()
    for number in range(1, DOCUMENTS + 1):
        text = f"Nghị quyết chuyên đề thứ {number}{LONG}\n\nI. Nội dung {number}\n\nGiao {number} việc cho {number} xã."
        (documents / f"nghi-quyet-chuyen-de-rat-dai-thu-{number:02d}.txt").write_text(text, encoding="utf-8")
    last = (
        f"Nghị quyết có mục dài{LONG}\n\nI. Mở đầu\n\nNghị quyết này có một mục dài.\n\nII. Dong riềng\n\n{SENTENCES}"
    )
    (documents / "z.txt").write_text(last, encoding="utf-8")
    more = {"telegram_token": TOKEN, "telegram_base_url": telegram.url, "admins": ADMIN, "documents": documents}
    with serving(environment(folder / "library", **more), folder) as running:
        yield running


def said(telegram: TelegramServer, text: str, chat: int) -> Message:
    """The bot's answer to the first message of a chat."""
    telegram.say(text, chat)
    return telegram.wait_for(1, chat)[0]


def labels(message: Message) -> list[str]:
    return [button["text"] for button in message.buttons]


@pytest.mark.parametrize(
    ("command", "chat", "button"),
    [("/vanban", 11, "Nghị quyết"), ("/tomtat", 12, "Nghị quyết"), ("/danhsach", ADMIN, "Rút: ")],
)
def test_every_document_is_in_one_of_the_pages(
    telegram: TelegramServer, served: Served, command: str, chat: int, button: str
) -> None:
    listed = said(telegram, command, chat)
    seen = [listed.text]
    while phrases.NEXT in labels(listed):
        assert sum(label.startswith(button) for label in labels(listed)) == 8, served.written()
        telegram.press(listed, listed.button(phrases.NEXT))
        telegram.wait(lambda: listed.text != seen[-1])
        seen.append(listed.text)
    assert len(seen) == 3
    numbers = re.findall(r"chuyên đề thứ (\d+) của", "\n".join(seen))
    assert sorted(map(int, numbers)) == list(range(1, DOCUMENTS + 1))
    assert len(telegram.sent(chat)) == 1
    telegram.press(listed, listed.button(phrases.PREVIOUS))
    telegram.wait(lambda: listed.text == seen[1])


def test_the_list_of_summaries_leads_to_a_summary(telegram: TelegramServer, served: Served) -> None:
    listed = said(telegram, "/tomtat", 13)
    assert listed.text.startswith(phrases.SUMMARIES_TITLE), served.written()
    telegram.press(listed, listed.button("Nghị quyết"))
    telegram.wait(lambda: listed.text == phrases.NO_KEY_SENTENCES)
    telegram.say("/tomtat", 13)
    listed = telegram.wait_for(2, 13)[1]
    for page in (2, 3):
        if "mục dài" not in listed.text:
            telegram.press(listed, listed.button(phrases.NEXT))
            telegram.wait(lambda page=page: f"trang {page}/" in listed.text)  # type: ignore[misc]
    telegram.press(listed, listed.button("Nghị quyết có mục dài"))
    summary = telegram.wait_for(3, 13)[2]
    assert summary.text.startswith(phrases.KEY_SENTENCES)
    assert summary.button(phrases.CONTENTS)


def test_a_long_section_has_key_sentences_of_its_own(telegram: TelegramServer, served: Served) -> None:
    page = said(telegram, "diện tích cây dong riềng năm 2010 là bao nhiêu héc-ta?", 14)
    assert "310 héc-ta" in page.text, served.written()
    telegram.press(page, page.button(phrases.SHARE))
    [payload] = re.findall(r"start=(\S+)", telegram.wait_for(2, 14)[1].text)
    telegram.say(f"/start {payload}", 14)
    section = telegram.wait_for(3, 14)[2]
    telegram.press(section, section.button(phrases.SUMMARY_OF_SECTION))
    summary = telegram.wait_for(4, 14)[3]
    assert summary.text.startswith(phrases.KEY_SENTENCES_OF_SECTION)
    quoted = re.findall(r"«([^»]+)»", summary.text)
    assert 2 <= len(quoted) <= 4
    assert all(sentence in SENTENCES for sentence in quoted)


def test_every_link_to_a_document_is_short_enough(telegram: TelegramServer, served: Served) -> None:
    chat = 15
    listed = said(telegram, "/vanban", chat)
    telegram.press(listed, listed.button("Nghị quyết"))
    telegram.wait(lambda: phrases.CONTENTS in listed.text)
    telegram.press(listed, listed.button(phrases.SHARE))
    [payload] = re.findall(r"start=(\S+)", telegram.wait_for(2, chat)[1].text)
    assert re.fullmatch(r"d_[a-z0-9-]{1,62}", payload), served.written()
    telegram.say(f"/start {payload}", chat)
    assert telegram.wait_for(3, chat)[2].text == listed.text
