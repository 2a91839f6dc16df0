"""What goes wrong in the life of the product, done to the real process."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from tests.bot.served import COMMAND, Served, serving
from tests.bot.telegram_server import RefusedError
from tests.soak.traffic import CHANNELS, Traffic

SECONDS_LOCKED = 3.0
SECONDS_OF_REINDEXING = 1.0
BURST = 40
"""Questions that come just before a kill, so that some are stored and not answered yet."""

FIRST_OF_FAULTS = 1_000_000
"""Questions that a fault asks itself are numbered from here."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is done, to which channels, and whether the process starts anew by it."""

    name: str
    do: Callable[[], None]
    channels: tuple[str, ...] = CHANNELS
    restarts: bool = False


@dataclass
class Product:
    """The real process, which is stopped and started in one place."""

    env: Mapping[str, str]
    folder: Path
    served: Served | None = None
    starts: list[float] = field(default_factory=list)
    _stack: ExitStack = field(default_factory=ExitStack)

    def start(self) -> None:
        """Until it listens."""
        self.served = self._stack.enter_context(serving(self.env, self.folder))
        self.starts.append(time.monotonic())

    def stop(self, number: signal.Signals) -> None:
        """By a signal, and waits for its end."""
        assert self.served
        self.served.process.send_signal(number)
        self.served.process.wait(60)
        self._stack.close()

    def again(self, number: signal.Signals) -> None:
        """Ends it and starts it."""
        self.stop(number)
        self.start()

    def reindex(self, *, killed: bool = False) -> None:
        """By the command, beside the questions; its end is waited for unless it is killed."""
        quiet = subprocess.DEVNULL
        process = subprocess.Popen([*COMMAND, "reindex"], env=dict(self.env), stdout=quiet, stderr=quiet)
        if killed:
            time.sleep(SECONDS_OF_REINDEXING)
            process.kill()
            process.wait()
        elif process.wait(120):
            raise AssertionError("hoidap reindex failed")

    def lock(self, name: str) -> None:
        """Holds a database as another writer would."""
        with closing(sqlite3.connect(Path(self.env["HOIDAP_MAILBOX"]) / name, isolation_level=None)) as database:
            database.execute("BEGIN IMMEDIATE")
            time.sleep(SECONDS_LOCKED)
            database.execute("ROLLBACK")


def faults(product: Product, traffic: Traffic) -> tuple[Fault, ...]:
    """All of them, in the order in which they are done."""
    telegram, zalo = traffic.telegram, traffic.zalo
    numbers = iter(range(FIRST_OF_FAULTS, 2 * FIRST_OF_FAULTS))

    def ask(most: int, *, twice: bool = False) -> None:
        for number in islice(numbers, most):
            if CHANNELS[number % len(CHANNELS)] != "web":  # a page waits for its answer, and asks once
                traffic.ask(number, twice=twice)

    def kill() -> None:
        ask(BURST)
        product.again(signal.SIGKILL)

    def limit() -> None:
        telegram.refuse("sendMessage", RefusedError(429, "Too Many Requests: retry after 1", retry_after=1), 3)

    def fail() -> None:
        telegram.refuse("sendMessage", RefusedError(502, "Bad Gateway"), 3)

    def fail_zalo() -> None:
        zalo.refuse("sendMessage", 500, {"ok": False, "error_code": 500, "description": "Internal"}, 3)

    return (
        Fault("một tin được gửi tới hai lần", lambda: ask(len(CHANNELS), twice=True), CHANNELS[1:]),
        Fault("tiến trình bị giết (SIGKILL)", kill, restarts=True),
        Fault("Telegram báo gửi quá nhiều (429)", limit, ("telegram",)),
        Fault("hộp thư bị khóa 3 giây", lambda: product.lock("mailbox.sqlite"), CHANNELS[1:]),
        Fault("dừng và chạy lại (SIGTERM)", lambda: product.again(signal.SIGTERM), restarts=True),
        Fault("máy chủ Telegram lỗi (502)", fail, ("telegram",)),
        Fault("máy chủ Zalo Bot lỗi (500)", fail_zalo, ("zalo_bot",)),
        Fault("token Zalo OA hết hạn", zalo.expire, ("zalo_oa",)),
        Fault("lập lại chỉ mục bị giết giữa chừng", lambda: product.reindex(killed=True)),
        Fault("nhật ký bị khóa 3 giây", lambda: product.lock("journal.sqlite")),
    )
