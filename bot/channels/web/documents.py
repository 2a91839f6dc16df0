"""The documents to read at `/van-ban`: a list, and each of them whole, with what was quoted of it marked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot import phrases
from bot.channels.web.site import Site
from bot.phrases import web as texts
from bot.reading.desk import Desk, Listing
from bot.reading.outline import OutlineEntry
from bot.reading.whole import Part, parts_of
from bot.writing import links
from bot.writing.reply import Source, source_of
from index.types import Document

DOCUMENTS_A_PAGE = 50
"""About four screens of a phone."""

MOST_STRETCHES = 20
"""An answer quotes three sentences at most; an address with more was not made by us."""

_STRETCH = re.compile(r"([0-9a-f]{8})\.(\d{1,6})\.(\d{1,6})")


@dataclass(frozen=True, slots=True)
class Opened:
    """A document to read; `gone` tells that a passage that was asked for stands in it no more."""

    document: Document
    source: Source
    outline: tuple[OutlineEntry, ...]
    parts: tuple[Part, ...]
    gone: bool


def document_routes(site: Site) -> list[BaseRoute]:
    """The list and the documents."""

    async def listed(request: Request) -> Response:
        number = _page_number(request)
        found = await site.assistant.look(lambda desk: desk.listing((number - 1) * DOCUMENTS_A_PAGE, DOCUMENTS_A_PAGE))
        if not found.documents and number > 1:
            return site.pages.message(request, texts.NO_SUCH_PAGE, texts.NO_SUCH_PAGE_TEXT, 404)
        return site.pages.response(
            request,
            "documents.html",
            texts=texts.DOCUMENTS,
            rows=[(links.document_path(each.id), source_of(each, ())) for each in found.documents],
            previous=number - 1 or None,
            following=number + 1 if _is_more(found) else None,
        )

    async def read(request: Request) -> Response:
        document_id = request.path_params["document_id"]
        cited = _cited(document_id, request.query_params.get(links.QUOTED, ""))
        response = await site.assistant.look(
            lambda desk: _document(site, request, open_document(desk, document_id, cited))
        )
        return response or site.pages.message(request, texts.NO_SUCH_DOCUMENT, phrases.DOCUMENT_IS_GONE, 404)

    return [Route("/van-ban", listed), Route("/van-ban/{document_id}", read)]


def open_document(desk: Desk, document_id: str, cited: dict[str, list[tuple[int, int]]]) -> Opened | None:
    """The document with the stretches `cited` of its passages marked; None if it is no longer there."""
    found = desk.outline(document_id)
    if found is None:
        return None
    document, outline = found
    passages = desk.passages(document_id)
    return Opened(
        document=document,
        source=source_of(document, ()),
        outline=outline,
        parts=parts_of(document, passages, cited),
        gone=bool(set(cited) - {passage.id for passage in passages}),
    )


def _document(site: Site, request: Request, opened: Opened | None) -> Response | None:
    """The page of a document; filled in where `look` runs, since a long one takes a while."""
    if opened is None:
        return None
    return site.pages.response(
        request,
        "document.html",
        texts=texts.DOCUMENT,
        opened=opened,
        anchor=links.anchor,
        page_mark=texts.page_mark,
    )


def _cited(document_id: str, named: str) -> dict[str, list[tuple[int, int]]]:
    """Passages with their quoted stretches, of the address; what is malformed names nothing."""
    cited: dict[str, list[tuple[int, int]]] = {}
    for stretch in named.split(",", MOST_STRETCHES)[:MOST_STRETCHES]:
        if match := _STRETCH.fullmatch(stretch):
            cited.setdefault(f"{document_id}.{match[1]}", []).append((int(match[2]), int(match[3])))
    return cited


def _page_number(request: Request) -> int:
    named = request.query_params.get("trang", "1")
    return max(1, int(named)) if named.isascii() and named.isdigit() and len(named) < 6 else 1


def _is_more(listing: Listing) -> bool:
    return listing.first + len(listing.documents) < listing.count
