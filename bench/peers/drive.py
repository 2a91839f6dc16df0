"""Runs one engine's adapter in whatever environment it is installed in: `python drive.py ADAPTER index|ask JOB`.

An adapter is a module beside this file with two functions:
  index(job)  makes an index of job["passages"] and keeps it under job["folder"]
  opened(job) opens it and returns a function from a question to the number of the best passage
`job["encoder"]` is a folder that sentence-transformers loads. This file and the adapters import nothing of ours but
for `ours.py`. Figures go to standard output as JSON, in the last line.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

STARTED = time.time()


def memory_mb() -> float:
    """Resident memory of this process."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def main() -> None:
    """One step of one engine."""
    name, step, file = sys.argv[1:4]
    job = json.loads(Path(file).read_text(encoding="utf-8"))
    started = float(job.get("started", STARTED))
    adapter = importlib.import_module(name)
    if step == "index":
        start = time.perf_counter()
        adapter.index(job)
        told: dict[str, Any] = {"seconds": time.perf_counter() - start}
    else:
        best = adapter.opened(job)
        best(job["questions"][0])
        told = {"cold_seconds": time.time() - started}
        for kind in ("questions", "folded"):
            found, taken = [], []
            for question in job[kind]:
                start = time.perf_counter()
                found.append(best(question))
                taken.append(time.perf_counter() - start)
            told |= {kind: found, f"{kind}_seconds": taken}
    print(json.dumps({**told, "memory_mb": memory_mb(), "load": os.getloadavg()[0]}))


if __name__ == "__main__":
    main()
