"""A lane keeps its order; lanes do not wait for each other."""

from __future__ import annotations

import asyncio

import pytest

from bot.mail.lanes import Lanes


def test_jobs_of_a_lane_run_in_order_while_other_lanes_run_beside() -> None:
    done: list[str] = []
    may_go = asyncio.Event()

    async def handle(job: str) -> None:
        if job == "slow 1":
            await may_go.wait()
        done.append(job)

    async def run() -> None:
        lanes = Lanes(handle)
        for lane, job in (("slow", "slow 1"), ("slow", "slow 2"), ("quick", "quick 1")):
            lanes.put(lane, job)
        await asyncio.sleep(0.01)
        assert done == ["quick 1"]
        may_go.set()
        await lanes.idle()

    asyncio.run(run())
    assert done == ["quick 1", "slow 1", "slow 2"]


def test_a_lane_takes_jobs_again_after_it_was_empty() -> None:
    done: list[int] = []

    async def handle(job: int) -> None:
        done.append(job)

    async def run() -> None:
        lanes = Lanes(handle)
        lanes.put("a", 1)
        await lanes.idle()
        lanes.put("a", 2)
        await lanes.idle()

    asyncio.run(run())
    assert done == [1, 2]


def test_cancelled_jobs_are_not_done() -> None:
    done: list[int] = []

    async def handle(job: int) -> None:
        await asyncio.sleep(1)
        done.append(job)

    async def run() -> None:
        lanes = Lanes(handle)
        lanes.put("a", 1)
        await asyncio.sleep(0)
        await lanes.cancel()
        await lanes.idle()

    asyncio.run(run())
    assert done == []


def test_what_a_job_raises_is_seen_by_who_waits() -> None:
    async def handle(job: int) -> None:
        raise ZeroDivisionError(job)

    async def run() -> None:
        lanes = Lanes(handle)
        lanes.put("a", 1)
        await lanes.idle()

    with pytest.raises(ZeroDivisionError):
        asyncio.run(run())
