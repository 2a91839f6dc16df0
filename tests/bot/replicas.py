"""Several real `hoidap serve` over one PostgreSQL, behind a reverse proxy on loopback that takes them in turn."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from tests.bot.served import Served, environment, serving

PROXY_SECONDS = 3.0
"""How long the proxy waits for a replica before it tells its client to come again."""


@dataclass
class Proxy:
    """Hands requests to the addresses in turn; 502 where one does not answer."""

    addresses: list[str] = field(default_factory=list)
    url: str = ""
    turns: Iterator[int] = field(default_factory=count)

    def forward(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        """The status and the body of the replica whose turn it is."""
        if not self.addresses:
            return 502, b""
        address = self.addresses[next(self.turns) % len(self.addresses)]
        kept = {name: value for name, value in headers.items() if name.lower() not in ("host", "connection")}
        try:
            with urlopen(
                Request(address.rstrip("/") + path, body or None, kept, method=method), timeout=PROXY_SECONDS
            ) as response:
                return response.status, response.read()
        except HTTPError as error:
            with error:
                return error.code, error.read()
        except OSError:
            return 502, b""


@contextmanager
def proxy() -> Iterator[Proxy]:
    """A running proxy without replicas."""
    memory = Proxy()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:  # http.server's name
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, content = memory.forward("POST", urlsplit(self.path).path, dict(self.headers), body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """The test's output stays quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    memory.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield memory
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Replicas:
    """The processes that run, and how another is started."""

    folder: Path
    settings: Mapping[str, object]
    running: list[Served] = field(default_factory=list)
    stack: ExitStack = field(default_factory=ExitStack)

    def env(self, name: str = "command") -> dict[str, str]:
        """The environment of a process with a library folder of its own."""
        return environment(self.folder / name, **self.settings)

    def start(self, count: int) -> None:
        """So many more at once, each until it serves."""
        folders = [self.folder / f"replica{len(self.running) + each}" for each in range(count)]
        for folder in folders:
            folder.mkdir()
        with ThreadPoolExecutor() as pool:
            self.running += pool.map(self._start, folders)

    def _start(self, folder: Path) -> Served:
        return self.stack.enter_context(serving(self.env(folder.name), folder))

    def freeze(self, served: Served) -> None:
        """Stops a process where it stands, as when its machine is cut off."""
        os.kill(served.process.pid, signal.SIGSTOP)

    def thaw(self, served: Served) -> None:
        """Lets it go on."""
        os.kill(served.process.pid, signal.SIGCONT)

    def written(self) -> str:
        """What all of them wrote."""
        return "\n".join(f"--- {number}\n{each.written()}" for number, each in enumerate(self.running))


@contextmanager
def replicas(folder: Path, **settings: object) -> Iterator[Replicas]:
    """None yet; those that are started end here."""
    made = Replicas(folder, settings)
    with made.stack:
        yield made
