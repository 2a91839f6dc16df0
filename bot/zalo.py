"""The channels of Zalo made of the settings: the part of the composition root that only they need."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.administration import Administration
    from bot.assistant import Assistant
    from bot.channels.zalo.exchange import Exchange, Line
    from bot.journal import Journal
    from bot.serve import Channel


def open_zalo(
    settings: Settings,
    assistant: Assistant,
    journal: Callable[[], Journal],
    administration: Callable[[], Administration],
    folder: Path,
) -> list[Channel]:
    """The channels that the settings configure; what they keep lies in the folder."""
    if settings.zalo_bot_token is None:
        return []
    from bot.channels.zalo.exchange import Exchange
    from bot.channels.zalo.menus import Menus
    from bot.channels.zalo.store import open_store
    from bot.clerk import Clerk
    from bot.mailbox import open_mailbox

    store, clerk = open_store(folder), Clerk(administration(), journal())

    def exchange(line: Line, channel: str) -> Exchange:
        mailbox, menus = open_mailbox(folder, channel), Menus(store, channel)
        return Exchange(line, assistant, mailbox, journal(), clerk, menus, settings.zalo_admins)

    return [_bot(settings, exchange)]


def _bot(settings: Settings, exchange: Callable[[Line, str], Exchange]) -> Channel:
    from bot.channels.zalo.http import open_client
    from bot.channels.zalo_bot.channel import PATH, BotLine, ZaloBotChannel
    from bot.channels.zalo_bot.client import Client
    from bot.channels.zalo_bot.updates import CHANNEL
    from bot.webhook import secret_from

    token = settings.zalo_bot_token
    assert token is not None
    line = BotLine(Client(open_client(), token, settings.zalo_bot_base_url))
    given = settings.zalo_bot_webhook_secret
    secret = given or SecretStr(secret_from(token.get_secret_value(), PATH))
    return ZaloBotChannel(line, exchange(line, CHANNEL), settings.zalo_bot_webhook_url, secret)
