"""`/hoi`: asking without JavaScript, by a form of our own page that opens a page with the answer.

The question comes in the body, so that no address, history or proxy's log holds it.
"""

from __future__ import annotations

import secrets
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.answering.conversation import ChatKey
from bot.channels.web.admission import RefusedError, admit
from bot.channels.web.exchange import CHANNEL, LONGEST_CONVERSATION_NAME
from bot.channels.web.forms import FORM_HEADERS, read_form
from bot.channels.web.site import Site
from bot.letters import whole
from bot.phrases import web as texts
from bot.writing import render
from bot.writing.reply import reply_to
from index.errors import QuestionError

PATH = "/hoi"

_CONVERSATION_BYTES = 16
"""As many as the page's script draws."""


def plain_routes(site: Site) -> list[BaseRoute]:
    """The form's target, and the way back for whoever opens its address alone."""

    async def answered(request: Request) -> Response:
        fields = await read_form(request)
        question, conversation = whole(fields.get("question", "")), fields.get("conversation") or _new_name()
        if len(conversation) > LONGEST_CONVERSATION_NAME:
            raise HTTPException(400)
        shown: dict[str, Any] = {"question": question, "conversation": conversation, "outcome": "", "problem": ""}
        status, headers = 200, {**FORM_HEADERS, "Cache-Control": "no-store"}
        try:
            admit(request, site.assistant, site.quota)
            answer = await site.assistant.ask(ChatKey(CHANNEL, conversation), question)
            shown |= {"outcome": answer.outcome.value, "reply": render.reply_json(reply_to(answer))}
        except RefusedError as error:
            status, headers = error.status, {**headers, "Retry-After": str(error.seconds)}
            shown["problem"] = str(error)
        except QuestionError as error:
            status, shown["problem"] = 400, str(error)
        return site.pages.response(
            request, "answer.html", status=status, headers=headers, chat=texts.CHAT, texts=texts.CHAT_SCRIPT, **shown
        )

    async def home(_request: Request) -> Response:
        return RedirectResponse("/")

    return [Route(PATH, answered, methods=["POST"]), Route(PATH, home)]


def _new_name() -> str:
    return secrets.token_hex(_CONVERSATION_BYTES)
