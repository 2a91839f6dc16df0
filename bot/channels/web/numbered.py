"""A number for each HTTP request, in the log and in the answer, by which an operator finds the one in the other."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.operation.request import numbered

HEADER = "X-Request-Id"


class Numbered:
    """Gives each request a number of our own; one that the caller names is not taken over into the log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with numbered() as number:

            async def with_number(message: Message) -> None:
                if message["type"] == "http.response.start":
                    MutableHeaders(scope=message)[HEADER] = number
                await send(message)

            await self._app(scope, receive, with_number)
