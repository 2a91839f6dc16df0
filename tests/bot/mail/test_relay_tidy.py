"""A channel that runs for weeks keeps a question no longer than until it is answered, and its number for two days."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.mail.boxes import open_mailbox
from bot.mail.mailbox import DATABASE, REMEMBER_SECONDS, Arrival, Receipt, Reply
from bot.mail.relay import Relay

WORDS = "ai đã hỏi câu này"


async def answer(_arrival: Arrival) -> Sequence[Mapping[str, Any]]:
    return [{"text": f"{WORDS}?"}]


async def deliver(_reply: Reply) -> Receipt:
    return Receipt("chat:1", "chat:2")


def rows(folder: Path) -> int:
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        return sum(connection.execute(f"SELECT count(*) FROM {each}").fetchone()[0] for each in ("inbox", "sent"))


def test_what_is_answered_and_what_is_old_leaves_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.mail.relay.TIDY_SECONDS", 0.05)
    now = 0.0
    relay = Relay(open_mailbox(tmp_path, "telegram", lambda: now), answer, deliver)

    async def run() -> None:
        nonlocal now
        await relay.resume()
        await relay.receive([Arrival("1", "chat", {"text": WORDS})])
        await asyncio.sleep(0.5)
        files = list(tmp_path.iterdir())
        assert len(files) > 1
        assert not any(WORDS.encode() in path.read_bytes() for path in files)
        assert rows(tmp_path) == 2
        now = REMEMBER_SECONDS + 1
        await asyncio.sleep(0.5)
        assert rows(tmp_path) == 0
        await relay.drain(5)

    asyncio.run(run())
