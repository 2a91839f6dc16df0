"""Long work on the library, one at a time: it goes on when whoever began it looks away, and tells how far it is."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bot import phrases
from bot.office.long_work import in_thread
from bot.phrases import admin as texts
from index.errors import BusyError, HoidapError
from index.library.progress import Progress, Report

log = logging.getLogger(__name__)

Work = Callable[[Report], tuple[str, ...]]
"""Does the work, tells how far it is, and brings the lines that say what came of it."""


GRACE_SECONDS = 10.0
"""How long a job may go on after the process was told to stop; a supervisor commonly kills after 30."""


class State(StrEnum):
    """How a job stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it stands now. `lines` say what came of it, or why nothing did."""

    title: str
    state: State
    seconds: float
    progress: Progress | None = None
    lines: tuple[str, ...] = ()


class Jobs:
    """Runs one job and remembers the last. A class for its state: the task, and what was told of it last."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._task: asyncio.Task[tuple[str, ...]] | None = None
        self._title = ""
        self._began = 0.0
        self._ended = 0.0
        self._progress: Progress | None = None

    def start(self, title: str, work: Work) -> None:
        """Begins a job in a thread. Raises BusyError while another runs."""
        if self._task is not None and not self._task.done():
            raise BusyError(texts.another_job(self._title))
        self._title, self._began, self._progress = title, self._clock(), None
        self._task = asyncio.create_task(in_thread(work, self._told, grace_seconds=GRACE_SECONDS))
        self._task.add_done_callback(self._done)

    def latest(self) -> Job | None:
        """The job that runs, or else the one that ran last; None where there was none."""
        task = self._task
        if task is None:
            return None
        if not task.done():
            return Job(self._title, State.RUNNING, self._clock() - self._began, self._progress)
        seconds = self._ended - self._began
        if error := task.exception():
            return Job(self._title, State.FAILED, seconds, lines=(_reason(error),))
        return Job(self._title, State.DONE, seconds, lines=task.result())

    def _told(self, progress: Progress) -> None:
        self._progress = progress

    def _done(self, task: asyncio.Task[tuple[str, ...]]) -> None:
        self._ended = self._clock()
        error = None if task.cancelled() else task.exception()
        if error is not None and not isinstance(error, HoidapError):
            log.error(self._title, exc_info=error)


def _reason(error: BaseException) -> str:
    return str(error) if isinstance(error, HoidapError) else phrases.FAILED
