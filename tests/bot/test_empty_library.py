"""`hoidap serve` over a library that a person has emptied: it says so, and what is added is answered from."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from bot import phrases
from bot.phrases import terminal
from bot.phrases import web as texts
from tests.bot.served import environment, hoidap, serving
from tests.bot.telegram_server import TOKEN, TelegramServer, telegram_server

ADMIN = 42
DOCUMENT = "kl-hn12-2023"
DECISION = "Nghị quyết về du lịch\n\nI. Giải pháp\n\nĐầu tư 37 điểm dừng chân trên các tuyến đường du lịch."
QUESTION = "Đầu tư bao nhiêu điểm dừng chân trên các tuyến đường du lịch?"


def refusal(address: str | Request) -> str:
    """What a page or the API says where it cannot answer."""
    with pytest.raises(HTTPError) as refused:
        urlopen(address)
    with refused.value:
        assert refused.value.code == 503
        return refused.value.read().decode()


def said(telegram: TelegramServer, text: str) -> str:
    """What the bot says to a message."""
    before = len(telegram.sent(ADMIN))
    telegram.say(text, ADMIN)
    return telegram.wait_for(before + 1, ADMIN)[-1].text


def test_it_starts_says_that_there_is_nothing_and_answers_from_what_is_added(tmp_path: Path) -> None:
    with telegram_server() as telegram:
        more = {"telegram_token": TOKEN, "telegram_base_url": telegram.url, "admins": ADMIN}
        env = environment(tmp_path / "library", **more)
        hoidap("search", QUESTION, env=env)
        assert hoidap("remove", DOCUMENT, env=env).returncode == 0
        with serving(env, tmp_path) as running:
            assert terminal.LIBRARY_IS_EMPTY in running.written()
            with urlopen(running.address) as page:
                assert page.status == 200
            question = json.dumps({"question": QUESTION}).encode()
            asked = Request(f"{running.address}/api/ask", question, {"Content-Type": "application/json"})
            assert json.loads(refusal(asked))["error"] == phrases.NOTHING_TO_ASK
            assert texts.EMPTY_TITLE in refusal(f"{running.address}/van-ban")
            assert phrases.NOTHING_TO_ASK in refusal(f"{running.address}/readyz")
            assert said(telegram, QUESTION) == phrases.NOTHING_TO_ASK
            telegram.send_file("du-lich.txt", DECISION.encode(), ADMIN)
            telegram.wait(lambda: "du-lich.txt" in telegram.sent(ADMIN)[-1].text)
            preview = telegram.sent(ADMIN)[-1]
            telegram.press(preview, preview.button(phrases.TAKE_IN))
            telegram.wait(lambda: terminal.library_is_now("3") in telegram.sent(ADMIN)[-1].text)
            assert "37 điểm dừng chân" in said(telegram, QUESTION)
