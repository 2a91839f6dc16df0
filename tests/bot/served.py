"""The real `hoidap` in a process of its own, with a library of its own and none of the tester's settings."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.settings import PREFIX

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT / "data" / "documents"
ENCODER_CACHE = TemporaryDirectory(prefix="hoidap-encoder-")
SECONDS_TO_START = 60.0
COMMAND = (sys.executable, "-m", "bot")


def environment(library: Path, **settings: object) -> dict[str, str]:
    """The environment of a process that uses this library; `settings` are HOIDAP_ settings in lower case.

    The encoder's built files are shared by the libraries of one run of the tests: building them takes seconds.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    ours = {
        "library": library,
        "documents": DOCUMENTS,
        "catalogue": DOCUMENTS.parent,
        "encoder_cache": ENCODER_CACHE.name,
        **settings,
    }
    paths = {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error::ResourceWarning"}
    return {**kept, **paths, **{PREFIX + name.upper(): str(value) for name, value in ours.items()}}


def free_port() -> int:
    """A port that nobody listens on, for a process whose address must be known before it starts."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def hoidap(
    *arguments: str | bytes, env: Mapping[str, str], stdin: bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Runs one command to its end."""
    return subprocess.run([*COMMAND, *arguments], input=stdin, capture_output=True, env=env, cwd=cwd, timeout=120)


@dataclass(frozen=True)
class Done:
    """What a command wrote and its exit code."""

    returncode: int
    stdout: bytes
    stderr: bytes


Run = Callable[..., Done]


@dataclass
class Served:
    """A running `hoidap serve`: its address, and what it wrote."""

    process: subprocess.Popen[bytes]
    log: Path
    address: str = ""

    def written(self) -> str:
        """Everything on its standard output and standard error so far."""
        return self.log.read_text(encoding="utf-8")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Sends a signal and waits for the end; the exit code."""
        self.process.send_signal(number)
        return self.process.wait(30)


@contextmanager
def serving(env: Mapping[str, str], folder: Path) -> Iterator[Served]:
    """`hoidap serve` on a free port, or the one that `env` names, once it has told its address."""
    log = folder / f"serve-{time.monotonic_ns()}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*COMMAND, "serve"], env={"HOIDAP_PORT": "0", **env}, stdout=out, stderr=subprocess.STDOUT, cwd=folder
        )
    served = Served(process, log)
    try:
        served.address = _address(served)
        yield served
    finally:
        process.kill()
        process.wait()


def _address(served: Served) -> str:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and served.process.poll() is None:
        if found := re.search(r"http://[^\s]+", served.written()):
            return found.group()
        time.sleep(0.05)
    raise AssertionError(f"hoidap serve did not start: {served.written()}")
