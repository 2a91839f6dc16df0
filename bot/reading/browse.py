"""Reading without asking: documents, their outlines, passage after passage, and where to go from each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot import phrases
from bot.reading.assistant import Assistant
from bot.reading.desk import Listing, Opened
from bot.reading.outline import OutlineEntry
from bot.writing.menu import Choice, Notice, Rows
from bot.writing.reply import Reply, source_of
from index.types import Document

LIST, SUMMARIES, DOCUMENT, PASSAGE, SUMMARY, SECTION = "l", "m", "d", "s", "k", "K"
"""Data: "l:<first>", "m:<first>" (whose choices are summaries), "d:<document>:<first>" (at most 32 bytes),
"s:<passage>" (35), "k:<document>" (26), "K:<passage>" (35): the summary of the section that the passage stands in.
"""

_DATA = re.compile(
    rf"(?P<list>{LIST}|{SUMMARIES}):(?P<page>\d+)|{DOCUMENT}:(?P<document>[a-z0-9-]+):(?P<first>\d+)"
    rf"|{PASSAGE}:(?P<passage>\S+)|{SUMMARY}:(?P<summary>[a-z0-9-]+)|{SECTION}:(?P<section>\S+)"
)

ROWS_SHOWN = 8
"""What fits on a phone's screen without scrolling."""

LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Contents:
    """A list to choose from, under its `title`; for an outline, `about` is the document: title, origin, remark.

    `full` are the labels whole, where one of them had to be cut; `document_id` is the outlined document's.
    """

    title: str
    about: tuple[str, ...]
    rows: Rows
    full: tuple[str, ...] = ()
    document_id: str = ""


@dataclass(frozen=True, slots=True)
class Sentences:
    """A document's key sentences."""

    reply: Reply
    rows: Rows


@dataclass(frozen=True, slots=True)
class Page:
    """One whole passage."""

    reply: Reply
    rows: Rows


View = Contents | Sentences | Page | Notice
"""A notice says why what was asked for is not shown."""


class Browser:
    """Finds what somebody wants to read. A class for its one part, the assistant."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    async def contents(self) -> View:
        """The outline of the only document, or the list to choose from."""
        listing = await self._listing(0)
        return await self._outline(listing.documents[0].id, 0) if listing.count == 1 else _list(listing, LIST)

    async def documents(self) -> View:
        """The list of documents."""
        return _list(await self._listing(0), LIST)

    async def summaries(self) -> View:
        """The key sentences of the only document, or the list to choose from."""
        listing = await self._listing(0)
        return await self._summary(listing.documents[0].id) if listing.count == 1 else _list(listing, SUMMARIES)

    async def choose(self, data: str) -> View | None:
        """What a choice of ours leads to; None if it is none of ours."""
        match = _DATA.fullmatch(data)
        if match is None:
            return None
        if match["page"]:
            return _list(await self._listing(int(match["page"])), match["list"])
        if match["document"]:
            return await self._outline(match["document"], int(match["first"]))
        if match["summary"]:
            return await self._summary(match["summary"])
        if match["section"]:
            return await self._summary_of_section(match["section"])
        opened = await self._assistant.look(lambda desk: desk.open(match["passage"]))
        return Notice(phrases.PASSAGE_IS_GONE) if opened is None else _page(opened)

    async def _listing(self, first: int) -> Listing:
        return await self._assistant.look(lambda desk: desk.listing(first, ROWS_SHOWN))

    async def _summary(self, document_id: str) -> View:
        excerpts = await self._assistant.look(lambda desk: desk.summary(document_id))
        rows = ((Choice(phrases.CONTENTS, f"{DOCUMENT}:{document_id}:0"),),)
        if not excerpts:
            is_there = await self._assistant.look(lambda desk: desk.outline(document_id)) is not None
            return Notice(phrases.NO_KEY_SENTENCES, rows) if is_there else Notice(phrases.DOCUMENT_IS_GONE)
        return Sentences(Reply(lead=phrases.KEY_SENTENCES, excerpts=excerpts), rows)

    async def _summary_of_section(self, passage_id: str) -> View:
        excerpts = await self._assistant.look(lambda desk: desk.summary_of_section(passage_id))
        rows = ((Choice(phrases.WHOLE_SECTION, f"{PASSAGE}:{passage_id}"),),)
        if not excerpts:
            is_there = await self._assistant.look(lambda desk: desk.open(passage_id)) is not None
            return Notice(phrases.NO_KEY_SENTENCES, rows) if is_there else Notice(phrases.PASSAGE_IS_GONE)
        return Sentences(Reply(lead=phrases.KEY_SENTENCES_OF_SECTION, excerpts=excerpts), rows)

    async def _outline(self, document_id: str, first: int) -> View:
        found = await self._assistant.look(lambda desk: desk.outline(document_id))
        return Notice(phrases.DOCUMENT_IS_GONE) if found is None else _contents(*found, first)


def _list(listing: Listing, kind: str) -> Contents:
    """The documents, each leading to its outline, or to its summary."""
    names = [_name(each) for each in listing.documents]
    data = [f"{DOCUMENT}:{each.id}:0" if kind == LIST else f"{SUMMARY}:{each.id}" for each in listing.documents]
    rows = tuple((Choice(_label(name), each),) for name, each in zip(names, data, strict=True))
    title = phrases.DOCUMENTS_TITLE if kind == LIST else phrases.SUMMARIES_TITLE
    return Contents(
        _title(title, listing.first, listing.count),
        (),
        (*rows, *_pages(kind, listing.first, listing.count)),
        tuple(names) if any(len(name) > LONGEST_LABEL for name in names) else (),
    )


def _name(document: Document) -> str:
    """A title, with the number by which an official knows the document."""
    number = document.number
    return f"{number}: {document.title}" if number and number not in document.title else document.title


def _contents(document: Document, entries: Sequence[OutlineEntry], first: int) -> Contents:
    source = source_of(document, ())
    shown = entries[first : first + ROWS_SHOWN]
    rows = tuple((Choice(_label(entry.title, entry.level), f"{PASSAGE}:{entry.passage_id}"),) for entry in shown)
    ways = (Choice(phrases.SUMMARY, f"{SUMMARY}:{document.id}"), Choice(phrases.ALL_DOCUMENTS, f"{LIST}:0"))
    return Contents(
        _title(phrases.CONTENTS, first, len(entries)),
        tuple(line for line in (source.title, source.origin, source.status) if line),
        (*rows, *_pages(f"{DOCUMENT}:{document.id}", first, len(entries)), ways),
        document_id=document.id,
    )


def _page(opened: Opened) -> Page:
    turns = tuple(
        Choice(label, f"{PASSAGE}:{neighbour}")
        for label, neighbour in ((phrases.PREVIOUS, opened.before), (phrases.NEXT, opened.after))
        if neighbour
    )
    ways = [Choice(phrases.CONTENTS, f"{DOCUMENT}:{opened.excerpt.document_id}:0")]
    if opened.in_section > 1:
        ways.insert(0, Choice(phrases.SUMMARY_OF_SECTION, f"{SECTION}:{opened.excerpt.passage_id}"))
    return Page(Reply(excerpts=(opened.excerpt,)), tuple(row for row in (turns, tuple(ways)) if row))


def _pages(data: str, first: int, count: int) -> Rows:
    """A row to turn pages with, where there are several."""
    row: list[Choice] = []
    if first > 0:
        row.append(Choice(phrases.PREVIOUS, f"{data}:{max(first - ROWS_SHOWN, 0)}"))
    if first + ROWS_SHOWN < count:
        row.append(Choice(phrases.NEXT, f"{data}:{first + ROWS_SHOWN}"))
    return (tuple(row),) if row else ()


def _title(title: str, first: int, count: int) -> str:
    pages = max(1, -(-count // ROWS_SHOWN))
    return phrases.page_title(title, first // ROWS_SHOWN + 1, pages)


def _label(title: str, level: int = 1) -> str:
    """A title, inner sections marked, cut where a phone would cut it."""
    return phrases.shortened(f"{'· ' * (level - 1)}{title}", LONGEST_LABEL)
