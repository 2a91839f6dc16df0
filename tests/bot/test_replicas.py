"""Replicas as real processes over a real PostgreSQL: killed, frozen, cut off from the database; nothing is lost."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Iterator
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tests.bot.replicas import Proxy, Replicas, proxy, replicas
from tests.bot.served import DOCUMENTS, Served, hoidap
from tests.bot.telegram_server import TOKEN, TelegramServer, telegram_server
from tests.postgres_server import Postgres

QUESTION = "Có bao nhiêu chỉ tiêu khó đạt?"
QUOTE = "11 chỉ tiêu khó đạt"
FOREST = "Diện tích rừng phòng hộ ven hồ là bao nhiêu héc-ta?"
FOREST_QUOTE = "4321 héc-ta"
FOREST_TEXT = "Nghị quyết về rừng phòng hộ ven hồ\n\nI. Diện tích\n\nDiện tích rừng phòng hộ ven hồ là 4321 héc-ta.\n"

CHATS = 12
SECONDS_BETWEEN_QUESTIONS = 0.05
SECONDS_FOR_REPEATS = 0.3
AT_ONCE = 16
"""Calls of the Bot API that a replica makes at once (`delivery.CALLS_AT_ONCE`): at most so many are repeated."""


@pytest.fixture(scope="module")
def telegram() -> Iterator[TelegramServer]:
    with telegram_server() as server:
        yield server


@pytest.fixture(scope="module")
def balancer() -> Iterator[Proxy]:
    with proxy() as running:
        yield running


@pytest.fixture(scope="module")
def three(
    postgres: Postgres, telegram: TelegramServer, balancer: Proxy, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Replicas]:
    folder = tmp_path_factory.mktemp("replicas")
    documents = folder / "documents"
    documents.mkdir()
    (documents / "ket-luan.txt").write_bytes((DOCUMENTS / "ket-luan-hoi-nghi-12.txt").read_bytes())
    (documents / "rung-ven-ho.txt").write_text(FOREST_TEXT, encoding="utf-8")
    more = {"telegram_token": TOKEN, "telegram_base_url": telegram.url, "telegram_webhook_url": balancer.url}
    address = postgres.new_database().address
    with replicas(folder, database_url=address, documents=documents, asks_per_minute=10_000, **more) as running:
        running.start(1)  # it fills the library
        running.start(2)
        balancer.addresses += [each.address for each in running.running]
        telegram.wait(lambda: bool(telegram.webhook))
        yield running


def ask_all(telegram: TelegramServer, first_chat: int, *questions: str) -> list[int]:
    """Each chat asks these questions one after the other, the chats in random order; tells the chats."""
    chats = [first_chat + each for each in range(CHATS)]
    for question in questions:
        random.Random(first_chat).shuffle(chats)
        for chat in chats:
            telegram.say(question, chat)
            time.sleep(SECONDS_BETWEEN_QUESTIONS)
    return sorted(chats)


def texts_of(telegram: TelegramServer, chats: list[int]) -> list[list[str]]:
    """What each chat was answered."""
    return [[message.text for message in telegram.sent(chat)] for chat in chats]


def wait_for_all(telegram: TelegramServer, chats: list[int], count: int, seconds: float = 45.0) -> list[list[str]]:
    """The answers of each chat once it has `count`."""
    telegram.wait(lambda: all(len(texts) >= count for texts in texts_of(telegram, chats)), seconds)
    time.sleep(SECONDS_FOR_REPEATS)
    return texts_of(telegram, chats)


def api_ask(served: Served, question: str, conversation: str = "") -> dict[str, Any]:
    body = json.dumps({"question": question, "conversation": conversation}).encode()
    request = Request(f"{served.address}/api/ask", body, {"Content-Type": "application/json"})
    with urlopen(request, timeout=30) as response:
        found: dict[str, Any] = json.load(response)
        return found


def test_each_question_is_answered_once_and_in_its_turn(three: Replicas, telegram: TelegramServer) -> None:
    for texts in wait_for_all(telegram, ask_all(telegram, 1000, QUESTION, FOREST), 2):
        assert len(texts) == 2, three.written()
        assert QUOTE in texts[0]
        assert FOREST_QUOTE in texts[1]


def test_a_conversation_goes_on_in_another_replica(three: Replicas) -> None:
    name = "f" * 32
    first, second = three.running[:2]
    api_ask(first, "Nhiệm vụ thứ 6 là gì?", name)
    alone = api_ask(second, "thứ 3 là gì?")
    after = api_ask(second, "thứ 3 là gì?", name)
    assert "(3)" not in alone["text"]
    assert "(3)" in after["text"], three.written()


def test_the_work_of_a_killed_replica_is_taken_over(three: Replicas, telegram: TelegramServer, balancer: Proxy) -> None:
    killed = three.running[-1]
    threading.Timer(0.6, killed.process.kill).start()
    found = wait_for_all(telegram, ask_all(telegram, 2000, QUESTION, FOREST), 2)
    assert sum(map(len, found)) - 2 * CHATS <= AT_ONCE, three.written()
    assert all(QUOTE in texts[0] and FOREST_QUOTE in texts[-1] for texts in found)
    killed.process.wait()
    balancer.addresses.remove(killed.address)
    three.running.remove(killed)


def test_a_restart_of_the_database_loses_nothing(three: Replicas, telegram: TelegramServer, postgres: Postgres) -> None:
    def restart() -> None:
        postgres.stop()
        time.sleep(1.0)
        postgres.start()

    restarting = threading.Timer(0.5, restart)
    restarting.start()
    chats = ask_all(telegram, 3000, QUESTION, FOREST)
    restarting.join()
    found = wait_for_all(telegram, chats, 2)
    assert sum(map(len, found)) - 2 * CHATS <= AT_ONCE * 3, three.written()
    assert all(QUOTE in texts[0] and FOREST_QUOTE in texts[-1] for texts in found), three.written()
    assert all(each.process.poll() is None for each in three.running)


def test_nothing_is_answered_from_a_document_that_was_withdrawn_while_a_replica_was_cut_off(
    three: Replicas, telegram: TelegramServer
) -> None:
    found = wait_for_all(telegram, ask_all(telegram, 4000, FOREST), 1)
    assert all(FOREST_QUOTE in texts[0] for texts in found), three.written()
    [forest] = {each["document_id"] for each in api_ask(three.running[0], FOREST)["quotes"]}
    frozen = three.running[0]
    three.freeze(frozen)
    try:
        done = hoidap("remove", forest, env=three.env())
        assert (done.returncode, done.stderr.count(b"\n")) == (0, 1), done.stderr.decode()
        found = wait_for_all(telegram, ask_all(telegram, 5000, FOREST), 1)
    finally:
        three.thaw(frozen)
    found += wait_for_all(telegram, ask_all(telegram, 6000, FOREST), 1)
    assert len(found) == 2 * CHATS
    assert not [text for texts in found for text in texts if FOREST_QUOTE in text], three.written()
    assert FOREST_QUOTE not in json.dumps(api_ask(frozen, FOREST), ensure_ascii=False)
