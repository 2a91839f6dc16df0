"""Long work in a thread: it reports, and when nobody waits for it any more it ends at its next report."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from bot.office.long_work import in_thread
from index.errors import LibraryError
from index.library.progress import Progress, Report, Stage

STEP = Progress(Stage.ENCODE, 1, 1000)
SECONDS = 20.0


def test_it_brings_what_the_work_brings_and_passes_its_reports_on() -> None:
    told: list[Progress] = []

    def work(report: Report) -> str:
        report(STEP)
        return "xong"

    assert asyncio.run(in_thread(work, told.append)) == "xong"
    assert told == [STEP]


def test_cancelled_work_fails_at_its_next_report_so_that_a_process_can_end() -> None:
    begun, ended = threading.Event(), threading.Event()
    raised: list[BaseException] = []

    def work(report: Report) -> None:
        try:
            while True:
                report(STEP)
                begun.set()
                time.sleep(0.001)
        except LibraryError as error:
            raised.append(error)
            raise
        finally:
            ended.set()

    async def run() -> None:
        task = asyncio.create_task(in_thread(work, lambda _step: None))
        await asyncio.to_thread(begun.wait, SECONDS)
        assert not ended.is_set()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
    assert ended.wait(SECONDS)
    assert len(raised) == 1


def test_work_that_ends_within_the_grace_is_done() -> None:
    begun, cancelled = threading.Event(), threading.Event()
    done: list[str] = []

    def work(report: Report) -> None:
        begun.set()
        cancelled.wait(SECONDS)
        report(STEP)
        done.append("xong")

    async def run() -> None:
        task = asyncio.create_task(in_thread(work, lambda _step: None, grace_seconds=SECONDS))
        await asyncio.to_thread(begun.wait, SECONDS)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        cancelled.set()

    asyncio.run(run())
    assert done == ["xong"]
