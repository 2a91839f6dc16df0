"""Administration from Zalo: by numbers and by buttons, on a library of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import phrases
from bot.phrases import zalo as words
from tests.bot.served import Served, environment, serving
from tests.bot.zalo_server import TOKEN, Sent, ZaloServer

ADMIN, ANYONE = "quan-tri", "43"
QUESTION = "Có bao nhiêu chỉ tiêu khó đạt?"
QUOTE = "còn 11 chỉ tiêu khó đạt"


@pytest.fixture(scope="module")
def served(zalo: ZaloServer, library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(library, folder / "library")
    more = {"zalo_admins": f"{ADMIN}, ai-khac", "keep_questions": "true"}
    env = environment(folder / "library", zalo_bot_token=TOKEN, zalo_bot_base_url=zalo.url, **more)
    with serving(env, folder) as running:
        yield running


def told(zalo: ZaloServer, text: str, chat: str = ADMIN, words: str = "") -> Sent:
    """The first message of the answer to a text that holds these words."""
    before = len(zalo.sent(chat))
    zalo.say(text, chat)

    def found() -> list[Sent]:
        return [message for message in zalo.sent(chat)[before:] if words in message.text]

    zalo.wait(lambda: bool(found()), 60)
    return found()[0]


def test_a_document_is_withdrawn_after_a_question_and_brought_back(zalo: ZaloServer, served: Served) -> None:
    assert QUOTE in told(zalo, QUESTION).text, served.written()
    listing = told(zalo, "/danhsach")
    asked = told(zalo, listing.number("Rút: Kết luận"))
    assert "(kl-hn12-2023) khỏi thư viện?" in asked.text
    assert told(zalo, asked.number(phrases.NOT_NOW)).text == phrases.LEFT_AS_IT_IS
    asked = told(zalo, "/thuhoi kl-hn12-2023")
    assert told(zalo, asked.number(phrases.REMOVE)).text.startswith("rút  ")
    assert QUOTE not in told(zalo, QUESTION).text
    history = told(zalo, "/hoantac")
    assert told(zalo, history.number(phrases.rollback_button("1"))).text.startswith("thêm  ")
    assert QUOTE in told(zalo, QUESTION).text


def test_the_index_can_be_made_anew_and_questions_looked_into(zalo: ZaloServer, served: Served) -> None:
    assert told(zalo, "/lapchimuc").text == phrases.WORKING, served.written()
    zalo.wait(lambda: "Thư viện nay ở bản" in zalo.sent(ADMIN)[-1].text, 60)
    told(zalo, "Giá vàng hôm nay bao nhiêu?")
    assert "câu hỏi của" in told(zalo, "/thongke").text
    assert "× Giá vàng hôm nay bao nhiêu?" in told(zalo, "/chuatraloi").text


def test_what_zalo_cannot_do_is_said_with_where_it_can_be_done(zalo: ZaloServer, served: Served) -> None:
    assert told(zalo, "/xuatcsv").text == words.NO_CSV, served.written()
    before = len(zalo.sent(ADMIN))
    zalo.say(None, ADMIN, photo="https://example.vn/a.jpg")
    assert zalo.wait_for(before + 1, ADMIN)[-1].text == words.NO_FILES


@pytest.mark.parametrize("command", [*(f"/{name}" for name in phrases.ADMIN_COMMANDS), "/thuhoi kl-hn12-2023"])
def test_nobody_else_administers(zalo: ZaloServer, served: Served, command: str) -> None:
    assert told(zalo, command, ANYONE).text == words.only_admins(ANYONE), served.written()
