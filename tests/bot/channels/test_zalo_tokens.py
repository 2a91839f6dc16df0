"""The account's pair of tokens, against a loopback Zalo that takes a refresh token once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest
from pydantic import SecretStr

from bot.channels.zalo.errors import AccessError
from bot.channels.zalo.http import open_client
from bot.channels.zalo.store import open_store
from bot.channels.zalo_oa.pair import Pair, PairStore
from bot.channels.zalo_oa.tokens import EARLY_SECONDS, SECONDS_AFTER_REFUSAL, Tokens
from bot.records.alone import by_file
from tests.bot.zalo_server import APP_ID, APP_SECRET, ZaloServer, zalo_server

Result = TypeVar("Result")

FIRST = Pair(SecretStr("access-0"), SecretStr("refresh-0"))
LASTS = 90_000.0


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def store(folder: Path, first: Pair = FIRST) -> PairStore:
    return PairStore(open_store(folder), APP_ID, first)


def using(
    server: ZaloServer, folder: Path, clock: Clock, do: Callable[[Tokens], Awaitable[Result]], secret: str = APP_SECRET
) -> Result:
    """What comes of something done with the tokens of a folder."""

    async def done() -> Result:
        http = open_client()
        tokens = Tokens(store(folder), http, server.url, APP_ID, SecretStr(secret), by_file(folder / "lock"), clock)
        try:
            return await do(tokens)
        finally:
            await tokens.settle()
            await http.aclose()

    return asyncio.run(done())


async def renewed(tokens: Tokens) -> str:
    """The token after the one that is handed out."""
    return (await tokens.renew(await tokens.access())).get_secret_value()


def test_a_token_is_renewed_before_it_ends_and_the_next_process_knows_it(tmp_path: Path) -> None:
    clock = Clock()

    async def use(tokens: Tokens) -> list[str]:
        found = [await renewed(tokens)]
        for moment in (LASTS - EARLY_SECONDS - 1, 2.0):
            clock.now += moment
            found.append((await tokens.access()).get_secret_value())
        return found

    with zalo_server() as server:
        assert using(server, tmp_path, clock, use) == ["access-1", "access-1", "access-2"]
    assert store(tmp_path).read().access.get_secret_value() == "access-2"


def test_many_that_find_a_token_stale_at_once_renew_it_once(tmp_path: Path) -> None:
    async def use(tokens: Tokens) -> set[str]:
        stale = await tokens.access()
        found = await asyncio.gather(*(tokens.renew(stale) for _ in range(5)))
        return {token.get_secret_value() for token in found}

    with zalo_server() as server:
        assert using(server, tmp_path, Clock(), use) == {"access-1"}
        assert server.renewals == 1


def test_a_token_that_cannot_be_renewed_early_is_used_until_it_ends(tmp_path: Path) -> None:
    clock = Clock()

    async def use(tokens: Tokens) -> str:
        await renewed(tokens)
        server.refresh = "another"
        clock.now += LASTS - EARLY_SECONDS + 1
        still = (await tokens.access()).get_secret_value()
        clock.now += EARLY_SECONDS
        with pytest.raises(AccessError):
            await tokens.access()
        return still

    with zalo_server() as server:
        assert using(server, tmp_path, clock, use) == "access-1"


def test_a_refused_refresh_token_is_not_sent_again_for_a_while(tmp_path: Path) -> None:
    clock = Clock()

    async def use(tokens: Tokens) -> None:
        for _ in range(3):
            with pytest.raises(AccessError):
                await renewed(tokens)
        clock.now += SECONDS_AFTER_REFUSAL
        with pytest.raises(AccessError):
            await renewed(tokens)

    with zalo_server() as server:
        using(server, tmp_path, clock, use, secret="wrong")
        assert len(server.called("access_token")) == 2


def test_whoever_gives_up_waiting_loses_no_pair(tmp_path: Path) -> None:
    async def use(tokens: Tokens) -> None:
        waiting = asyncio.create_task(renewed(tokens))
        await asyncio.to_thread(server.wait, lambda: bool(server.called("access_token")))
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        server.hold_renewals(False)

    with zalo_server() as server:
        server.hold_renewals(True)
        using(server, tmp_path, Clock(), use)
    assert store(tmp_path).read().access.get_secret_value() == "access-1"


def test_the_operator_s_new_pair_takes_the_place_of_the_kept_one(tmp_path: Path) -> None:
    kept = store(tmp_path)
    kept.read()
    kept.save(Pair(SecretStr("access-1"), SecretStr("refresh-1"), 5.0))
    assert store(tmp_path).read() == Pair(SecretStr("access-1"), SecretStr("refresh-1"), 5.0)
    new = Pair(SecretStr("access-x"), SecretStr("refresh-x"))
    assert store(tmp_path, new).read() == new
    assert "access-x" not in repr(new)


def test_a_renewal_that_never_ended_is_known_to_the_next(tmp_path: Path) -> None:
    kept = store(tmp_path)
    kept.read()
    assert not kept.begin_renewal()
    assert kept.begin_renewal()
    kept.save(FIRST)
    assert not kept.begin_renewal()
