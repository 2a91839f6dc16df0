"""What is kept of those who ask on the page, at `/quyen-rieng-tu`, and how to have it deleted."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.site import Site
from bot.phrases import web as texts


def privacy_routes(site: Site) -> list[BaseRoute]:
    """The page."""
    said = texts.privacy(site.journal.keeps_questions, site.journal.keep_days)

    async def privacy(request: Request) -> Response:
        return site.pages.response(
            request, "privacy.html", texts=texts.PRIVACY, said=said, script_texts=texts.PRIVACY_SCRIPT
        )

    return [Route("/quyen-rieng-tu", privacy)]
