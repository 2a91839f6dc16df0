"""The channel of Telegram made of the settings: the part of the composition root that only it needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.records.storage import Storage
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.channels.telegram.channel import Updates
    from bot.office.administration import Administration
    from bot.reading.assistant import Assistant
    from bot.records.journal import Journal
    from bot.serve import Channel

TELEGRAM = "telegram"


def open_telegram(
    settings: Settings,
    assistant: Assistant,
    journal: Callable[[], Journal],
    administration: Callable[[], Administration],
    storage: Storage,
) -> list[Channel]:
    """The channel, where the settings name a token."""
    if settings.telegram_token is None:
        return []
    from bot.channels.telegram.channel import TelegramChannel, open_bot
    from bot.mail.boxes import open_mailbox

    token = settings.telegram_token.get_secret_value()
    bot = open_bot(token, settings.telegram_base_url)
    mailbox = open_mailbox(storage.letters(), TELEGRAM)
    updates = _updates(settings, token, storage)
    return [TelegramChannel(bot, updates, assistant, mailbox, journal(), administration(), settings.admins)]


def _updates(settings: Settings, token: str, storage: Storage) -> Updates:
    """By webhook where there is a public address, else by polling."""
    from bot.channels.telegram.polling import Polling
    from bot.channels.telegram.webhook import PATH, Webhook
    from bot.mail.webhook import secret_from

    if settings.telegram_webhook_url is None:
        return Polling(storage.standby(TELEGRAM))
    secret = settings.telegram_webhook_secret
    return Webhook(settings.telegram_webhook_url, secret.get_secret_value() if secret else secret_from(token, PATH))
