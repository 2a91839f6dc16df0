"""The settings of a process that serves on every channel, each with a loopback server for its platform."""

from __future__ import annotations

from pathlib import Path

from tests.bot.telegram_server import TOKEN as TELEGRAM_TOKEN
from tests.bot.telegram_server import TelegramServer
from tests.bot.zalo_server import APP_ID, APP_SECRET, OA_SECRET, ZaloServer
from tests.bot.zalo_server import TOKEN as ZALO_TOKEN


def every_channel(telegram: TelegramServer, zalo: ZaloServer, mailbox: Path, secret: str) -> dict[str, object]:
    """Telegram polls; Zalo's bot and its account are told by webhook, with this secret. Nobody is held to a quota."""
    return {
        "mailbox": mailbox,
        "asks_per_minute": 1_000_000,
        "telegram_token": TELEGRAM_TOKEN,
        "telegram_base_url": telegram.url,
        "zalo_bot_token": ZALO_TOKEN,
        "zalo_bot_base_url": zalo.url,
        "zalo_bot_webhook_url": "https://hoidap.example.vn",
        "zalo_bot_webhook_secret": secret,
        "zalo_oa_app_id": APP_ID,
        "zalo_oa_app_secret": APP_SECRET,
        "zalo_oa_secret": OA_SECRET,
        "zalo_oa_access_token": "access-0",
        "zalo_oa_refresh_token": "refresh-0",
        "zalo_oa_base_url": zalo.url,
        "zalo_oa_oauth_url": zalo.url,
    }
