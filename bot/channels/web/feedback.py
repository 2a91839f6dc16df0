"""👍 and 👎 under an answer of the page, and why: what Telegram takes down, by the API."""

from __future__ import annotations

import asyncio
import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot import phrases
from bot.channels.web.admission import admit
from bot.channels.web.exchange import RequestError, api, json_body, named_chat, reply
from bot.channels.web.site import Site
from bot.phrases import web as texts

MOST_ROWS = 2**63
"""A row's number in SQLite is a signed integer of 8 bytes."""

_PASSAGE_ID = re.compile(r"([a-z0-9-]{1,24}\.[0-9a-f]{8})?")
"""A passage's id, or nothing where nothing was quoted."""


def feedback_routes(site: Site) -> list[BaseRoute]:
    """The routes of judgements and of reasons for them."""
    assistant = site.assistant

    async def feedback(request: Request) -> Response:
        admit(request, assistant, site.quota)
        body = await json_body(request)
        passage_id, good = body.get("passage_id"), body.get("good")
        if not (isinstance(good, bool) and isinstance(passage_id, str) and _PASSAGE_ID.fullmatch(passage_id)):
            raise RequestError(400, texts.API_BAD_FEEDBACK)
        row = await asyncio.to_thread(site.journal.judged, named_chat(body), passage_id, good)
        said = phrases.THANKS_GOOD if good else phrases.WHY_BAD
        return reply({"feedback": row, "message": said, "reasons": [] if good else list(phrases.REASONS)})

    async def reason(request: Request) -> Response:
        admit(request, assistant, site.quota)
        body = await json_body(request)
        row, why = body.get("feedback"), body.get("reason")
        if type(row) is not int or not 0 < row < MOST_ROWS or why not in phrases.REASONS:
            raise RequestError(400, texts.API_BAD_REASON)
        await asyncio.to_thread(site.journal.explained, named_chat(body), row, why)
        return reply({"message": phrases.thanks_for_reason(why)})

    return [
        Route("/api/feedback", api(feedback), methods=["POST"]),
        Route("/api/feedback/reason", api(reason), methods=["POST"]),
    ]
