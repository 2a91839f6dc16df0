"""Long work: one job at a time, which tells how far it is, what came of it, and why it failed."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot import phrases
from bot.office.job import Jobs, State
from index.errors import BusyError, LibraryError
from index.library.progress import Progress, Report, Stage


async def until_done(jobs: Jobs) -> None:
    while (job := await jobs.latest()) and job.state is State.RUNNING:
        await asyncio.sleep(0.005)


def test_a_job_tells_how_far_it_is_and_then_what_came_of_it() -> None:
    go_on, told = threading.Event(), threading.Event()

    def work(report: Report) -> tuple[str, ...]:
        report(Progress(Stage.ENCODE, 3, 7))
        told.set()
        go_on.wait(10)
        return ("xong",)

    async def run() -> None:
        jobs = Jobs()
        assert await jobs.latest() is None
        await jobs.start("Thêm", work)
        await asyncio.to_thread(told.wait, 10)
        running = await jobs.latest()
        assert running is not None
        assert (running.title, running.state, running.progress) == ("Thêm", State.RUNNING, Progress(Stage.ENCODE, 3, 7))
        with pytest.raises(BusyError, match="Thêm"):
            await jobs.start("Rút", work)
        go_on.set()
        await until_done(jobs)
        done = await jobs.latest()
        assert done is not None
        assert (done.state, done.lines) == (State.DONE, ("xong",))
        await jobs.start("Rút", work)
        await until_done(jobs)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("error", "said"), [(LibraryError("Thư viện bận."), "Thư viện bận."), (ZeroDivisionError("bí mật"), phrases.FAILED)]
)
def test_a_job_that_fails_says_why_and_the_next_one_can_begin(error: Exception, said: str) -> None:
    def fail(_report: Report) -> tuple[str, ...]:
        raise error

    async def run() -> None:
        jobs = Jobs()
        await jobs.start("Thêm", fail)
        await until_done(jobs)
        failed = await jobs.latest()
        assert failed is not None
        assert (failed.state, failed.lines) == (State.FAILED, (said,))
        await jobs.start("Rút", lambda _report: ())
        await until_done(jobs)

    asyncio.run(run())
