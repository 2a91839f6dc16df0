"""Jobs of one lane one after another, lanes side by side: a chat keeps its order and waits for no other chat."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Job = TypeVar("Job")


class Lanes(Generic[Job]):
    """Runs `handle` for each job. A class for its state: the jobs that wait, and a task for each lane at work.

    `handle` tells of failures itself; what it raises ends its lane's turn and is seen by `idle`.
    """

    def __init__(self, handle: Callable[[Job], Awaitable[None]]) -> None:
        self._handle = handle
        self._jobs: dict[str, deque[Job]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, lane: str, job: Job) -> None:
        """Adds a job at the end of its lane."""
        if lane in self._jobs:
            self._jobs[lane].append(job)
            return
        self._jobs[lane] = deque([job])
        task = asyncio.create_task(self._run(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def idle(self) -> None:
        """Returns when no job is left."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def cancel(self) -> None:
        """Stops at the next await of every job; what is left was never done."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, lane: str) -> None:
        jobs = self._jobs[lane]
        try:
            while jobs:
                await self._handle(jobs.popleft())
        finally:
            del self._jobs[lane]
