"""The ASGI application: the page, its API, and what a supervisor asks about the process."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot import phrases
from bot.assistant import Assistant
from bot.channels.web.page import SECURITY_HEADERS
from bot.channels.web.routes import web_routes
from index.errors import HoidapError


class SecurityHeaders:
    """Adds the security headers to every response, errors included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(SECURITY_HEADERS)
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


def web_app(assistant: Assistant, more_routes: Sequence[BaseRoute] = ()) -> Starlette:
    """The application of one process; `more_routes` are other channels' webhooks."""

    async def healthz(_request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def readyz(_request: Request) -> Response:
        try:
            return JSONResponse({"status": "ready", "generation": await assistant.generation()})
        except HoidapError:
            return JSONResponse({"status": "not ready", "error": phrases.NOT_READY}, 503)

    routes = [Route("/healthz", healthz), Route("/readyz", readyz), *web_routes(assistant), *more_routes]
    return Starlette(routes=routes, middleware=[Middleware(SecurityHeaders)])
