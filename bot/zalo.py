"""The channels of Zalo made of the settings: the part of the composition root that only they need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.phrases import zalo
from bot.records.storage import Storage
from bot.settings import PREFIX, Settings, SettingsError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bot.channels.zalo.exchange import Exchange, Line
    from bot.office.administration import Administration
    from bot.reading.assistant import Assistant
    from bot.records.journal import Journal
    from bot.serve import Channel

    OpenExchange = Callable[[Line, str, bool], Exchange]

LOCK = "zalo-oa.lock"
"""Held by the process that renews the account's tokens."""


@dataclass(frozen=True, slots=True)
class AccountKeys:
    """What an Official Account needs, all of it."""

    app: str
    app_secret: SecretStr
    secret: SecretStr
    access_token: SecretStr
    refresh_token: SecretStr


def account_keys(settings: Settings) -> AccountKeys:
    """The keys of the account. Raises SettingsError that names the first one missing."""
    names = (each.name for each in fields(AccountKeys) if each.name != "app")
    return AccountKeys(settings.zalo_oa_app_id, **{name: _needed(settings, f"zalo_oa_{name}") for name in names})


def open_zalo(
    settings: Settings,
    assistant: Assistant,
    journal: Callable[[], Journal],
    administration: Callable[[], Administration],
    storage: Storage,
) -> list[Channel]:
    """The channels that the settings configure.

    Raises SettingsError for an Official Account that is configured in part.
    """
    if settings.zalo_bot_token is None and not settings.zalo_oa_app_id:
        return []
    from bot.channels.zalo.exchange import Exchange
    from bot.channels.zalo.menus import Menus
    from bot.channels.zalo.store import open_store
    from bot.mail.boxes import open_mailbox
    from bot.office.clerk import Clerk
    from bot.operation.vitals import Vitals

    store, clerk = open_store(storage.letters()), Clerk(administration(), journal())

    def exchange(line: Line, channel: str, polls: bool) -> Exchange:
        mailbox, menus = open_mailbox(storage.letters(), channel), Menus(store, channel)
        vitals = Vitals(channel, mailbox.depths, polls=polls)
        return Exchange(line, assistant, mailbox, journal(), clerk, menus, settings.zalo_admins, vitals)

    channels: list[Channel] = []
    if settings.zalo_bot_token is not None:
        channels.append(_bot(settings, settings.zalo_bot_token, storage, exchange))
    if settings.zalo_oa_app_id:
        channels.append(_account(settings, store, storage, exchange))
    return channels


def _bot(settings: Settings, token: SecretStr, storage: Storage, exchange: OpenExchange) -> Channel:
    from bot.channels.zalo.http import open_client
    from bot.channels.zalo_bot.channel import PATH, BotLine, ZaloBotChannel
    from bot.channels.zalo_bot.client import Client
    from bot.channels.zalo_bot.updates import CHANNEL
    from bot.mail.webhook import secret_from

    line = BotLine(Client(open_client(), token, settings.zalo_bot_base_url))
    given = settings.zalo_bot_webhook_secret
    secret = given or SecretStr(secret_from(token.get_secret_value(), PATH))
    address = settings.zalo_bot_webhook_url
    return ZaloBotChannel(line, exchange(line, CHANNEL, address is None), address, secret, storage.standby(CHANNEL))


def _account(settings: Settings, store: Engine, storage: Storage, exchange: OpenExchange) -> Channel:
    from bot.channels.zalo.http import open_client
    from bot.channels.zalo_oa.channel import OaLine, ZaloOaChannel
    from bot.channels.zalo_oa.events import CHANNEL
    from bot.channels.zalo_oa.pair import Pair, PairStore
    from bot.channels.zalo_oa.tokens import Tokens
    from bot.records.alone import by_file, by_server

    keys, http = account_keys(settings), open_client()
    alone = by_server(storage.server) if storage.server else by_file(storage.folder / LOCK)
    pairs = PairStore(store, keys.app, Pair(keys.access_token, keys.refresh_token))
    tokens = Tokens(pairs, http, settings.zalo_oa_oauth_url, keys.app, keys.app_secret, alone)
    line = OaLine(http, settings.zalo_oa_base_url, tokens)
    return ZaloOaChannel(line, exchange(line, CHANNEL, False), keys.app, keys.secret)


def _needed(settings: Settings, name: str) -> SecretStr:
    value: SecretStr | None = getattr(settings, name)
    if value is None:
        raise SettingsError(zalo.setting_missing(f"{PREFIX}{name.upper()}"))
    return value
