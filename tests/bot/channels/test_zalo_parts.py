"""The pure parts of the Zalo channels: messages, numbers, updates, settings, and errors that tell no secret."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.channels.zalo.errors import UnreachableError, ZaloError
from bot.channels.zalo.http import open_client
from bot.channels.zalo.incoming import Incoming, written
from bot.channels.zalo.menus import Menus, number_in
from bot.channels.zalo.message import Message, Said, choice_of, messages, payload_of
from bot.channels.zalo.store import open_store
from bot.channels.zalo_bot.client import Client
from bot.channels.zalo_bot.updates import Me, arrival_of, me_of, read
from bot.mail.wish import Wish
from bot.operation import log
from bot.phrases import zalo as words
from bot.settings import Settings, SettingsError, load_settings
from bot.writing.abilities import ZALO_BOT, ZALO_OA
from bot.writing.menu import Choice
from bot.writing.split import width
from bot.zalo import account_keys
from tests.bot.zalo_server import BOT, TOKEN

ME = me_of(BOT)
CHOICES = tuple(Choice(f"Mục {number}", f"s:kl.{number}") for number in range(1, 7))


def update(text: str, **more: Any) -> dict[str, Any]:
    """An update as it is stored."""
    message = {"from": {"id": "7"}, "chat": {"id": "7", "chat_type": "PRIVATE"}, "message_id": "m", "text": text}
    return {"event_name": "message.text.received", "message": {**message, **more}}


def in_group(text: str, **more: Any) -> Incoming | None:
    """What a text in a group wants of us."""
    return read(update(text, chat={"id": "g", "chat_type": "GROUP"}, **more), ME)


def test_a_text_beyond_the_limit_is_cut_at_sentences_and_nothing_is_lost() -> None:
    text = "Câu này nói về chỉ tiêu khó đạt 😀. " * 300
    made = messages("7", Said((text,)), ZALO_BOT)
    assert len(made) > 5
    assert all(width(message.text) <= ZALO_BOT.longest_text for message in made)
    assert all(message.text.endswith("😀.") for message in made)
    assert " ".join(message.text for message in made) == text.strip()


def test_as_many_choices_as_there_can_be_buttons_are_buttons_and_more_are_a_numbered_list() -> None:
    [five] = messages("7", Said(("Xin chọn",), CHOICES[:5]), ZALO_OA)
    assert [label for label, _ in five.buttons] == [choice.label for choice in CHOICES[:5]]
    assert five.text == "Xin chọn"
    [six] = messages("7", Said(("Xin chọn",), CHOICES), ZALO_OA)
    assert six.buttons == ()
    assert "  6. Mục 6" in six.text
    [numbered] = messages("7", Said(("Xin chọn",), CHOICES[:1]), ZALO_BOT)
    assert "  1. Mục 1" in numbered.text


def test_a_menu_that_does_not_fit_under_the_text_follows_it() -> None:
    made = messages("7", Said(("a" * 1990,), CHOICES), ZALO_BOT)
    assert [message.text[:3] for message in made] == ["aaa", "Trả"]


def test_only_the_last_message_has_buttons_and_comes_back_from_its_json() -> None:
    first, last = messages("7", Said(("a", "b"), CHOICES[:2]), ZALO_OA)
    assert first.buttons == ()
    assert Message.from_json(last.to_json()) == last


def test_a_choice_comes_back_from_its_payload_and_a_question_is_its_own() -> None:
    assert choice_of(payload_of(CHOICES[0])) == CHOICES[0]
    assert payload_of(Choice("Hạn chế", "q:Hạn chế là gì?")) == "Hạn chế là gì?"
    assert choice_of("Số liệu [bảng 1] ở đâu?") is None


@pytest.mark.parametrize(("text", "number"), [("2", 2), ("2.", 2), ("số 12)", 12), ("2023", None), ("2 câu", None)])
def test_a_number_alone_is_a_choice(text: str, number: int | None) -> None:
    assert number_in(text) == number


def test_a_menu_is_each_chat_s_own_and_the_last_one_counts(tmp_path: Path) -> None:
    now = [0.0]
    menus = Menus(open_store(tmp_path), "zalo_bot", lambda: now[0])
    menus.keep("7", CHOICES)
    menus.keep("7", CHOICES[:2])
    menus.keep("8", CHOICES[3:])
    assert (menus.choices("7"), menus.choices("8")) == (CHOICES[:2], CHOICES[3:])
    menus.forget("7")
    now[0] = 24 * 3600.0 + 1
    assert (menus.choices("7"), menus.choices("8")) == ((), ())


def test_a_command_has_a_name_and_an_argument_and_asking_is_a_question() -> None:
    found = written("zalo_bot", "7", "7", "/ThuHoi  kl-12 ")
    assert (found.wish, found.name, found.text) == (Wish.COMMAND, "thuhoi", "kl-12")
    assert written("zalo_bot", "7", "7", "/hoi Ai?").wish is Wish.QUESTION
    assert written("zalo_bot", "7", "7", "  ").wish is Wish.NOT_TEXT


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("@bot hỏi đáp Ai?", {}),
        ("Ai?", {"mentions": [{"uid": BOT["id"]}]}),
        ("Ai?", {"mentions": [{"user": {"id": BOT["id"]}}]}),
        ("Ai?", {"reply_to_message": {"from": {"id": BOT["id"]}}}),
    ],
)
def test_a_mention_and_a_reply_are_known_in_each_form(text: str, more: dict[str, Any]) -> None:
    found = in_group(text, **more)
    assert found is not None
    assert found.text == "Ai?"


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("Ai?", {}),
        ("thu@Bot Hỏi đáp.vn", {}),
        ("Ai?", {"mentions": [{"uid": "8"}, "?"]}),
        ("Ai?", {"mentions": "?"}),
        ("Ai?", {"quote": {"from": {"id": "8"}}}),
        ("Ai?", {"quote": "?"}),
    ],
)
def test_what_is_said_to_others_in_a_group_is_not_for_us(text: str, more: dict[str, Any]) -> None:
    assert in_group(text, **more) is None


def test_each_member_of_a_group_has_a_conversation_of_their_own() -> None:
    one, two = in_group("@Bot Hỏi đáp a"), in_group("@Bot Hỏi đáp a", **{"from": {"id": "8"}})
    assert one is not None
    assert two is not None
    assert one.chat != two.chat
    assert one.chat_id == two.chat_id == "g"


@pytest.mark.parametrize("content", [{}, {"event_name": "message.text.received"}, {"message": {"chat": {"id": 1}}}])
def test_what_is_no_message_is_not_stored(content: dict[str, Any]) -> None:
    assert arrival_of(content) is None


def test_a_message_without_a_number_is_known_by_its_content() -> None:
    first, second = update("a", message_id=None), update("b", message_id=None)
    numbers = {arrival.number for arrival in map(arrival_of, (first, first, second)) if arrival}
    assert len(numbers) == 2


def test_a_message_of_another_bot_is_dropped() -> None:
    assert read(update("a", **{"from": {"id": "8", "is_bot": True}}), Me()) is None


@pytest.fixture
def written_log() -> Iterator[StringIO]:
    """Everything that any library logs, without our redaction."""
    root, before = logging.getLogger(), (logging.getLogger().handlers[:], logging.getLogger().level)
    hooks = (sys.excepthook, threading.excepthook)
    levels = {name: logging.getLogger(name).level for name in log._TALKATIVE}
    stream = StringIO()
    log.set_up([], level=logging.DEBUG, stream=stream)
    yield stream
    root.handlers[:], root.level = before
    sys.excepthook, threading.excepthook = hooks
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://[", "ftp://127.0.0.1"])
def test_a_call_that_fails_tells_no_token_in_its_error_or_the_log(written_log: StringIO, address: str) -> None:
    token = TOKEN.partition(":")[2]

    async def call() -> ZaloError:
        client = Client(open_client(), SecretStr(token), address)
        with pytest.raises(UnreachableError) as caught:
            await client.me()
        await client.close()
        return caught.value

    error = asyncio.run(call())
    assert error.__cause__ is None
    assert error.__context__ is None
    assert token not in repr(error)
    assert token not in written_log.getvalue()


def test_an_account_that_is_configured_in_part_is_one_line_that_names_what_is_missing() -> None:
    with pytest.raises(SettingsError) as error:
        account_keys(Settings(_env_file=None, zalo_oa_app_id="1", zalo_oa_app_secret=SecretStr("a")))
    assert str(error.value) == words.setting_missing("HOIDAP_ZALO_OA_SECRET")


def test_administrators_are_names_and_a_short_secret_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOIDAP_ZALO_ADMINS", "a1, b2")
    assert load_settings().zalo_admins == {"a1", "b2"}
    monkeypatch.setenv("HOIDAP_ZALO_BOT_WEBHOOK_SECRET", "ngan")
    with pytest.raises(SettingsError, match="HOIDAP_ZALO_BOT_WEBHOOK_SECRET phải có ít nhất 8 ký tự"):
        load_settings()
