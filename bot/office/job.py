"""Long work on the library, one at a time: it goes on when whoever began it looks away, and tells how far it is."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from bot import phrases
from bot.office.long_work import in_thread
from bot.phrases import admin as texts
from bot.phrases import terminal
from index.errors import BusyError, HoidapError
from index.library.progress import Progress, Report, Stage

if TYPE_CHECKING:
    from bot.records.shared_board import Posted

log = logging.getLogger(__name__)

Work = Callable[[Report], tuple[str, ...]]
"""Does the work, tells how far it is, and brings the lines that say what came of it."""


SECONDS_BETWEEN_SIGNS = 2.0

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


class Board(Protocol):
    """Where every replica sees the job of any. Its methods block; `begin` and `latest` raise OutageError."""

    def begin(self, title: str) -> tuple[int, str]: ...

    def tell(self, number: int, progress: tuple[str, int, int] | None) -> None: ...

    def end(self, number: int, state: str, lines: Sequence[str]) -> None: ...

    def latest(self) -> Posted | None: ...


class Jobs:
    """Runs one job and remembers the last. A class for its state: the task, and what was told of it last.

    With a `board` one job runs in all replicas, and each knows how it stands.
    """

    def __init__(self, board: Board | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._board = board
        self._posting: asyncio.Task[None] | None = None
        self._clock = clock
        self._task: asyncio.Task[tuple[str, ...]] | None = None
        self._title = ""
        self._began = 0.0
        self._ended = 0.0
        self._progress: Progress | None = None

    async def start(self, title: str, work: Work) -> None:
        """Begins a job in a thread. Raises BusyError while another runs, OutageError without the board's database."""
        if self._task is not None and not self._task.done():
            raise BusyError(texts.another_job(self._title))
        number = 0
        if self._board is not None:
            number, other = await asyncio.to_thread(self._board.begin, title)
            if not number:
                raise BusyError(texts.another_job(other))
        self._title, self._began, self._progress = title, self._clock(), None
        self._task = asyncio.create_task(in_thread(work, self._told, grace_seconds=GRACE_SECONDS))
        self._task.add_done_callback(self._done)
        if self._board is not None:
            self._posting = asyncio.create_task(self._post(self._board, number, self._task))

    async def latest(self) -> Job | None:
        """The job that runs, or else the one that ran last; None where there was none. Raises OutageError."""
        if self._board is None or (self._task is not None and not self._task.done()):
            return self._own()
        posted = await asyncio.to_thread(self._board.latest)
        return _job_of(posted) if posted else None

    async def _post(self, board: Board, number: int, task: asyncio.Task[tuple[str, ...]]) -> None:
        """Tells the other replicas how the job stands, until it has ended."""
        while not (await asyncio.wait({task}, timeout=SECONDS_BETWEEN_SIGNS))[0]:
            step = self._progress
            told = (step.stage.value, step.done, step.total) if step else None
            await asyncio.to_thread(board.tell, number, told)
        ended = self._own()
        if ended is not None:
            await asyncio.to_thread(board.end, number, ended.state.value, ended.lines)

    def _own(self) -> Job | None:
        """The job of this process."""
        task = self._task
        if task is None:
            return None
        if not task.done():
            return Job(self._title, State.RUNNING, self._clock() - self._began, self._progress)
        seconds = self._ended - self._began
        if task.cancelled():
            return Job(self._title, State.FAILED, seconds, lines=(terminal.INTERRUPTED,))
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


def _job_of(posted: Posted) -> Job:
    """A job as another replica posted it."""
    if posted.silent:
        return Job(posted.title, State.FAILED, posted.seconds, lines=(texts.JOB_FELL_SILENT,))
    step = Progress(Stage(posted.progress[0]), *posted.progress[1:]) if posted.progress else None
    return Job(posted.title, State(posted.state), posted.seconds, step, posted.lines)


def _reason(error: BaseException) -> str:
    return str(error) if isinstance(error, HoidapError) else phrases.FAILED
