"""The JSON API: asking, topics, forgetting; described at `/api/openapi.json`."""

from __future__ import annotations

import asyncio
import time

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.admission import admit
from bot.channels.web.exchange import RequestError, api, chat_of, json_body, reply
from bot.channels.web.openapi import DESCRIPTION
from bot.channels.web.site import Site
from bot.phrases import web as texts
from bot.writing import render
from bot.writing.reply import reply_to


def api_routes(site: Site) -> list[BaseRoute]:
    """The routes of the API."""
    assistant = site.assistant

    async def ask(request: Request) -> Response:
        admit(request, assistant, site.quota)
        body = await json_body(request)
        question = body.get("question")
        if not isinstance(question, str):
            raise RequestError(400, texts.API_NO_QUESTION)
        started = time.perf_counter()
        answer = await assistant.ask(chat_of(body), question)
        elapsed_ms = (time.perf_counter() - started) * 1000
        said = reply_to(answer)
        return reply({**render.answer_json(answer, elapsed_ms=elapsed_ms), "reply": render.reply_json(said)})

    async def forget(request: Request) -> Response:
        body = await json_body(request)
        everything = body.get("everything", False)
        if not isinstance(everything, bool):
            raise RequestError(400, texts.API_BAD_EVERYTHING)
        if chat := chat_of(body):
            await assistant.forget(chat)
            if everything:
                await asyncio.to_thread(site.journal.forget, chat)
        return reply({"forgotten": True})

    async def openapi(_request: Request) -> Response:
        return JSONResponse(DESCRIPTION)

    async def topics(_request: Request) -> Response:
        return reply({"topics": render.suggestions_json(await assistant.topics())})

    return [
        Route("/api/ask", api(ask), methods=["POST"]),
        Route("/api/forget", api(forget), methods=["POST"]),
        Route("/api/topics", api(topics)),
        Route("/api/openapi.json", openapi),
    ]
