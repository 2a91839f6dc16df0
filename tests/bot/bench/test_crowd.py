"""What a crowd saw, counted; every question of every person is sent, and each fate is told apart."""

from __future__ import annotations

import asyncio

import pytest

from bot.bench.crowd import CrowdRow, Heard, crowd


def test_figures_of_a_crowd() -> None:
    heard = [Heard(1, 200, 0.1), Heard(1, 200, 0.3), Heard(2, 200, 0.6), Heard(3, 503, 0.01, "bận"), Heard(4, 0, 60.0)]
    row = CrowdRow.of(4, heard, seconds=2.0)
    assert (row.questions, row.answered, row.busy, row.dropped) == (5, 3, 1, 1)
    assert row.per_second == 1.5
    assert (row.p50_ms, row.busy_p95_ms) == (pytest.approx(300), pytest.approx(10))
    assert row.slowest_person == pytest.approx(0.6 / 0.4)


def test_a_refusal_without_a_word_counts_as_dropped() -> None:
    row = CrowdRow.of(1, [Heard(1, 503, 0.01), Heard(1, 429, 0.01, "chậm lại")], seconds=1.0)
    assert (row.busy, row.dropped, row.p50_ms, row.slowest_person) == (0, 2, None, None)


def test_each_person_asks_all_their_questions_from_an_address_of_their_own() -> None:
    seen: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        seen.append(head.partition("X-Forwarded-For: ")[2].partition("\r\n")[0])
        status, body = (("200 OK", "{}"), ("503 Busy", '{"error": "bận"}'), ("", ""))[len(seen) % 3]
        if status:
            writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())
        await writer.drain()
        writer.close()

    async def run() -> list[Heard]:
        async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
            return await crowd(server.sockets[0].getsockname()[1], 3, 4, ["a", "b"])

    heard = asyncio.run(run())
    assert sorted(seen) == [f"10.0.0.{person}" for person in (0, 1, 2) for _ in range(4)]
    assert sorted((each.status, each.error) for each in heard) == [(0, "")] * 4 + [(200, "")] * 4 + [(503, "bận")] * 4
