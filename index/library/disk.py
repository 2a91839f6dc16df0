"""Every durable effect of the library: files written, flushed, renamed and removed, and transactions committed.

The library gets a `Disk` as an argument, so that a test can fail or end the process at any one of them.
"""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO


class Disk:
    """The real disk. Its methods are the only places where the library changes anything that survives it."""

    def make_folder(self, path: Path) -> None:
        """Make the folder and its parents; it may be there already."""
        path.mkdir(parents=True, exist_ok=True)

    def create(self, path: Path) -> BinaryIO:
        """Open a new file for writing; the content is durable only after `sync`."""
        return io.BufferedWriter(io.FileIO(path, "w"), buffer_size=1 << 20)

    def write(self, path: Path, content: bytes) -> None:
        """Write a whole file; the content is durable only after `sync`."""
        with self.create(path) as file:
            file.write(content)

    def sync(self, path: Path) -> None:
        """Make a file's content, or a folder's list of names, survive a power cut."""
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def rename(self, source: Path, target: Path) -> None:
        """Give a file or a folder its name, in one step that either happened or did not."""
        source.replace(target)

    def remove(self, path: Path) -> None:
        """Remove a file, or a folder with everything in it; nothing happens when it is not there."""
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    def commit(self, transaction: Callable[[], None]) -> None:
        """End a transaction of the database so that its changes are there for good."""
        transaction()
