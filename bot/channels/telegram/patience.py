"""Waiting for Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from telegram.error import EndPointNotFound, InvalidToken, TelegramError

from bot import phrases
from bot.mail import patience
from bot.mail.patience import Pauses

REFUSED = (InvalidToken, EndPointNotFound)
"""A token that Telegram does not know, which no waiting mends."""


async def until_done(do: Callable[[], Awaitable[object]], what: str, stopping: asyncio.Event) -> bool:
    """Tries until it works; False if `stopping` is set first. Raises what `REFUSED` names."""
    pauses = Pauses(phrases.TELEGRAM, stopping)
    return await patience.until_done(do, what, pauses, mends=TelegramError, never=REFUSED)
