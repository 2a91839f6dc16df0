"""The JSON API: `/api/ask`, `/api/topics` and `/api/forget`."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot import phrases, render
from bot.channels.web.site import Site
from bot.conversation import ChatKey
from bot.phrases import web as texts
from bot.reply import reply_to
from index.errors import HoidapError, QuestionError

log = logging.getLogger(__name__)

CHANNEL = "web"

MOST_BODY_BYTES = 64 * 1024
"""A question has a few hundred bytes; more than this is read no further."""

LONGEST_CONVERSATION_NAME = 64
"""The page makes names of 32 hexadecimal digits."""

Endpoint = Callable[[Request], Awaitable[Response]]


class _RequestError(Exception):
    """A request that the API does not take; `status` and the message are its answer."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def api_routes(site: Site) -> list[BaseRoute]:
    """The routes of the API."""
    assistant = site.assistant

    async def ask(request: Request) -> Response:
        body = await _json_body(request)
        question = body.get("question")
        if not isinstance(question, str):
            raise _RequestError(400, texts.API_NO_QUESTION)
        started = time.perf_counter()
        answer = await assistant.ask(_chat(body), question)
        elapsed_ms = (time.perf_counter() - started) * 1000
        reply = reply_to(answer)
        return _json({**render.answer_json(answer, elapsed_ms=elapsed_ms), "reply": render.reply_json(reply)})

    async def forget(request: Request) -> Response:
        if chat := _chat(await _json_body(request)):
            await assistant.forget(chat)
        return _json({"forgotten": True})

    async def topics(_request: Request) -> Response:
        return _json({"topics": render.suggestions_json(await assistant.topics())})

    return [
        Route("/api/ask", _api(ask), methods=["POST"]),
        Route("/api/forget", _api(forget), methods=["POST"]),
        Route("/api/topics", _api(topics)),
    ]


def _api(endpoint: Endpoint) -> Endpoint:
    """Errors as JSON with one Vietnamese line; what is unexpected is logged without the question."""

    async def answered(request: Request) -> Response:
        try:
            return await endpoint(request)
        except _RequestError as error:
            return _json({"error": str(error)}, error.status)
        except QuestionError as error:
            return _json({"error": str(error)}, 400)
        except HoidapError as error:
            log.error("%s: %s", request.url.path, error)
            return _json({"error": phrases.NOT_READY}, 503)
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception:  # the edge of the channel: people get a sentence, the log gets the place
            log.exception(request.url.path)
            return _json({"error": phrases.FAILED}, 500)

    return answered


async def _json_body(request: Request) -> dict[str, Any]:
    """The request's JSON object. A body of another kind cannot come from a page of another site unasked."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise _RequestError(415, texts.API_NOT_JSON)
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > MOST_BODY_BYTES:
            raise _RequestError(413, texts.API_TOO_LARGE)
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise _RequestError(400, texts.API_NOT_JSON) from None
    if not isinstance(body, dict):
        raise _RequestError(400, texts.API_NOT_JSON)
    return body


def _chat(body: dict[str, Any]) -> ChatKey | None:
    """The conversation that the page named; None without a name."""
    name = body.get("conversation") or ""
    if not isinstance(name, str) or len(name) > LONGEST_CONVERSATION_NAME:
        raise _RequestError(400, texts.API_BAD_CONVERSATION)
    return ChatKey(CHANNEL, name) if name else None


def _json(content: dict[str, Any], status: int = 200) -> Response:
    return JSONResponse(content, status, headers={"Cache-Control": "no-store"})
