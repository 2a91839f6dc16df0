"""The chat at `/`."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.site import Site
from bot.phrases import web as texts


def chat_routes(site: Site) -> list[BaseRoute]:
    """The chat."""

    async def home(request: Request) -> Response:
        return site.pages.response(request, "chat.html", chat=texts.CHAT, script_texts=texts.CHAT_SCRIPT)

    return [Route("/", home)]
