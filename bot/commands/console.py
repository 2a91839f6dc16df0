"""What a command says beside its result: on standard error, so that a result can be piped."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

from bot.phrases import library
from index.library.progress import Progress

ESTIMATE_AFTER_SECONDS = 3.0
"""Before, one slow file or batch would be taken for all of them."""


class UsageError(Exception):
    """A command was typed in a way that argparse alone cannot tell to be wrong."""


def tell(line: str) -> None:
    """One line for whoever runs the command."""
    print(line, file=sys.stderr)


class ProgressLine:
    """A line that is written over while it changes; nothing where the output is no terminal.

    A class for its state: when the stage began, for the estimate, and how long the line was.
    """

    def __init__(self, output: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._output = output
        self._clock = clock
        self._first: Progress | None = None
        self._began = 0.0
        self._width = 0

    def __call__(self, progress: Progress) -> None:
        """Show how far the command has come."""
        if not self._output.isatty():
            return
        if self._first is None or self._first.stage is not progress.stage:
            self._first, self._began = progress, self._clock()
        line = library.progress(progress.stage, progress.done, progress.total, self._seconds_left(progress))
        end = "\n" if progress.done == progress.total else ""
        print(f"\r{line.ljust(self._width)}", end=end, file=self._output, flush=True)
        self._width = 0 if end else len(line)

    def _seconds_left(self, progress: Progress) -> float | None:
        """By the speed so far; None while too little is known, and at the end."""
        elapsed, done = self._clock() - self._began, progress.done - (self._first.done if self._first else 0)
        if elapsed < ESTIMATE_AFTER_SECONDS or not done or progress.done == progress.total:
            return None
        return elapsed / done * (progress.total - progress.done)
