"""Who the bot is, asked of Telegram: its name stands in every link to it."""

from __future__ import annotations

import asyncio

from telegram.error import InvalidToken, TelegramError

from bot import phrases
from bot.channels.telegram.channel import open_bot
from bot.phrases import sharing
from index.errors import HoidapError


class IdentityError(HoidapError):
    """Telegram does not tell who the bot is; the message never holds the token."""


def username_of(token: str, base_url: str) -> str:
    """The bot's user name. Blocks for one call to Telegram; raises IdentityError."""

    async def ask() -> str:
        async with open_bot(token, base_url) as bot:
            return bot.username

    try:
        return asyncio.run(ask())
    except InvalidToken:
        raise IdentityError(phrases.TELEGRAM_TOKEN_REFUSED) from None
    except TelegramError:
        raise IdentityError(sharing.TELEGRAM_IS_AWAY) from None
