"""A disk that fails, or ends the process, at one chosen effect: before it, after it, or with half of a write done."""

from __future__ import annotations

import errno
import io
import os
import signal
import sqlite3
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from sqlalchemy.exc import OperationalError

from index.library.disk import Disk


class Fault(StrEnum):
    FULL = "no space left"
    KILLED = "kill -9"


class FaultyDisk(Disk):
    """Counts its effects; at number `at` the fault strikes, `late` meaning after the effect has taken place."""

    def __init__(self, at: int = 0, fault: Fault = Fault.FULL, *, late: bool = False) -> None:
        self.names: list[str] = []
        self._at = at
        self._fault = fault
        self._late = late

    def make_folder(self, path: Path) -> None:
        self.step("make", lambda: Disk.make_folder(self, path))

    def create(self, path: Path) -> BinaryIO:
        self.step("create", lambda: None)
        return io.BufferedWriter(_CountedFile(path, self), buffer_size=1 << 20)

    def sync(self, path: Path) -> None:
        self.step("sync", lambda: Disk.sync(self, path))

    def rename(self, source: Path, target: Path) -> None:
        self.step("rename", lambda: Disk.rename(self, source, target))

    def remove(self, path: Path) -> None:
        self.step("remove", lambda: Disk.remove(self, path))

    def commit(self, transaction: Callable[[], None]) -> None:
        self.step("commit", transaction)

    def step(self, name: str, effect: Callable[[], Any], half: Callable[[], Any] = lambda: None) -> Any:
        self.names.append(name)
        if len(self.names) != self._at:
            return effect()
        if self._late:
            effect()
        else:
            half()
        return self._strike(name)

    def _strike(self, name: str) -> NoReturn:
        if self._fault is Fault.KILLED:
            os.kill(os.getpid(), signal.SIGKILL)
        if name == "commit":
            raise OperationalError("COMMIT", None, sqlite3.OperationalError("database or disk is full"))
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class _CountedFile(io.FileIO):
    """The lowest level of a file, each of whose writes is an effect."""

    def __init__(self, path: Path, disk: FaultyDisk) -> None:
        super().__init__(path, "w")
        self._disk = disk

    def write(self, content: Any) -> int:
        plain = super().write
        half = memoryview(content)[: len(content) // 2]
        written: int = self._disk.step("write", lambda: plain(content), lambda: plain(half))
        return written
