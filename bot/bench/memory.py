"""What a process takes of the machine's memory, as Linux tells it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

SECONDS_BETWEEN_LOOKS = 0.05
KINDS = {"VmRSS": "resident_mb", "VmHWM": "peak_mb", "RssAnon": "own_mb", "RssFile": "mapped_mb"}


def memory(process: int | str = "self") -> dict[str, float]:
    """Megabytes of a process: resident now and at most, of it its own, and pages of mapped files, which can be dropped.

    Nothing where the system has no `/proc`.
    """
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return {}
    fields = (line.partition(":") for line in status.read_text(encoding="utf-8").splitlines())
    return {KINDS[name]: int(value.split()[0]) / 1024 for name, _, value in fields if name in KINDS}


def watched(step: Callable[[], object]) -> dict[str, float]:
    """Megabytes of its own that this process had at most while a step ran, looked at SECONDS_BETWEEN_LOOKS apart.

    The system tells a most only together with pages of mapped files, which it takes back when it needs them.
    """
    most, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(SECONDS_BETWEEN_LOOKS):
            most.append(memory().get("own_mb", 0.0))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        step()
    finally:
        done.set()
        watcher.join()
    return {"most_own_mb": max(most)} if memory() else {}
