"""The access token to use now. A refresh token is good for one renewal, in all processes together.

Whoever renews holds a lock, reads the pair again, renews only where nobody else has, and saves the new pair before
it is used. Between the renewal and the save lies a moment in which a crash loses the pair: the mark in the database
tells so afterwards, and an operator has to bring a new pair.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx
from pydantic import SecretStr

from bot.channels.zalo.errors import AccessError, ZaloError
from bot.channels.zalo.http import number_of, post, seconds_of
from bot.channels.zalo_oa.pair import Pair, PairStore
from bot.phrases import zalo
from bot.records.alone import Alone

log = logging.getLogger(__name__)

RENEWAL_PATH = "/v4/oa/access_token"

EARLY_SECONDS = 600.0
"""Before its end an access token is renewed, so that no message waits for that; it lasts 25 hours."""

SECONDS_AFTER_REFUSAL = 600.0
"""Before a refresh token that was refused is tried again."""


class Tokens:
    """Hands out access tokens. A class for its state: the pair, and what is known of the refresh token."""

    def __init__(
        self,
        store: PairStore,
        http: httpx.AsyncClient,
        oauth_url: str,
        app: str,
        app_secret: SecretStr,
        alone: Alone,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._http = http
        self._address = f"{oauth_url}{RENEWAL_PATH}"
        self._app = app
        self._app_secret = app_secret
        self._alone = alone
        self._clock = clock
        self._pair: Pair | None = None
        self._here = asyncio.Lock()
        self._renewal: asyncio.Task[Pair] | None = None
        self._refused: tuple[str, float, int] | None = None

    async def access(self) -> SecretStr:
        """The token for the next call. Raises ZaloError where it has ended and cannot be renewed."""
        if self._pair is None:
            self._pair = await asyncio.to_thread(self._store.read)
        pair = self._pair
        if pair.expires_at is None or pair.expires_at > self._clock() + EARLY_SECONDS:
            return pair.access
        try:
            return await self.renew(pair.access)
        except ZaloError:
            if pair.expires_at > self._clock():
                return pair.access  # good for some minutes yet
            raise

    async def renew(self, stale: SecretStr) -> SecretStr:
        """The token that comes after one that is no longer taken. Raises ZaloError.

        Not ended by whoever waits for it: a pair that was bought is saved.
        """
        async with self._here:
            self._renewal = asyncio.create_task(self._renewed(stale))
            self._pair = await asyncio.shield(self._renewal)
            return self._pair.access

    async def settle(self) -> None:
        """Returns when no renewal is under way."""
        if self._renewal is not None:
            await asyncio.wait({self._renewal})

    async def _renewed(self, stale: SecretStr) -> Pair:
        async with self._alone():
            pair = await asyncio.to_thread(self._store.read)
            if pair.access != stale:
                return pair  # another process has renewed it
            self._raise_if_refused(pair)
            if await asyncio.to_thread(self._store.begin_renewal):
                log.warning(zalo.LOG_UNFINISHED_RENEWAL)
            new = await self._bought(pair)
            await asyncio.to_thread(self._store.save, new)
            log.info(zalo.LOG_RENEWED)
            return new

    async def _bought(self, pair: Pair) -> Pair:
        refresh = pair.refresh.get_secret_value()
        body = await post(
            self._http,
            self._address,
            data={"app_id": self._app, "grant_type": "refresh_token", "refresh_token": refresh},
            headers={"secret_key": self._app_secret.get_secret_value()},
        )
        new = self._pair_in(body)
        if new is None:
            code = number_of(body.get("error"))
            self._refused = (refresh, self._clock(), code)
            log.error(zalo.LOG_TOKENS_LOST, code)
            raise AccessError(code)
        return new

    def _pair_in(self, body: Mapping[str, Any]) -> Pair | None:
        access, refresh = body.get("access_token"), body.get("refresh_token")
        if not (isinstance(access, str) and isinstance(refresh, str) and access and refresh):
            return None
        seconds = seconds_of(body.get("expires_in"))
        return Pair(SecretStr(access), SecretStr(refresh), self._clock() + seconds if seconds else None)

    def _raise_if_refused(self, pair: Pair) -> None:
        if self._refused is None:
            return
        refresh, at, code = self._refused
        if refresh == pair.refresh.get_secret_value() and self._clock() - at < SECONDS_AFTER_REFUSAL:
            raise AccessError(code)
