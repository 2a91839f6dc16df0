"""The ASGI application: the pages, the API, and what a supervisor asks about the process."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, ExceptionHandler

from bot import phrases
from bot.channels.web.api import api_routes
from bot.channels.web.chat import chat_routes
from bot.channels.web.documents import document_routes
from bot.channels.web.feedback import feedback_routes
from bot.channels.web.numbered import Numbered
from bot.channels.web.plain import plain_routes
from bot.channels.web.privacy import privacy_routes
from bot.channels.web.security import SecurityHeaders
from bot.channels.web.site import Site
from bot.operation.readiness import why_not
from bot.phrases import web as texts
from index.errors import EmptyLibraryError, HoidapError

log = logging.getLogger(__name__)


def web_app(site: Site, more_routes: Sequence[BaseRoute] = ()) -> ASGIApp:
    """The application of one process; `more_routes` are other channels' webhooks and what supervisors ask."""
    routes = [
        *site.pages.routes(),
        *chat_routes(site),
        *plain_routes(site),
        *document_routes(site),
        *privacy_routes(site),
        *api_routes(site),
        *feedback_routes(site),
        *more_routes,
    ]
    return Numbered(SecurityHeaders(Starlette(routes=routes, exception_handlers=_error_handlers(site))))


def _error_handlers(site: Site) -> dict[Any, ExceptionHandler]:
    """Errors as a page, or as JSON where a program asked; the log gets the place and never what was sent."""

    def told(request: Request, title: str, text: str, status: int) -> Response:
        if request.url.path.startswith("/api/"):
            return JSONResponse({"error": text}, status, headers={"Cache-Control": "no-store"})
        return site.pages.message(request, title, text, status)

    async def refused(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 400
        if status == 404:
            return told(request, texts.NO_SUCH_PAGE, texts.NO_SUCH_PAGE_TEXT, status)
        return told(request, texts.WRONG_REQUEST, texts.WRONG_REQUEST_TEXT, status)

    async def not_ready(request: Request, error: Exception) -> Response:
        log.error("%s: %s", request.url.path, error)
        title = texts.EMPTY_TITLE if isinstance(error, EmptyLibraryError) else texts.FAILED_TITLE
        return told(request, title, why_not(error), 503)

    async def failed(request: Request, _error: Exception) -> Response:  # Starlette raises it again, for the log
        return told(request, texts.FAILED_TITLE, phrases.FAILED, 500)

    return {HTTPException: refused, HoidapError: not_ready, Exception: failed}
