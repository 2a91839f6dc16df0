"""`/chia-se`: what to share and where, the poster and the card to look at, and their files.

An address of this page holds ids alone. A question comes by a form of the page itself, so that nobody can send around
a link that shows words of their own on a poster of this site.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.admission import RefusedError, admit
from bot.channels.web.forms import FORM_HEADERS, read_form
from bot.channels.web.security import content_policy
from bot.channels.web.site import Site
from bot.phrases import sharing as texts
from bot.reading.desk import Desk
from bot.reading.outline import OutlineEntry
from bot.sharing import card, poster, press, print_shop
from bot.sharing.links import Address, Channel, Places, ShareError, Subject, address, clean_question
from bot.sharing.sheet import Sheet

PATH = "/chia-se"

DOCUMENTS_TO_CHOOSE = 1000
"""More than a person looks through; the page stays below 300 kB."""

PREVIEW_PIXELS_A_POINT = 1.0

MOST_WAITING = 6
"""Sheets are printed one at a time, .3 to .6 s each: whoever comes seventh would wait for longer than anybody does."""

_POLICY = content_policy().replace("img-src 'self'", "img-src 'self' data:")
"""The previews stand in the page itself."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody has chosen to share, and in which channel."""

    subject: Subject
    channel: Channel


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from: documents by id and title, and the sections of the chosen one."""

    documents: tuple[tuple[str, str], ...]
    sections: tuple[OutlineEntry, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Links, and pictures as `data:` addresses; `card` is empty where there is none, and `why_no_card` tells why."""

    links: tuple[Address, ...]
    poster: str
    card: str = ""
    why_no_card: str = ""


class PrintQueue:
    """One sheet at a time, and few who wait. A class for its state: who waits."""

    def __init__(self, most_waiting: int = MOST_WAITING) -> None:
        self._turn = asyncio.Lock()
        self._most_waiting = most_waiting
        self._waiting = 0

    async def run(self, do: Callable[[], Result]) -> Result:
        """Does the work in a thread when its turn has come. Raises HTTPException 503 where too many wait."""
        if self._waiting > self._most_waiting:
            raise HTTPException(503)
        self._waiting += 1
        try:
            async with self._turn:
                return await asyncio.to_thread(do)
        finally:
            self._waiting -= 1


def sharing_routes(site: Site, places: Callable[[], Places]) -> list[BaseRoute]:
    """The page and its files; `places` tells where the channels are found, and may block."""
    queue = PrintQueue()

    async def everywhere(request: Request) -> Places:
        found = await asyncio.to_thread(places)
        return found if found.web else Places(str(request.base_url), found.telegram, found.zalo)

    async def page(request: Request) -> Response:
        """Chosen by ids in the address, or a question by the page's form."""
        where = await everywhere(request)
        fields = await read_form(request) if request.method == "POST" else dict(request.query_params)
        if request.method == "GET":
            fields.pop("hoi", None)
        problem, shown, status = "", None, 200
        try:
            admit(request, site.assistant, site.quota)
            wanted = _wanted(fields, where)
            shown = await _shown(site, queue, wanted, where)
        except ShareError as error:
            problem, status = str(error), 400
        except RefusedError as error:
            problem, status = str(error), error.status
        choices = await site.assistant.look(lambda desk: _choices(desk, fields.get("van-ban", "")))
        return site.pages.response(
            request,
            "sharing.html",
            status=status,
            headers={"Content-Security-Policy": _POLICY, **FORM_HEADERS},
            texts=texts.PAGE,
            names=texts.CHANNEL_NAMES,
            channels=where.channels,
            only_here=texts.only_this_machine(where.web) if where.is_private else "",
            choices=choices,
            fields=fields,
            shown=shown,
            problem=problem,
        )

    async def file(request: Request) -> Response:
        """A PDF or a picture to keep."""
        where = await everywhere(request)
        fields = await read_form(request)
        try:
            admit(request, site.assistant, site.quota)
            wanted = _wanted(fields, where)
            return await _file(site, queue, wanted, where, fields.get("dang", ""))
        except ShareError as error:
            return site.pages.message(request, texts.PAGE["title"], str(error), 400)
        except RefusedError as error:
            return site.pages.message(request, texts.PAGE["title"], str(error), error.status)

    return [Route(PATH, page, methods=["GET", "POST"]), Route(f"{PATH}/tep", file, methods=["POST"])]


def _wanted(fields: dict[str, str], places: Places) -> Wanted:
    named = fields.get("kenh") or places.channels[0].value
    if named not in texts.CHANNEL_NAMES:
        raise HTTPException(400)
    channel = Channel(named)
    if "hoi" in fields:
        return Wanted(Subject(question=clean_question(fields["hoi"])), channel)
    document_id, passage_id = fields.get("van-ban", ""), fields.get("doan", "")
    inside = passage_id.startswith(f"{document_id}.")  # a section of the document that was chosen before is none of it
    return Wanted(Subject(document_id, passage_id if inside else ""), channel)


def _choices(desk: Desk, document_id: str) -> Choices:
    listing = desk.listing(0, DOCUMENTS_TO_CHOOSE)
    found = desk.outline(document_id) if document_id else None
    return Choices(tuple((each.id, each.title) for each in listing.documents), found[1] if found else ())


async def _shown(site: Site, queue: PrintQueue, wanted: Wanted, places: Places) -> Shown:
    links = tuple(address(wanted.subject, channel, places) for channel in places.channels)
    picture = await _poster(site, wanted, places)
    poster_png = await queue.run(lambda: press.png(picture, PREVIEW_PIXELS_A_POINT))
    try:
        sheet = await _card(site, wanted, places)
    except ShareError as error:
        return Shown(links, _data(poster_png), why_no_card=str(error))
    card_png = await queue.run(lambda: press.png(sheet, PREVIEW_PIXELS_A_POINT))
    return Shown(links, _data(poster_png), _data(card_png))


async def _file(site: Site, queue: PrintQueue, wanted: Wanted, places: Places, kind: str) -> Response:
    match kind:
        case "pdf":
            sheet = await _poster(site, wanted, places)
            return _attached(await queue.run(lambda: press.pdf([sheet])), "application/pdf", texts.POSTER_FILE)
        case "png":
            sheet = await _poster(site, wanted, places)
            picture = await queue.run(lambda: press.png(sheet, poster.PIXELS_A_POINT))
            return _attached(picture, "image/png", texts.POSTER_FILE)
        case "the":
            sheet = await _card(site, wanted, places)
            picture = await queue.run(lambda: press.png(sheet, card.PIXELS_A_POINT))
            return _attached(picture, "image/png", texts.CARD_FILE)
    raise HTTPException(400)


async def _poster(site: Site, wanted: Wanted, places: Places) -> Sheet:
    return await site.assistant.look(lambda desk: print_shop.poster(desk, wanted.subject, wanted.channel, places))


async def _card(site: Site, wanted: Wanted, places: Places) -> Sheet:
    """The card of the question's answer or of the passage. Raises ShareError where there is none."""
    subject, channel = wanted.subject, wanted.channel
    if subject.question:
        answer = await site.assistant.ask(None, subject.question)
        return await asyncio.to_thread(print_shop.answer_card, answer, channel, places)
    return await site.assistant.look(lambda desk: print_shop.passage_card(desk, subject, channel, places))


def _data(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode('ascii')}"


def _attached(content: bytes, media_type: str, name: str) -> Response:
    name = f"{name}.{media_type.rpartition('/')[2]}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=media_type, headers=headers)
