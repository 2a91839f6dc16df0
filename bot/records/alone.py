"""What one process at a time may do: by a locked file on one machine, by a lock of PostgreSQL among replicas."""

from __future__ import annotations

import asyncio
import fcntl
import os
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.operation.stopping import unless
from index.errors import OutageError
from index.library.server import POLLING, TOKENS, Server, alive, try_lock

if TYPE_CHECKING:
    from index.library.server import Connection

Alone = Callable[[], AbstractAsyncContextManager[None]]
"""Waits until nobody else is inside."""

Work = Callable[[asyncio.Event], Awaitable[None]]
"""Works until the event is set."""

ONLY_OURS = 0o600

WAIT_SECONDS = 0.2
LOOK_SECONDS = 2.0
FROZEN_MS = 15_000
"""After so long without a sign of life PostgreSQL frees what a frozen replica has locked."""


def by_file(path: Path) -> Alone:
    """By a locked file; the system frees it when the holder dies."""

    @asynccontextmanager
    async def alone() -> AsyncIterator[None]:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, ONLY_OURS)
        try:
            await asyncio.to_thread(fcntl.flock, descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)  # which lets go of the lock

    return alone


def by_server(server: Server) -> Alone:
    """By a lock of PostgreSQL, which is a connection's. Raises OutageError."""

    @asynccontextmanager
    async def alone() -> AsyncIterator[None]:
        while (connection := await asyncio.to_thread(try_lock, server, "tokens", TOKENS)) is None:
            await asyncio.sleep(WAIT_SECONDS)
        try:
            yield
        finally:
            await asyncio.to_thread(connection.close)

    return alone


class Standby:
    """Does something in one replica, while the others stand by to take it over. A class for its parts."""

    def __init__(self, server: Server, name: str) -> None:
        self._server = server
        self._key = (POLLING, zlib.crc32(name.encode()) & 0x7FFFFFFF)
        self._name = name

    async def run(self, work: Work, stopping: asyncio.Event, waits: Callable[[], None]) -> None:
        """Works whenever it is this replica's turn, until `stopping`; `waits` is called while it is not."""
        while not stopping.is_set():
            connection = await asyncio.to_thread(self._try)
            if connection is None:
                waits()
                await unless(stopping, asyncio.sleep(LOOK_SECONDS))
                continue
            ended = asyncio.Event()
            watching = asyncio.create_task(_watch(connection, stopping, ended))
            try:
                await work(ended)
            finally:
                watching.cancel()
                await asyncio.gather(watching, return_exceptions=True)
                await asyncio.to_thread(connection.close)

    def _try(self) -> Connection | None:
        try:
            return try_lock(self._server, self._name, self._key, f"-c idle_session_timeout={FROZEN_MS}")
        except OutageError:
            return None


async def _watch(connection: Connection, stopping: asyncio.Event, ended: asyncio.Event) -> None:
    """Sets `ended` when it is time to stop, or when the lock was lost."""
    while not stopping.is_set() and await asyncio.to_thread(alive, connection):
        await unless(stopping, asyncio.sleep(LOOK_SECONDS))
    ended.set()
