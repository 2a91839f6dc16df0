"""One number goes with a request through threads and to its replies, and into each line of the log."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from bot.mail.boxes import open_mailbox
from bot.mail.mailbox import Arrival, Receipt, Reply
from bot.mail.relay import Relay
from bot.operation import log, request

NUMBER = re.compile(r"[0-9a-f]{8}")


@pytest.fixture
def handler() -> Iterator[tuple[logging.Logger, StringIO]]:
    """A logger of its own that writes as `hoidap serve` with HOIDAP_LOG=json does."""
    stream = StringIO()
    made = logging.StreamHandler(stream)
    made.setFormatter(log.JsonLines())
    made.addFilter(log.Redaction(["khóa-bí-mật"]))
    logger = logging.Logger("alone")
    logger.addHandler(made)
    yield logger, stream


def test_outside_of_a_request_there_is_no_number() -> None:
    assert request.current() == request.NONE
    with request.numbered() as number:
        assert NUMBER.fullmatch(number)
        assert request.current() == number
    assert request.current() == request.NONE


def test_a_number_goes_into_threads_and_not_into_other_tasks() -> None:
    async def one() -> tuple[str, str]:
        with request.numbered() as number:
            return number, await asyncio.to_thread(request.current)

    async def both() -> list[tuple[str, str]]:
        return await asyncio.gather(one(), one())

    first, second = asyncio.run(both())
    assert first[0] == first[1]
    assert second[0] == second[1]
    assert first != second


def test_an_arrival_is_answered_and_its_reply_sent_under_one_number(tmp_path: Path) -> None:
    seen: list[str] = []

    async def relayed() -> None:
        mailbox = open_mailbox(tmp_path, "telegram")

        async def answer(_arrival: Arrival) -> Sequence[Mapping[str, Any]]:
            seen.append(request.current())
            return [{"text": "đáp"}]

        async def deliver(_reply: Reply) -> Receipt:
            seen.append(request.current())
            return Receipt()

        relay = Relay(mailbox, answer, deliver)
        await relay.receive([Arrival("1", "a", {}), Arrival("2", "a", {})])
        await relay.drain(5)

    asyncio.run(relayed())
    assert [seen[0], seen[2]] == [seen[1], seen[3]]
    assert len(set(seen)) == 2
    assert all(map(NUMBER.fullmatch, seen))


def test_a_line_of_json_holds_the_number_and_no_secret(handler: tuple[logging.Logger, StringIO]) -> None:
    logger, stream = handler
    with request.numbered() as number:
        logger.warning("dòng một\ndòng hai %s", "khóa-bí-mật")
    (line,) = stream.getvalue().splitlines()
    told = json.loads(line)
    assert (told["request"], told["level"], told["logger"]) == (number, "WARNING", "alone")
    assert told["message"] == f"dòng một\ndòng hai {log.HIDDEN}"


def test_an_error_in_json_shows_places_and_no_message(handler: tuple[logging.Logger, StringIO]) -> None:
    logger, stream = handler
    try:
        raise ValueError("câu hỏi của ai đó")
    except ValueError:
        logger.exception("hỏng")
    told = json.loads(stream.getvalue())
    assert "builtins.ValueError" in told["error"]
    assert "câu hỏi" not in stream.getvalue()
