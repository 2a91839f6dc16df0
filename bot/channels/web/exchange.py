"""JSON in and out: what the routes of the API share."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot import phrases
from bot.answering.conversation import ChatKey
from bot.channels.web.admission import RefusedError
from bot.letters import whole_json
from bot.mail.webhook import BodyTooLargeError, read_body
from bot.operation.readiness import why_not
from bot.phrases import web as texts
from index.errors import HoidapError, QuestionError

log = logging.getLogger(__name__)

CHANNEL = "web"

MOST_BODY_BYTES = 64 * 1024
"""A question has a few hundred bytes; more than this is read no further."""

LONGEST_CONVERSATION_NAME = 64
"""The page makes names of 32 hexadecimal digits."""

Endpoint = Callable[[Request], Awaitable[Response]]


class RequestError(Exception):
    """A request that the API does not take; `status` and the message are its answer."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def api(endpoint: Endpoint) -> Endpoint:
    """Errors as JSON with one Vietnamese line; what is unexpected is logged without the question."""

    async def answered(request: Request) -> Response:
        try:
            return await endpoint(request)
        except RequestError as error:
            return reply({"error": str(error)}, error.status)
        except RefusedError as error:
            return reply({"error": str(error)}, error.status, {"Retry-After": str(error.seconds)})
        except QuestionError as error:
            return reply({"error": str(error)}, 400)
        except HoidapError as error:
            log.error("%s: %s", request.url.path, error)
            return reply({"error": why_not(error)}, 503)
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception:  # the edge of the channel: people get a sentence, the log gets the place
            log.exception(request.url.path)
            return reply({"error": phrases.FAILED}, 500)

    return answered


async def json_body(request: Request) -> dict[str, Any]:
    """The request's JSON object. A body of another kind cannot come from a page of another site unasked."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise RequestError(415, texts.API_NOT_JSON)
    try:
        body = whole_json(json.loads(await read_body(request.stream(), MOST_BODY_BYTES)))
    except BodyTooLargeError:
        raise RequestError(413, texts.API_TOO_LARGE) from None
    except (ValueError, RecursionError):
        raise RequestError(400, texts.API_NOT_JSON) from None
    if not isinstance(body, dict):
        raise RequestError(400, texts.API_NOT_JSON)
    return body


def chat_of(body: dict[str, Any]) -> ChatKey | None:
    """The conversation that the page named; None without a name."""
    name = body.get("conversation") or ""
    if not isinstance(name, str) or len(name) > LONGEST_CONVERSATION_NAME:
        raise RequestError(400, texts.API_BAD_CONVERSATION)
    return ChatKey(CHANNEL, name) if name else None


def named_chat(body: dict[str, Any]) -> ChatKey:
    """The conversation of somebody who judges; without one a judgement would be nobody's."""
    if chat := chat_of(body):
        return chat
    raise RequestError(400, texts.API_NO_CONVERSATION)


def reply(content: dict[str, Any], status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return JSONResponse(content, status, headers={"Cache-Control": "no-store", **(headers or {})})
