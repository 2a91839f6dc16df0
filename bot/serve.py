"""One process for every configured channel: it listens, polls, and stops only when what it began is answered."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import Iterator, Sequence
from typing import Protocol

import uvicorn
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from bot.operation.vitals import Vitals
from bot.phrases import terminal
from bot.settings import SettingsError

log = logging.getLogger(__name__)

SECONDS_TO_DRAIN = 10
"""How long requests may take after a stop was asked for; a supervisor commonly kills after 30."""


class Channel(Protocol):
    """A way in that runs beside the web server until `stopping` is set, and then ends what it began."""

    @property
    def title(self) -> str: ...

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """Its webhooks, which the web server takes in; none where it polls."""
        ...

    @property
    def vitals(self) -> Vitals:
        """Its signs of life."""
        ...

    async def run(self, stopping: asyncio.Event) -> None: ...


class _Server(uvicorn.Server):
    """uvicorn without signal handlers of its own: this process has one way to stop."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises SettingsError where that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise SettingsError(terminal.cannot_listen(host, port, error)) from error


def address(listening: socket.socket) -> str:
    """The address to open in a browser."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


async def serve(app: ASGIApp, listening: socket.socket, channels: Sequence[Channel], proxies: str) -> None:
    """Runs until SIGTERM or SIGINT; a second one does not wait for what is being answered.

    `proxies` are the addresses whose X-Forwarded-For is believed.
    """
    stopping = asyncio.Event()
    server = _Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="off",
            ws="none",
            forwarded_allow_ips=proxies,
            timeout_graceful_shutdown=SECONDS_TO_DRAIN,
        )
    )

    def stop() -> None:
        server.force_exit = stopping.is_set()
        server.should_exit = True
        stopping.set()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    running = [asyncio.create_task(_kept_apart(channel, stopping)) for channel in channels]
    try:
        await server.serve(sockets=[listening])
    finally:
        stopping.set()
        await asyncio.gather(*running)


async def _kept_apart(channel: Channel, stopping: asyncio.Event) -> None:
    """One channel's failure leaves the others running."""
    channel.vitals.running = True
    try:
        await channel.run(stopping)
    except Exception:  # the edge of a channel: logged without messages, since they may hold what was asked
        log.exception(terminal.channel_stopped(channel.title))
    finally:
        channel.vitals.running = False
