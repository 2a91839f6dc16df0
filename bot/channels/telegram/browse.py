"""Reading without asking: documents, their outlines, passage after passage, in one message that changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from bot import phrases, render
from bot.assistant import Assistant
from bot.channels.telegram.calls import Button, Call, edited, message
from bot.channels.telegram.incoming import Incoming, Wish
from bot.channels.telegram.links import Link, Target
from bot.desk import Listing, Opened
from bot.outline import OutlineEntry
from bot.reply import Reply, source_of
from index.types import Document

LIST, DOCUMENT, PASSAGE, SUMMARY = "l", "d", "s", "k"
"""Callback data: "l:<first>", "d:<document>:<first>" (at most 32 bytes), "s:<passage>" (35), "k:<document>" (26)."""

_DATA = re.compile(
    rf"{LIST}:(?P<page>\d+)|{DOCUMENT}:(?P<document>[a-z0-9-]+):(?P<section>\d+)"
    rf"|{PASSAGE}:(?P<passage>\S+)|{SUMMARY}:(?P<summary>[a-z0-9-]+)"
)

ROWS_SHOWN = 8
"""Buttons that fit on a phone's screen without scrolling."""

LONGEST_LABEL = 60


class Browse:
    """Answers /mucluc and /vanban and the buttons under them. A class for its one part, the assistant."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    async def contents(self, incoming: Incoming) -> list[Call]:
        """The outline of the only document, or the list to choose from."""
        listing = await self._assistant.look(lambda desk: desk.listing(0, ROWS_SHOWN))
        if listing.count == 1:
            return await self._document(incoming, listing.documents[0].id, 0)
        return [_list(incoming, listing)]

    async def documents(self, incoming: Incoming) -> list[Call]:
        """The list of documents."""
        return [_list(incoming, await self._assistant.look(lambda desk: desk.listing(0, ROWS_SHOWN)))]

    async def summaries(self, incoming: Incoming) -> list[Call]:
        """The key sentences of the only document, or the list to choose from."""
        listing = await self._assistant.look(lambda desk: desk.listing(0, ROWS_SHOWN))
        if listing.count == 1:
            return await self._summary(incoming, listing.documents[0].id)
        return [_list(incoming, listing)]

    async def follow(self, incoming: Incoming, link: Link) -> list[Call]:
        """What a link to a document or a passage opens."""
        if link.target is Target.DOCUMENT:
            return await self._document(incoming, link.name, 0)
        return _passage(incoming, await self._assistant.look(lambda desk: desk.open(link.name)))

    async def press(self, incoming: Incoming) -> list[Call] | None:
        """The answer to a button of ours; None if it is none of ours."""
        match = _DATA.fullmatch(incoming.name)
        if match is None:
            return None
        if match["page"]:
            first = int(match["page"])
            return [_list(incoming, await self._assistant.look(lambda desk: desk.listing(first, ROWS_SHOWN)))]
        if match["document"]:
            return await self._document(incoming, match["document"], int(match["section"]))
        if match["summary"]:
            return await self._summary(incoming, match["summary"])
        return _passage(incoming, await self._assistant.look(lambda desk: desk.open(match["passage"])))

    async def _summary(self, incoming: Incoming, document_id: str) -> list[Call]:
        excerpts = await self._assistant.look(lambda desk: desk.summary(document_id))
        if not excerpts:
            return [_say(incoming, phrases.DOCUMENT_IS_GONE)]
        texts = render.telegram_quotes(Reply(lead=phrases.KEY_SENTENCES, excerpts=excerpts))
        rows = [[Button(phrases.CONTENTS, f"{DOCUMENT}:{document_id}:0")]]
        last = len(texts) - 1
        return [
            message(incoming.chat_id, text, rows if number == last else (), reply_to=incoming.answer_to)
            for number, text in enumerate(texts)
        ]

    async def _document(self, incoming: Incoming, document_id: str, first: int) -> list[Call]:
        found = await self._assistant.look(lambda desk: desk.outline(document_id))
        if found is None:
            return [_say(incoming, phrases.DOCUMENT_IS_GONE)]
        return [_outline(incoming, *found, first)]


def _list(incoming: Incoming, listing: Listing) -> Call:
    rows = [[Button(_label(each.title), f"{DOCUMENT}:{each.id}:0")] for each in listing.documents]
    rows += _pages(LIST, listing.first, listing.count)
    return _say(incoming, _title(phrases.DOCUMENTS_TITLE, listing.first, listing.count), rows)


def _outline(incoming: Incoming, document: Document, entries: Sequence[OutlineEntry], first: int) -> Call:
    source = source_of(document, ())
    lines = [f"<b>{escape(source.title)}</b>", escape(source.origin), escape(source.status)]
    text = "\n".join(line for line in lines if line)
    shown = entries[first : first + ROWS_SHOWN]
    rows = [[Button(_label(entry.title, entry.level), f"{PASSAGE}:{entry.passage_id}")] for entry in shown]
    rows += _pages(f"{DOCUMENT}:{document.id}", first, len(entries))
    rows.append([Button(phrases.SUMMARY, f"{SUMMARY}:{document.id}"), Button(phrases.ALL_DOCUMENTS, f"{LIST}:0")])
    return _say(incoming, f"{text}\n\n{_title(phrases.CONTENTS, first, len(entries))}", rows)


def _passage(incoming: Incoming, opened: Opened | None) -> list[Call]:
    if opened is None:
        return [_say(incoming, phrases.PASSAGE_IS_GONE)]
    turns = [
        Button(label, f"{PASSAGE}:{neighbour}")
        for label, neighbour in ((phrases.PREVIOUS, opened.before), (phrases.NEXT, opened.after))
        if neighbour
    ]
    rows = [turns] if turns else []
    rows.append([Button(phrases.CONTENTS, f"{DOCUMENT}:{opened.excerpt.document_id}:0")])
    first, *more = render.telegram_passage(opened.excerpt)
    return [_say(incoming, first, rows), *(message(incoming.chat_id, text) for text in more)]


def _say(incoming: Incoming, text: str, rows: Sequence[Sequence[Button]] = ()) -> Call:
    """In the message whose button was pressed, or a new one after a command."""
    if incoming.wish is Wish.PRESS:
        return edited(incoming.chat_id, incoming.message_id, text, rows)
    return message(incoming.chat_id, text, rows, reply_to=incoming.answer_to)


def _pages(data: str, first: int, count: int) -> list[list[Button]]:
    """A row to turn pages with, where there are several."""
    row = []
    if first > 0:
        row.append(Button(phrases.PREVIOUS, f"{data}:{max(first - ROWS_SHOWN, 0)}"))
    if first + ROWS_SHOWN < count:
        row.append(Button(phrases.NEXT, f"{data}:{first + ROWS_SHOWN}"))
    return [row] if row else []


def _title(title: str, first: int, count: int) -> str:
    pages = max(1, -(-count // ROWS_SHOWN))
    return f"<b>{phrases.page_title(title, first // ROWS_SHOWN + 1, pages)}</b>"


def _label(title: str, level: int = 1) -> str:
    """A title on a button, inner sections marked, cut where a phone would cut it."""
    text = f"{'· ' * (level - 1)}{title}"
    return text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1].rstrip()}{phrases.ELLIPSIS}"
