"""What a process takes of the machine's memory, as Linux tells it."""

from __future__ import annotations

from pathlib import Path

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
