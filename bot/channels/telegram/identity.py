"""Who the bot is, asked of Telegram: its name stands in every link to it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from telegram.error import InvalidToken, TelegramError

from bot import phrases
from bot.channels.telegram.channel import open_bot
from bot.phrases import sharing

SECONDS_TO_ANSWER = 5.0
"""Somebody waits for a page meanwhile; Telegram answers in tenths of a second."""

SECONDS_BETWEEN_ASKING = 300.0
"""While Telegram is away, pages come without the link to the bot and without waiting for it each time."""


class Identity:
    """The bot's user name. A class for its state: the name once it is known, and when it was last asked for."""

    def __init__(self, token: str, base_url: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._token = token
        self._base_url = base_url
        self._clock = clock
        self._name = ""
        self._asked_at = -SECONDS_BETWEEN_ASKING

    def name(self, tell: Callable[[str], None]) -> str:
        """The name, or empty where Telegram does not tell it; `tell` gets the reason, which never holds the token.

        Blocks for one call to Telegram, in a thread without an event loop.
        """
        if self._name or self._clock() - self._asked_at < SECONDS_BETWEEN_ASKING:
            return self._name
        self._asked_at = self._clock()
        try:
            self._name = asyncio.run(self._ask())
        except InvalidToken:
            tell(phrases.TELEGRAM_TOKEN_REFUSED)
        except (TelegramError, TimeoutError):
            tell(sharing.TELEGRAM_IS_AWAY)
        return self._name

    async def _ask(self) -> str:
        async with asyncio.timeout(SECONDS_TO_ANSWER), open_bot(self._token, self._base_url) as bot:
            return bot.username
