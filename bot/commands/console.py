"""What a command says beside its result: on standard error, so that a result can be piped."""

from __future__ import annotations

import sys

from bot import phrases
from index.library.progress import Progress


class UsageError(Exception):
    """A command was typed in a way that argparse alone cannot tell to be wrong."""


def tell(line: str) -> None:
    """One line for whoever runs the command."""
    print(line, file=sys.stderr)


def show_progress(progress: Progress) -> None:
    """A line that is written over while it changes; nothing where standard error is no terminal."""
    if not sys.stderr.isatty():
        return
    end = "\n" if progress.done == progress.total else ""
    print(f"\r{phrases.progress(progress.stage, progress.done, progress.total)}", end=end, file=sys.stderr, flush=True)
