"""A reply that waits to be sent shows nothing of a document that was withdrawn meanwhile, nor in the next process."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.phrases import WITHDRAWN
from bot.settings import Settings
from bot.wiring import Wiring
from tests.bot.served import DOCUMENTS, Served, environment, serving
from tests.bot.telegram_server import TOKEN, RefusedError, TelegramServer, telegram_server
from tests.bot.zalo_server import TOKEN as ZALO_TOKEN
from tests.bot.zalo_server import ZaloServer, zalo_server

FOREST = "Diện tích rừng phòng hộ ven hồ là bao nhiêu héc-ta?"
FOREST_QUOTE = "4321 héc-ta"
FOREST_TEXT = "Nghị quyết về rừng phòng hộ ven hồ\n\nI. Diện tích\n\nDiện tích rừng phòng hộ ven hồ là 4321 héc-ta.\n"
QUESTION = "Có bao nhiêu chỉ tiêu khó đạt?"
QUOTE = "11 chỉ tiêu khó đạt"

LATER = RefusedError(429, "Too Many Requests: retry after 60", retry_after=60)
SOON = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 1}}
ASKS_FOREST, ASKS_OTHER, LISTS = 7, 8, 9


@dataclass
class Told:
    """What the chats were told after the forest's document was withdrawn while their replies waited."""

    telegram: TelegramServer
    zalo: ZaloServer
    written: str


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("withdrawn")
    documents = folder / "documents"
    documents.mkdir()
    (documents / "ket-luan.txt").write_bytes((DOCUMENTS / "ket-luan-hoi-nghi-12.txt").read_bytes())
    (documents / "rung-ven-ho.txt").write_text(FOREST_TEXT, encoding="utf-8")
    with ExitStack() as stack:
        telegram, zalo = stack.enter_context(telegram_server()), stack.enter_context(zalo_server())
        tokens = {"telegram_token": TOKEN, "zalo_bot_token": ZALO_TOKEN}
        places = {"telegram_base_url": telegram.url, "zalo_bot_base_url": zalo.url, "documents": documents}
        env = environment(folder / "library", **tokens, **places)
        first = stack.enter_context(serving(env, folder))
        _ask_in_vain(telegram, zalo)
        _remove("rung-ven-ho.txt", folder / "library")
        zalo.refusals["sendMessage"].clear()
        zalo.wait_for(1)
        _kill(first)
        second = stack.enter_context(serving(env, folder))
        for chat in (ASKS_FOREST, ASKS_OTHER, LISTS):
            telegram.wait_for(1, chat)
        second.stop()
        return Told(telegram, zalo, first.written() + second.written())


def _ask_in_vain(telegram: TelegramServer, zalo: ZaloServer) -> None:
    """Every chat's reply is stored and refused for now."""
    telegram.refuse("sendMessage", LATER, times=3)
    zalo.refuse("sendMessage", 200, SOON, times=100)
    telegram.say(FOREST, ASKS_FOREST)
    telegram.say(QUESTION, ASKS_OTHER)
    telegram.say("/vanban", LISTS)
    zalo.say(FOREST)
    telegram.wait(lambda: len(telegram.called("sendMessage")) >= 3)
    zalo.wait(lambda: len(zalo.refusals["sendMessage"]) < 100)


def _remove(source: str, library: Path) -> None:
    """What `hoidap remove` does, without another process."""
    held = Wiring(Settings(library=library), lambda _line: None).library()
    held.remove([each.document_id for each in held.list() if each.source == source])


def _kill(served: Served) -> None:
    served.process.kill()
    served.process.wait()


def test_what_a_killed_process_left_is_not_sent(told: Told) -> None:
    [message] = told.telegram.sent(ASKS_FOREST)
    assert message.text == WITHDRAWN
    assert message.buttons == ()


def test_an_answer_from_another_document_is_sent(told: Told) -> None:
    [message] = told.telegram.sent(ASKS_OTHER)
    assert QUOTE in message.text


def test_a_list_that_named_it_is_not_sent(told: Told) -> None:
    [message] = told.telegram.sent(LISTS)
    assert message.text == WITHDRAWN


def test_between_two_tries_it_is_looked_at_again(told: Told) -> None:
    messages = told.zalo.sent()  # the process was killed just then, and may have said it twice
    assert {message.text for message in messages} == {WITHDRAWN}


def test_no_call_bore_the_quote_once_it_was_withdrawn_but_the_refused_ones(told: Told) -> None:
    bearing = [each for each in told.telegram.called("sendMessage") if FOREST_QUOTE in each["text"]]
    assert len(bearing) == 1
