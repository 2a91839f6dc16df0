"""The bot's name: asked of Telegram once, and not waited for again and again while Telegram is away."""

from __future__ import annotations

from bot import phrases
from bot.channels.telegram.identity import SECONDS_BETWEEN_ASKING, Identity
from bot.phrases import sharing
from tests.bot.telegram_server import ME, TOKEN, telegram_server

NOBODY = "http://127.0.0.1:9"


class Clock:
    """Stands still until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_name_is_asked_once() -> None:
    told: list[str] = []
    with telegram_server() as telegram:
        identity = Identity(TOKEN, telegram.url)
        assert identity.name(told.append) == ME["username"]
    assert identity.name(told.append) == ME["username"]
    assert told == []


def test_a_refused_token_is_told_without_the_token() -> None:
    told: list[str] = []
    with telegram_server() as telegram:
        assert Identity(TOKEN.replace("secret", "sekret"), telegram.url).name(told.append) == ""
    assert told == [phrases.TELEGRAM_TOKEN_REFUSED]


def test_while_telegram_is_away_it_is_asked_now_and_then() -> None:
    told: list[str] = []
    clock = Clock()
    identity = Identity(TOKEN, NOBODY, clock)
    for clock.now in (0, SECONDS_BETWEEN_ASKING - 1, SECONDS_BETWEEN_ASKING):
        assert identity.name(told.append) == ""
    assert told == [sharing.TELEGRAM_IS_AWAY] * 2
