"""While the mailbox cannot be written, what was sent is not sent again, and nothing that was answered is lost."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.mail.boxes import open_mailbox
from bot.mail.mailbox import DATABASE, Arrival, Receipt, Reply
from bot.mail.relay import Relay

REFUSE = "CREATE TRIGGER full BEFORE {} BEGIN SELECT RAISE(ABORT, 'disk full'); END"

QUESTION = Arrival("1", "chat", {"text": "?"})


class Channel:
    """Answers every message with two replies, and counts what it was asked to do."""

    def __init__(self, folder: Path) -> None:
        self.database = folder / DATABASE
        self.answered = 0
        self.sent: list[str] = []
        self.relay = Relay(open_mailbox(folder, "telegram"), self._answer, self._deliver)

    async def _answer(self, _arrival: Arrival) -> Sequence[Mapping[str, Any]]:
        self.answered += 1
        return [{"text": "một"}, {"text": "hai"}]

    async def _deliver(self, reply: Reply) -> Receipt:
        self.sent.append(reply.content["text"])
        return Receipt()

    def run(self, statement: str) -> None:
        """As another process would: the mailbox is refused a kind of write, or given it back."""
        with closing(sqlite3.connect(self.database, isolation_level=None)) as connection:
            connection.execute(statement)

    async def refused(self, write: str, doing: Coroutine[Any, Any, None]) -> None:
        """Begins while the mailbox is refused a kind of write, ends when it is given back."""
        self.run(REFUSE.format(write))
        begun = asyncio.create_task(doing)
        await asyncio.sleep(0.2)
        self.run("DROP TRIGGER full")
        await begun
        await self.relay.drain(10)


@pytest.fixture
def channel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Channel:
    monkeypatch.setattr("bot.mail.relay.PAUSE_SECONDS", 0.02)
    return Channel(tmp_path)


@pytest.mark.parametrize("write", ["DELETE ON outbox", "INSERT ON outbox", "UPDATE ON inbox"])
def test_each_reply_is_made_once_and_sent_once(channel: Channel, write: str) -> None:
    asyncio.run(channel.refused(write, channel.relay.receive([QUESTION])))
    assert (channel.answered, channel.sent) == (1, ["một", "hai"])


def test_a_channel_that_starts_meanwhile_waits_for_its_mailbox(channel: Channel) -> None:
    long_ago, handled = open_mailbox(channel.database.parent, "telegram", clock=lambda: 0.0), Arrival("0", "chat", {})
    long_ago.receive([handled, QUESTION])
    long_ago.finish(handled, ())
    asyncio.run(channel.refused("DELETE ON inbox", channel.relay.resume()))  # which forgets what is old
    assert channel.sent == ["một", "hai"]
