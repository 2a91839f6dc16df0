"""Many people asking at once over HTTP: how long each waits, whether all are served, what happens past capacity."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

import numpy as np

from bot.bench.memory import memory
from bot.phrases.bench import step_failed
from bot.settings import PREFIX
from index.errors import HoidapError

SECONDS_TO_START = 60.0
MOST_SECONDS = 60.0
"""An answer that has not come by then counts as dropped; browsers wait longer."""
QUESTIONS_EACH = 5
"""Of each person, one after the other, as people do."""
FEWEST_QUESTIONS = 100
"""Of a crowd in all, so that percentiles of a small one mean something."""
PAST_CAPACITY = 800
"""People whose first question comes at the same moment: more than the server lets wait."""
MOST_ASKED = 100_000
"""Of an address in a minute: here a single person asks without a pause."""
OK, BUSY = 200, 503


@dataclass(frozen=True, slots=True)
class Heard:
    """One question's fate: who asked, the status (0: none came), seconds until it came, and what was said."""

    person: int
    status: int
    seconds: float
    error: str = ""


@dataclass(frozen=True, slots=True)
class CrowdRow:
    """What a crowd saw; times in milliseconds."""

    people: int
    questions: int
    answered: int
    busy: int
    """Told at once that too many are asking."""
    dropped: int
    """Neither answered nor told anything."""
    per_second: float
    p50_ms: float | None
    p95_ms: float | None
    p99_ms: float | None
    slowest_person: float | None
    """The mean wait of the one who waited longest, as a multiple of all people's mean: 1 is fair."""
    busy_p95_ms: float | None
    memory_mb: float
    load: float

    @classmethod
    def of(cls, people: int, heard: Sequence[Heard], seconds: float, memory_mb: float = 0.0) -> CrowdRow:
        """The figures of a crowd of which all this was heard in so many seconds."""
        good = [each for each in heard if each.status == OK]
        waits = [1000 * each.seconds for each in good]
        busy = [1000 * each.seconds for each in heard if each.status == BUSY and each.error]
        own: dict[int, list[float]] = {}
        for each in good:
            own.setdefault(each.person, []).append(each.seconds)
        means = [float(np.mean(all_of_one)) for all_of_one in own.values()]
        return cls(
            people=people,
            questions=len(heard),
            answered=len(good),
            busy=len(busy),
            dropped=len(heard) - len(good) - len(busy),
            per_second=len(good) / seconds,
            p50_ms=_percentile(waits, 50),
            p95_ms=_percentile(waits, 95),
            p99_ms=_percentile(waits, 99),
            slowest_person=max(means) / float(np.mean(means)) if means else None,
            busy_p95_ms=_percentile(busy, 95),
            memory_mb=memory_mb,
            load=os.getloadavg()[0],
        )


def bench_crowd(crowds: Sequence[int], questions: Sequence[str], environment: dict[str, str]) -> Iterator[CrowdRow]:
    """A row for each number of people, then one for PAST_CAPACITY of them with a question each at the same moment.

    `hoidap serve` runs in a process of its own on the loopback interface, with this environment.
    """
    with _serving(environment) as (port, process):
        asyncio.run(crowd(port, 1, 20, questions))  # what a first question opens is no part of it
        for people in crowds:
            each = max(QUESTIONS_EACH, FEWEST_QUESTIONS // people)
            yield _row(port, process, people, each, questions)
        yield _row(port, process, PAST_CAPACITY, 1, questions)


def _row(port: int, process: int, people: int, each: int, questions: Sequence[str]) -> CrowdRow:
    start = time.perf_counter()
    heard = asyncio.run(crowd(port, people, each, questions))
    return CrowdRow.of(people, heard, time.perf_counter() - start, memory(process).get("resident_mb", 0.0))


async def crowd(port: int, people: int, each: int, questions: Sequence[str]) -> list[Heard]:
    """What so many people heard, each asking so many questions one after the other, all people at once."""

    async def person(number: int) -> list[Heard]:
        own = [questions[(number * each + place) % len(questions)] for place in range(each)]
        return [await _ask(port, number, question) for question in own]

    return [heard for group in await asyncio.gather(*map(person, range(people))) for heard in group]


async def _ask(port: int, person: int, question: str) -> Heard:
    """One question on a connection of its own, as from one of so many addresses."""
    start = time.perf_counter()
    try:
        async with asyncio.timeout(MOST_SECONDS), _connection(port) as (reader, writer):
            body = json.dumps({"question": question}).encode()
            head = (
                f"POST /api/ask HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
                f"X-Forwarded-For: 10.{person >> 16 & 255}.{person >> 8 & 255}.{person & 255}\r\n"
                f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            )
            writer.write(head.encode() + body)
            answer = await reader.read()
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        return Heard(person, 0, time.perf_counter() - start)
    seconds = time.perf_counter() - start
    head_bytes, _, content = answer.partition(b"\r\n\r\n")
    status = int(head_bytes.split(b" ", 2)[1]) if head_bytes.startswith(b"HTTP/") else 0
    return Heard(person, status, seconds, _error(content) if status != OK else "")


@asynccontextmanager
async def _connection(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()


def _error(content: bytes) -> str:
    try:
        return str(json.loads(content)["error"])
    except (ValueError, KeyError, TypeError):
        return ""


@contextmanager
def _serving(environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """The port and the process number of `hoidap serve`, ready to answer."""
    own = {"PORT": "0", "HOST": "127.0.0.1", "ASKS_PER_MINUTE": str(MOST_ASKED)}
    env = {**environment, **{PREFIX + name: value for name, value in own.items()}, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env
    )
    try:
        yield _port_of(process), process.pid
    finally:
        process.terminate()
        process.communicate(timeout=SECONDS_TO_START)


def _port_of(process: subprocess.Popen[bytes]) -> int:
    """The port in the line that tells the address; it may index documents before. HoidapError where it ends."""
    for line in process.stdout or ():
        if found := re.search(rb"http://[^/\s]+:(\d+)", line):
            return int(found.group(1))
    raise HoidapError(step_failed("serve", "hoidap serve", str(process.wait())))


def _percentile(values: Sequence[float], percent: float) -> float | None:
    return float(np.percentile(values, percent)) if values else None
