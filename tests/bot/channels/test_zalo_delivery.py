"""A reply is given up where nothing is known of an error, however many tries the network has cost before."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from itertools import chain, repeat

import pytest

from bot.channels.zalo.delivery import MOST_ODD_TRIES, Delivery
from bot.channels.zalo.errors import OddError, UnreachableError, ZaloError
from bot.channels.zalo.message import Message
from bot.mail.mailbox import Reply
from bot.operation.vitals import Depths, Vitals
from bot.reading.drawn import Drawn

REPLY = Reply(1, "chat", Message("chat", "đáp").to_json())


class Line:
    """Fails with one error after the other."""

    def __init__(self, failures: Iterator[ZaloError]) -> None:
        self.tries = 0
        self._failures = failures

    async def send(self, _message: Message) -> None:
        self.tries += 1
        raise next(self._failures)


async def nothing_withdrawn(_drawn: Sequence[Drawn]) -> bool:
    return False


@pytest.mark.parametrize("unreachable", [0, 1, MOST_ODD_TRIES, MOST_ODD_TRIES + 3])
def test_an_odd_error_is_met_so_often_and_no_more(unreachable: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.zalo.delivery.LONGEST_PAUSE_SECONDS", 0.0)
    line = Line(chain(repeat(UnreachableError("HTTP 502"), unreachable), repeat(OddError(-1))))
    vitals = Vitals("zalo", lambda: Depths(0, 0), polls=False)
    delivery = Delivery("Zalo", line.send, vitals, nothing_withdrawn)
    asyncio.run(asyncio.wait_for(delivery.deliver(REPLY), timeout=10))
    assert line.tries == unreachable + MOST_ODD_TRIES
