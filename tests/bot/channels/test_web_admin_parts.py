"""Sessions end, plots are in proportion, uploads are bounded while they arrive."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message

from bot.answering.answer import Outcome
from bot.channels.web.admin.plots import HEIGHT, LATENCIES_MS, WIDTH, days_plot, latency_plot
from bot.channels.web.admin.sessions import IDLE_SECONDS, LONGEST_SECONDS, MOST_SESSIONS, Sessions
from bot.channels.web.admin.uploads import MOST_BYTES, read_upload
from bot.records.statistics import Day


class Clock:
    """Stands still until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_session_is_found_by_its_token_alone() -> None:
    sessions = Sessions()
    token = sessions.open("10.0.0.1")
    session = sessions.find(token)
    assert session is not None
    assert session.allows(session.csrf)
    assert not session.allows("")
    assert not session.allows("ậ")
    assert sessions.find(token + "a") is None
    assert sessions.find("") is None


def test_a_session_ends_when_nobody_uses_it_and_after_a_working_day() -> None:
    clock = Clock()
    sessions = Sessions(clock)
    idle, used = sessions.open("a"), sessions.open("b")
    for _ in range(int(LONGEST_SECONDS / IDLE_SECONDS)):
        clock.now += IDLE_SECONDS
        assert sessions.find(used) is not None
    assert sessions.find(idle) is None
    clock.now += 1
    assert sessions.find(used) is None


def test_a_closed_session_is_gone_and_sessions_are_bounded() -> None:
    clock = Clock()
    sessions = Sessions(clock)
    tokens = []
    for clock.now in range(MOST_SESSIONS + 1):
        tokens.append(sessions.open("a"))
    assert [sessions.find(token) is not None for token in tokens] == [False] + [True] * MOST_SESSIONS
    sessions.close(tokens[-1])
    assert sessions.find(tokens[-1]) is None


def test_bars_are_as_high_as_their_numbers_and_stay_inside() -> None:
    days = [Day(date(2026, 11, day), {Outcome.ANSWERED: day, Outcome.NOT_FOUND: 10}) for day in (10, 20, 30)]
    plot = days_plot(days)
    heights = [[bar.height for bar in column.bars] for column in plot.columns]
    assert [column.total for column in plot.columns] == [20, 30, 40]
    assert heights[0] == [heights[0][0]] * 2
    assert heights[2][0] == pytest.approx(3 * heights[2][1], abs=0.3)
    for column in plot.columns:
        for bar in column.bars:
            assert 0 <= bar.left <= bar.left + bar.width <= WIDTH
            assert 0 <= bar.top <= bar.top + bar.height <= HEIGHT
    assert [column.label for column in plot.columns] == ["10/11", "20/11", "30/11"]


def test_many_days_bear_few_labels_the_newest_among_them() -> None:
    labels = [column.label for column in days_plot([Day(date(2026, 1, 1), {})] * 90).columns]
    assert labels[-1] == "01/01"
    assert 10 <= len(list(filter(None, labels))) <= 16


def test_times_fall_between_their_borders() -> None:
    plot = latency_plot([0.0, 19.9, 20.0, 49.0, 1000.0, 9e9], [str(n) for n in range(len(LATENCIES_MS) + 1)])
    assert [column.total for column in plot.columns] == [2, 2, 0, 0, 0, 0, 2]


def test_nothing_asked_is_an_empty_plot() -> None:
    assert [column.bars for column in days_plot([Day(date(2026, 1, 1), {})]).columns] == [()]


def upload(chunks: Iterator[bytes]) -> Request:
    head = [(b"host", b"a"), (b"content-type", b"multipart/form-data; boundary=x")]

    async def receive() -> Message:
        body = next(chunks, b"")
        return {"type": "http.request", "body": body, "more_body": bool(body)}

    return Request({"type": "http", "method": "POST", "path": "/", "headers": head}, receive)


def test_an_upload_that_grows_past_the_bound_is_read_no_further() -> None:
    mebibyte = bytes(1 << 20)
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        yield b'--x\r\nContent-Disposition: form-data; name="tep"; filename="a"\r\n\r\n'
        while True:
            sent += len(mebibyte)
            yield mebibyte

    with pytest.raises(HTTPException) as refused:
        asyncio.run(read_upload(upload(endless())))
    assert refused.value.status_code == 413
    assert sent <= MOST_BYTES + 2 * len(mebibyte)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b'--x\r\nContent-Disposition: form-data; name="tep"\r\n\r\nabc\r\n--x--\r\n',
        b'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\nabc\r\n--x--\r\n',
        b'--x\r\nContent-Disposition: form-data; name="tep"; filename=""\r\n\r\nabc\r\n--x--\r\n',
    ],
)
def test_a_form_without_a_file_is_refused(body: bytes) -> None:
    with pytest.raises(HTTPException) as refused:
        asyncio.run(read_upload(upload(iter([body]))))
    assert refused.value.status_code == 400
