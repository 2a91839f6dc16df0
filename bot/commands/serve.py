"""`hoidap serve` and the health check of a container."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
from typing import TYPE_CHECKING

from bot.commands.console import tell
from bot.phrases import configuration, terminal
from bot.settings import load_settings
from bot.wiring import Wiring
from index.errors import EmptyLibraryError

if TYPE_CHECKING:
    import socket

    from bot.settings import Settings

SWITCH_SECONDS = 0.001
"""How long a thread may keep the interpreter while the event loop waits for it. With Python's own 5 ms, while two
questions and an indexing ran, one turn of the loop in a hundred waited 8 to 9 ms for the interpreter; so, 5.5."""


def serve(_args: argparse.Namespace) -> int:
    """Every configured channel, until SIGTERM or Ctrl-C."""
    from bot import serve
    from bot.operation import log
    from bot.settings import secrets_of, unknown_names

    settings = load_settings()
    log.set_up(secrets_of(settings), form=settings.log)
    for name in unknown_names(os.environ):
        tell(configuration.unknown_setting(name))
    with serve.listen(settings.host, settings.port) as listening:
        wiring = Wiring(settings, tell)
        wiring.fill_when_missing()
        sys.setswitchinterval(SWITCH_SECONDS)
        asyncio.run(_run(wiring, listening, settings))
    return 0


async def _run(wiring: Wiring, listening: socket.socket, settings: Settings) -> None:
    from bot import serve
    from bot.channels.web.admin.routes import admin_routes
    from bot.channels.web.app import web_app
    from bot.channels.web.sharing import sharing_routes
    from bot.channels.web.supervision import supervision_routes
    from bot.operation.metrics import edition_of
    from bot.operation.readiness import Readiness

    assistant = wiring.assistant()
    try:
        await assistant.warm_up()
    except EmptyLibraryError:  # administrators can still come in and add documents
        tell(terminal.LIBRARY_IS_EMPTY)
    channels = wiring.channels(assistant)
    print(terminal.serving(serve.address(listening), [channel.title for channel in channels]), flush=True)
    webhooks = [route for channel in channels for route in channel.routes]
    site = wiring.site(assistant)
    administration = admin_routes(
        site, wiring.administration(), settings.admin_password_hash, wiring.logins(), wiring.jobs()
    )
    vitals = [channel.vitals for channel in channels]
    metrics = wiring.metrics()
    metrics.watch(vitals, lambda: assistant.in_hand, lambda: edition_of(wiring.reader().current))
    logging.getLogger().addHandler(metrics.error_counter())
    token = settings.metrics_token.get_secret_value() if settings.metrics_token else ""
    supervision = supervision_routes(Readiness(assistant.generation, vitals), metrics, token)
    routes = [*supervision, *webhooks, *sharing_routes(site, wiring.places), *administration]
    await serve.serve(web_app(site, routes), listening, channels, settings.proxies)


def health(_args: argparse.Namespace) -> int:
    """Asks the running process whether it can answer; for HEALTHCHECK in the Dockerfile."""
    return 0 if _is_ready(load_settings()) else 1


def _is_ready(settings: Settings) -> bool:
    from http.client import HTTPConnection, HTTPException

    connection = HTTPConnection(_reachable(settings.host), settings.port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        tell(terminal.NOT_RUNNING)
        return False
    finally:
        connection.close()


def _reachable(host: str) -> str:
    """Where a process that listens on every address can be reached from the same machine."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
