"""The real `hoidap serve` as Telegram's webhook: only Telegram gets in, and all that is taken is answered."""

from __future__ import annotations

import random
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from bot import phrases
from bot.channels.telegram.webhook import PATH
from bot.mail.mailbox import DATABASE
from bot.mail.webhook import MOST_BODY_BYTES, secret_from
from bot.phrases import telegram as telegram_phrases
from tests.bot.served import Served, environment, free_port, serving
from tests.bot.telegram_server import TOKEN, RefusedError, TelegramServer, post_update, telegram_server

QUESTION = "Có bao nhiêu chỉ tiêu khó đạt?"
QUOTE = "11 chỉ tiêu khó đạt"
SECRET = secret_from(TOKEN, PATH)

KILLS = 2
QUESTIONS = 30
AT_ONCE = 16
"""Calls of the Bot API that the channel makes at once (`delivery.CALLS_AT_ONCE`): at most so many are repeated."""


@pytest.fixture(scope="module")
def telegram() -> Iterator[TelegramServer]:
    with telegram_server() as server:
        yield server


@pytest.fixture(scope="module")
def mailbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mailbox")


@pytest.fixture(scope="module")
def env(library: Path, telegram: TelegramServer, mailbox: Path) -> dict[str, str]:
    port = free_port()
    ours = {"port": port, "telegram_webhook_url": f"http://127.0.0.1:{port}/", "mailbox": mailbox}
    return environment(library, telegram_token=TOKEN, telegram_base_url=telegram.url, **ours)


@pytest.fixture(scope="module")
def served(telegram: TelegramServer, env: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    telegram.refuse("getMe", RefusedError(502, "Bad Gateway"))
    telegram.refuse("setWebhook", RefusedError(400, "Bad Request: bad webhook: Failed to resolve host"))
    with serving(env, tmp_path_factory.mktemp("served")) as running:
        telegram.wait(lambda: bool(telegram.webhook))
        yield running


@pytest.fixture
def chat(telegram: TelegramServer, served: Served) -> int:
    """A private chat that nobody has written in yet."""
    assert served.process.poll() is None, served.written()
    return 100 + telegram.next_update


def answered(telegram: TelegramServer) -> Counter[int]:
    """How many answers each chat has got."""
    return Counter(message.chat_id for message in telegram.messages if QUOTE in message.text)


def test_telegram_is_told_the_address_the_secret_and_what_is_wanted(telegram: TelegramServer, served: Served) -> None:
    asked = telegram.webhook
    assert asked["url"] == f"{served.address}{PATH}"
    assert asked["secret_token"] == SECRET
    assert asked["allowed_updates"] == ["message", "edited_message", "callback_query", "inline_query"]
    assert "drop_pending_updates" not in asked
    assert telegram.called("getUpdates") == []


def test_telegram_is_asked_again_until_it_can_be_reached_and_takes_the_address(served: Served) -> None:
    assert "NetworkError" in served.written()
    assert telegram_phrases.LOG_WEBHOOK_REFUSED in served.written()


def test_a_question_is_answered_and_a_button_and_an_inline_question(telegram: TelegramServer, chat: int) -> None:
    telegram.say(QUESTION, chat)
    [answer] = telegram.wait_for(1, chat)
    assert any(QUOTE in words for words in answer.bold)
    telegram.press(answer, answer.button(phrases.SHARE))
    assert "https://t.me/hoidap_bot?start=" in telegram.wait_for(2, chat)[1].text
    assert QUOTE in telegram.ask_inline(QUESTION)["results"][0]["description"]


def test_an_update_posted_twice_is_answered_once(telegram: TelegramServer, served: Served, chat: int) -> None:
    person = {"id": chat, "is_bot": False, "first_name": "An"}
    message = {"message_id": 1, "date": 0, "chat": {"id": chat, "type": "private"}, "from": person, "text": "/moi"}
    update = {"update_id": 900_000_000 + chat, "message": message}
    for _ in range(3):
        assert post_update(f"{served.address}{PATH}", update, SECRET) == 200
    telegram.say("/trogiup", chat)
    first, second = [each.text for each in telegram.wait_for(2, chat)]
    assert first == phrases.FORGOTTEN
    assert second != phrases.FORGOTTEN


@pytest.mark.parametrize("secret", [None, "", SECRET[:-1], SECRET.upper(), TOKEN])
def test_nothing_is_taken_from_who_has_not_the_secret(
    telegram: TelegramServer, served: Served, chat: int, secret: str | None
) -> None:
    person = {"id": chat, "is_bot": False, "first_name": "An"}
    message = {"message_id": 1, "date": 0, "chat": {"id": chat, "type": "private"}, "from": person, "text": "/moi"}
    url = f"{served.address}{PATH}"
    assert post_update(url, {"update_id": 910_000_000 + chat, "message": message}, secret) == 403
    telegram.say("/trogiup", chat)
    [only] = telegram.wait_for(1, chat)
    assert only.text != phrases.FORGOTTEN


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b'{"update_id": "1"}', 400),
        (b"[" * 100_000, 400),
        (b"\xff\xfe", 400),
        (b'{"update_id": 920000000}', 200),
        (b" " * (MOST_BODY_BYTES + 1), 413),
    ],
)
def test_what_is_no_update_is_refused(served: Served, body: bytes, status: int) -> None:
    assert post_update(f"{served.address}{PATH}", body, SECRET) == status


def test_the_address_takes_posts_alone(served: Served) -> None:
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{served.address}{PATH}")
    refused.value.close()
    assert refused.value.code == 405


def test_an_update_that_cannot_be_stored_is_not_taken_and_is_answered_once_it_can(
    telegram: TelegramServer, served: Served, mailbox: Path, chat: int
) -> None:
    with closing(sqlite3.connect(mailbox / DATABASE)) as database:
        database.execute("ALTER TABLE inbox RENAME TO away")
        number = telegram.say("/moi", chat)
        telegram.wait(lambda: (number, 503) in telegram.posted)
        database.execute("ALTER TABLE away RENAME TO inbox")
    [answer] = telegram.wait_for(1, chat)
    assert answer.text == phrases.FORGOTTEN
    assert "Traceback" not in served.written()


def test_neither_the_secret_nor_the_token_is_in_what_the_process_wrote(served: Served) -> None:
    assert served.written()
    assert SECRET not in served.written()
    assert TOKEN.partition(":")[2] not in served.written()


def test_kills_at_random_moments_lose_no_answer_and_repeat_only_what_was_under_way(
    library: Path, tmp_path: Path
) -> None:
    seed = time.time_ns()
    chance = random.Random(seed)
    port = free_port()
    with telegram_server() as telegram:
        ours = {"port": port, "telegram_webhook_url": f"http://127.0.0.1:{port}", "mailbox": tmp_path / "mailbox"}
        env = environment(library, telegram_token=TOKEN, telegram_base_url=telegram.url, **ours)
        for chat in range(1, QUESTIONS + 1):
            telegram.say(QUESTION, chat)
        for _ in range(KILLS):
            with serving(env, tmp_path) as running:
                before = sum(answered(telegram).values())
                telegram.wait(lambda before=before: sum(answered(telegram).values()) > before)  # type: ignore[misc]
                time.sleep(chance.uniform(0, 0.4))
                running.process.kill()
                running.process.wait()
        with serving(env, tmp_path) as running:
            telegram.wait(lambda: len(answered(telegram)) == QUESTIONS, 60)
            time.sleep(0.5)
            assert running.stop() == 0
        assert sum(answered(telegram).values()) - QUESTIONS <= KILLS * AT_ONCE, f"seed {seed}"


def test_without_a_webhook_address_an_earlier_webhook_is_taken_back_and_updates_are_polled(
    library: Path, tmp_path: Path
) -> None:
    with telegram_server() as telegram:
        telegram.webhook = {"url": "http://127.0.0.1:1/"}
        env = environment(library, telegram_token=TOKEN, telegram_base_url=telegram.url, mailbox=tmp_path / "mailbox")
        telegram.say(QUESTION, 7)
        with serving(env, tmp_path):
            telegram.wait_for(1, 7)
        assert telegram.webhook == {}
