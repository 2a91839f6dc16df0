"""Administration from a phone: files in, documents out, generations back, and what people asked."""

from __future__ import annotations

import asyncio
import contextlib
import csv
import io
import logging
import re
from collections.abc import Callable, Sequence
from html import escape
from typing import TypeVar

from telegram import Bot
from telegram.error import TelegramError

from bot import phrases
from bot.administration import Administration, Preview
from bot.channels.telegram.calls import Button, Call, edited, file, message
from bot.channels.telegram.incoming import Attachment, Incoming, Wish
from bot.journal import Journal
from bot.reply import source_of
from index.errors import HoidapError
from index.library.progress import Progress, Report
from index.library.report import ChangeReport
from index.library.shelf import CHANGES, Fate

log = logging.getLogger(__name__)

TAKE, TAKE_HELD, DROP, REMOVE, REMOVED, BACK, NO = "u", "U", "v", "x", "X", "h", "n"
"""Callback data: "u:", "U:", "v:" with an upload's token, "x:", "X:" with a document's id, "h:" with a generation."""

_DATA = re.compile(rf"({TAKE}|{TAKE_HELD}|{DROP}|{REMOVE}|{REMOVED}|{BACK}|{NO}):([a-z0-9-]*)")

MOST_BYTES = 20 * 1024 * 1024
"""What getFile gives: https://core.telegram.org/bots/api#getfile."""

SECONDS_BETWEEN_LOOKS = 2.0
"""How often the progress of long work is shown; Telegram wants about a message a second in a chat at most."""

GENERATIONS_SHOWN = 6
DOCUMENTS_SHOWN = 30
HEADINGS_SHOWN = 8
DAYS_SHOWN = 7

Result = TypeVar("Result")


class Office:
    """Answers administrators and politely nobody else. A class for its parts, and who the administrators are."""

    def __init__(self, bot: Bot, administration: Administration, journal: Journal, admins: frozenset[int]) -> None:
        self._bot = bot
        self._administration = administration
        self._journal = journal
        self._admins = admins

    async def answer(self, incoming: Incoming) -> list[Call] | None:
        """The answer to what only administrators may want; None for all else."""
        match = _DATA.fullmatch(incoming.name) if incoming.wish is Wish.PRESS else None
        wanted = incoming.wish is Wish.DOCUMENT or (
            incoming.wish is Wish.COMMAND and incoming.name in phrases.ADMIN_COMMANDS
        )
        if match is None and not wanted:
            return None
        if incoming.sender not in self._admins:
            if incoming.wish is Wish.DOCUMENT:
                return [message(incoming.chat_id, phrases.ONLY_TEXT)]
            await self._audit(incoming, "refused", incoming.name)
            return [message(incoming.chat_id, phrases.ONLY_ADMINS)]
        try:
            if match is not None:
                return await self._press(incoming, match[1], match[2])
            if incoming.document is not None:
                return await self._look_at(incoming, incoming.document)
            return await self._command(incoming)
        except HoidapError as error:
            return [message(incoming.chat_id, escape(str(error)))]

    async def _command(self, incoming: Incoming) -> list[Call]:
        match incoming.name:
            case "danhsach":
                return [await self._documents(incoming)]
            case "thuhoi":
                return [_ask_to_remove(incoming, incoming.text)] if incoming.text else [await self._documents(incoming)]
            case "hoantac":
                return [await self._generations(incoming)]
            case "lapchimuc":
                return await self._reindex(incoming)
            case "thongke":
                return [await self._statistics(incoming)]
            case "chuatraloi":
                return [await self._unanswered(incoming)]
        rows = await asyncio.to_thread(self._journal.rows)
        return [file(incoming.chat_id, phrases.CSV_NAME, _csv(rows))]

    async def _press(self, incoming: Incoming, what: str, name: str) -> list[Call]:
        match what:
            case "u" | "U":
                return await self._take_in(incoming, name, confirm_held=what == TAKE_HELD)
            case "v":
                await asyncio.to_thread(self._administration.drop, name)
                return [_instead(incoming, phrases.DROPPED)]
            case "x":
                return [_ask_to_remove(incoming, name)]
            case "X":
                report = await asyncio.to_thread(self._administration.remove, name)
                await self._audit(incoming, "remove", name)
                return [_instead(incoming, _changed(report))]
            case "h":
                report = await asyncio.to_thread(self._administration.rollback, name)
                await self._audit(incoming, "rollback", name)
                return [_instead(incoming, _changed(report))]
        return [_instead(incoming, phrases.LEFT_AS_IT_IS)]

    async def _look_at(self, incoming: Incoming, attachment: Attachment) -> list[Call]:
        """A file that was sent: what would become of it, and whether to."""
        if attachment.size > MOST_BYTES:
            return [message(incoming.chat_id, phrases.FILE_TOO_LARGE)]
        found = await self._bot.get_file(attachment.file_id)
        content = bytes(await found.download_as_bytearray())
        token = await asyncio.to_thread(self._administration.keep, attachment.name, content)
        preview = await asyncio.to_thread(self._administration.preview, token)
        if preview.fate not in CHANGES and preview.fate is not Fate.HELD:
            await asyncio.to_thread(self._administration.drop, token)
            return [message(incoming.chat_id, _told(preview))]
        take = Button(phrases.TAKE_IN_HELD, f"{TAKE_HELD}:{token}")
        if preview.fate is not Fate.HELD:
            take = Button(phrases.TAKE_IN, f"{TAKE}:{token}")
        return [message(incoming.chat_id, _told(preview), [[take, Button(phrases.NOT_NOW, f"{DROP}:{token}")]])]

    async def _take_in(self, incoming: Incoming, token: str, *, confirm_held: bool) -> list[Call]:
        report = await self._long(
            incoming, lambda tell: self._administration.take_in(token, confirm_held=confirm_held, report=tell)
        )
        await self._audit(incoming, "add", ", ".join(each.document_id for each in report.files))
        lines = [phrases.file_line(each.fate, each.path.name, each.document_id, each.reason) for each in report.files]
        return [message(incoming.chat_id, escape("\n".join((*lines, phrases.library_is_now(report.generation)))))]

    async def _reindex(self, incoming: Incoming) -> list[Call]:
        report = await self._long(incoming, lambda tell: self._administration.reindex(tell))
        await self._audit(incoming, "reindex", report.generation)
        return [message(incoming.chat_id, _changed(report))]

    async def _documents(self, incoming: Incoming) -> Call:
        entries = (await asyncio.to_thread(self._administration.documents))[:DOCUMENTS_SHOWN]
        lines = [phrases.library_line(each.document_id, each.title, each.issuer, each.passages) for each in entries]
        rows = [[Button(phrases.remove_button(each.title), f"{REMOVE}:{each.document_id}")] for each in entries]
        return message(incoming.chat_id, escape("\n\n".join(lines) or phrases.LIBRARY_IS_EMPTY), rows)

    async def _generations(self, incoming: Incoming) -> Call:
        editions = (await asyncio.to_thread(self._administration.history))[-GENERATIONS_SHOWN:]
        lines = [phrases.history_line(e.name, (e.published_at or "")[:16], e.action, e.detail) for e in editions]
        rows = [[Button(phrases.rollback_button(each.name), f"{BACK}:{each.name}")] for each in editions[-2::-1]]
        rows.append([Button(phrases.NOT_NOW, f"{NO}:")])
        return message(incoming.chat_id, escape("\n".join(lines) or phrases.LIBRARY_IS_EMPTY), rows)

    async def _statistics(self, incoming: Incoming) -> Call:
        found = await asyncio.to_thread(self._journal.statistics, DAYS_SHOWN)
        reasons = await asyncio.to_thread(self._journal.reasons)
        return message(incoming.chat_id, escape(phrases.statistics(found, reasons)))

    async def _unanswered(self, incoming: Incoming) -> Call:
        if not self._journal.keeps_questions:
            return message(incoming.chat_id, phrases.QUESTIONS_NOT_KEPT)
        found = await asyncio.to_thread(self._journal.unanswered)
        lines = [f"{count} × {question}" for question, count in found]
        return message(incoming.chat_id, escape("\n".join(lines) or phrases.ALL_ANSWERED))

    async def _audit(self, incoming: Incoming, action: str, detail: str) -> None:
        await asyncio.to_thread(self._journal.audited, incoming.chat, action, detail)

    async def _long(self, incoming: Incoming, work: Callable[[Report], Result]) -> Result:
        """Does long work while a message shows how far it is; the message goes when it is done."""
        latest: list[Progress] = []
        task = asyncio.create_task(asyncio.to_thread(work, latest.append))
        shown: int | None = None
        while not (await asyncio.wait({task}, timeout=SECONDS_BETWEEN_LOOKS))[0]:
            text = phrases.progress(latest[-1].stage, latest[-1].done, latest[-1].total) if latest else phrases.WORKING
            with contextlib.suppress(TelegramError):  # "not modified", or no network: the work goes on
                if shown is None:
                    shown = (await self._bot.send_message(incoming.chat_id, text)).message_id
                else:
                    await self._bot.edit_message_text(text, incoming.chat_id, shown)
        if shown is not None:
            with contextlib.suppress(TelegramError):
                await self._bot.delete_message(incoming.chat_id, shown)
        return task.result()


def _ask_to_remove(incoming: Incoming, document_id: str) -> Call:
    rows = [[Button(phrases.REMOVE, f"{REMOVED}:{document_id}"), Button(phrases.NOT_NOW, f"{NO}:")]]
    return message(incoming.chat_id, escape(phrases.ask_to_remove(document_id)), rows)


def _instead(incoming: Incoming, text: str) -> Call:
    """In the message whose button was pressed, which loses its buttons."""
    return edited(incoming.chat_id, incoming.message_id, escape(text))


def _changed(report: ChangeReport) -> str:
    lines = phrases.change_lines(report.came, report.went, report.changed)
    return "\n".join(line for line in (lines, phrases.library_is_now(report.generation)) if line)


def _told(preview: Preview) -> str:
    """What an administrator reads before deciding."""
    head = phrases.file_line(preview.fate, preview.name, "", preview.reason)
    if preview.document is None:
        return escape(head)
    source = source_of(preview.document, ())
    headings = [entry.title for entry in preview.outline[:HEADINGS_SHOWN]]
    lines = [source.origin, *(f"· {title}" for title in headings)]
    if len(preview.outline) > HEADINGS_SHOWN:
        lines.append(phrases.ELLIPSIS)
    counts = phrases.preview_counts(preview.passages, preview.new_texts)
    body = escape("\n".join(line for line in lines if line))
    return f"{escape(head)}\n\n<b>{escape(source.title)}</b>\n{body}\n\n{escape(counts)}"


def _csv(rows: Sequence[Sequence[str]]) -> str:
    """With the mark by which spreadsheets know UTF-8."""
    out = io.StringIO()
    csv.writer(out).writerows([phrases.CSV_COLUMNS, *rows])
    return "\ufeff" + out.getvalue()
