"""Hours in the life of the product: `python -m tests.soak --seconds 3600 --rate 20`, or `make soak`."""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from tests.bot.every_channel import every_channel
from tests.bot.served import environment, free_port, hoidap
from tests.bot.telegram_server import telegram_server
from tests.bot.zalo_server import zalo_server
from tests.soak.faults import Fault, Product, faults
from tests.soak.report import Happened, Run
from tests.soak.traffic import SECRET, Traffic

SECONDS_BETWEEN_REINDEXINGS = 60.0
SECONDS_BETWEEN_SAMPLES = 1.0
MOST_GROWTH = 1.05
"""Of the memory of the process that lived last, once it was warm."""


def soak(seconds: float, rate: float, folder: Path, between_faults: float) -> Run:
    """Serves in the folder, asks, breaks, and tells what came of it.

    The process is ended and started in the first half of the time alone, so that its memory can be watched after.
    """
    library, port = folder / "library", free_port()
    filled = hoidap("search", "chỉ tiêu", env=environment(library))
    assert filled.returncode == 0, filled.stderr.decode()
    with telegram_server() as telegram, zalo_server() as zalo:
        address = f"http://127.0.0.1:{port}"
        settings = {**every_channel(telegram, zalo, folder / "mailbox", SECRET), "port": port}
        product = Product(environment(library, **settings), folder)
        product.start()
        traffic = Traffic(telegram, zalo, address, rate)
        run = Run(traffic.asked, starts=product.starts)
        ended = threading.Event()
        beside = [
            threading.Thread(target=_reindex, args=(product, run, ended)),
            threading.Thread(target=_measure, args=(address, run, ended)),
            threading.Thread(target=_break, args=(faults(product, traffic), run, seconds, between_faults, ended)),
        ]
        for each in beside:
            each.start()
        try:
            traffic.run(seconds)
        finally:
            ended.set()
            for each in beside:
                each.join()
            with suppress(OSError):
                product.served and product.served.process.kill()
    return run


def _reindex(product: Product, run: Run, ended: threading.Event) -> None:
    while True:
        product.reindex()
        run.reindexed += 1
        if ended.wait(SECONDS_BETWEEN_REINDEXINGS):
            return


def _measure(address: str, run: Run, ended: threading.Event) -> None:
    """The memory that the process itself tells of."""
    while not ended.wait(SECONDS_BETWEEN_SAMPLES):
        with suppress(OSError), urlopen(f"{address}/metrics", timeout=5) as response:
            found = re.search(r"^process_resident_memory_bytes (\S+)", response.read().decode(), re.MULTILINE)
            if found:
                run.memory.append((time.monotonic(), float(found[1])))


def _break(each: Sequence[Fault], run: Run, seconds: float, between: float, ended: threading.Event) -> None:
    """Faults in turn until shortly before the end."""
    began, number = time.monotonic(), 0
    while not ended.wait(between):
        passed = time.monotonic() - began
        if passed > seconds - between:
            return
        fault = each[number % len(each)]
        number += 1
        if fault.restarts and passed > seconds / 2:
            continue
        at = time.monotonic()
        fault.do()
        run.happened.append(Happened(fault, at, time.monotonic()))


def main() -> int:
    """1 where something was lost or memory grew."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--rate", type=float, default=20)
    parser.add_argument("--between-faults", type=float, default=10)
    parser.add_argument("--keep", type=Path, help="the folder to serve in; its log stays there")
    args = parser.parse_args()
    with TemporaryDirectory() as made:
        folder = args.keep or Path(made)
        shutil.rmtree(folder / "mailbox", ignore_errors=True)
        run = soak(args.seconds, args.rate, folder, args.between_faults)
    print(run.table(), run.summary(), sep="\n\n")
    return 1 if run.lost or run.growth > MOST_GROWTH else 0


if __name__ == "__main__":
    sys.exit(main())
