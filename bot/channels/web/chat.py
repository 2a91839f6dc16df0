"""The chat at `/`, the same for other sites' frames at `/nhung`, and the script that puts it there."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot import phrases
from bot.channels.web.security import content_policy
from bot.channels.web.site import Site
from bot.phrases import web as texts

FROM_ANY_SITE = {"Cross-Origin-Resource-Policy": "cross-origin"}


def chat_routes(site: Site) -> list[BaseRoute]:
    """The chat and its ways into other pages."""
    script = widget_script(site.pages.files["widget.js"].content.decode(), site.embedded_by)
    framed = {"Content-Security-Policy": content_policy(site.embedded_by), **FROM_ANY_SITE}

    async def chat(request: Request, template: str, headers: dict[str, str] | None = None) -> Response:
        return site.pages.response(
            request,
            template,
            headers=headers,
            chat=texts.CHAT,
            script_texts=texts.CHAT_SCRIPT,
            how_to_ask=phrases.how_to_ask(await site.assistant.example()),
        )

    async def home(request: Request) -> Response:
        return await chat(request, "chat.html")

    async def embedded(request: Request) -> Response:
        return await chat(request, "embedded.html", framed)

    async def widget(_request: Request) -> Response:
        headers = {"Cache-Control": "public, max-age=300", **FROM_ANY_SITE}
        return Response(script, media_type="text/javascript; charset=utf-8", headers=headers)

    return [Route("/", home), Route("/nhung", embedded), Route("/widget.js", widget)]


def widget_script(source: str, origins: tuple[str, ...]) -> str:
    """The widget, called with the sites that may hold the chat; it leaves no name on the page that loads it."""
    settings = json.dumps({"origins": origins, "texts": texts.WIDGET}, ensure_ascii=False)
    return f'(() => {{\n"use strict";\n{source}\nhoidapWidget({settings});\n}})();\n'
