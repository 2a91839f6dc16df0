"""One writer at a time: a locked file that says who holds it. The system frees it when the holder dies."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from index.errors import BusyError
from index.library import layout


@contextmanager
def writer_lock(root: Path, command: str) -> Iterator[None]:
    """Hold the library for writing; BusyError names the process that already does."""
    with _lock_file(root / layout.WRITER_LOCK) as descriptor:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(_who_holds(root)) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, _card(command), 0)
        yield
        os.ftruncate(descriptor, 0)


@contextmanager
def repair_lock(root: Path) -> Iterator[None]:
    """Hold the repair of damaged folders, after waiting for whoever repairs now."""
    with _lock_file(root / layout.REPAIR_LOCK) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


@contextmanager
def repair_lock_if_free(root: Path) -> Iterator[bool]:
    """Hold the repair of damaged folders and give True, or give False at once when somebody repairs."""
    with _lock_file(root / layout.REPAIR_LOCK) as descriptor:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            free = True
        except BlockingIOError:
            free = False
        yield free


@contextmanager
def _lock_file(path: Path) -> Iterator[int]:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        yield descriptor
    finally:
        os.close(descriptor)  # which lets go of the lock


def _card(command: str) -> bytes:
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    return json.dumps({"pid": os.getpid(), "command": command, "since": since}).encode()


def _who_holds(root: Path) -> str:
    try:
        holder = json.loads((root / layout.WRITER_LOCK).read_text(encoding="utf-8"))
        who = f"tiến trình {holder['pid']} (hoidap {holder['command']}, từ {holder['since']})"
    except (ValueError, KeyError, TypeError):
        who = "một tiến trình khác"
    return f"Thư viện {root} đang được {who} ghi. Hãy đợi xong rồi chạy lại lệnh này."
