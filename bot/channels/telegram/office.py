"""Administration from a phone: files in, documents out, generations back, and what people asked."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from html import escape
from typing import TypeVar

from telegram import Bot
from telegram.error import TelegramError

from bot import phrases
from bot.channels.telegram.calls import Button, Call, edited, file, keyboard_of, message, picture
from bot.channels.telegram.incoming import Attachment, Incoming
from bot.mail.wish import Wish
from bot.office import clerk
from bot.office.administration import Administration, Preview
from bot.office.clerk import Clerk
from bot.office.long_work import in_thread
from bot.phrases import administration as texts
from bot.phrases import figures, terminal
from bot.phrases.library import origin
from bot.phrases.telegram import LEGEND
from bot.records.chart import draw
from bot.records.journal import Journal
from bot.records.spreadsheet import csv_of
from index.errors import HoidapError
from index.library.progress import Progress, Report
from index.library.shelf import CHANGES, Fate

log = logging.getLogger(__name__)

TAKE, TAKE_HELD, DROP = "u", "U", "v"
"""Callback data: "u:", "U:", "v:" with an upload's token; the other choices of administrators are the clerk's."""

_DATA = re.compile(rf"({TAKE}|{TAKE_HELD}|{DROP}):([a-z0-9]*)")

MOST_BYTES = 20 * 1024 * 1024
"""What getFile gives: https://core.telegram.org/bots/api#getfile."""

SECONDS_BETWEEN_LOOKS = 2.0
"""How often the progress of long work is shown; Telegram wants about a message a second in a chat at most."""

SECONDS_TO_TIDY = 5.0
"""For taking the progress away, which a process that is to stop does not wait for longer."""

HEADINGS_SHOWN = 8

Result = TypeVar("Result")


class Office:
    """Answers administrators and politely nobody else. A class for its parts, and who the administrators are."""

    def __init__(self, bot: Bot, administration: Administration, journal: Journal, admins: frozenset[int]) -> None:
        self._bot = bot
        self._administration = administration
        self._journal = journal
        self._admins = admins
        self._clerk = Clerk(administration, journal)

    def admits(self, incoming: Incoming) -> bool:
        """Whether an administrator wrote this."""
        return incoming.sender in self._admins

    async def answer(self, incoming: Incoming) -> list[Call] | None:
        """The answer to what only administrators may want; None for all else."""
        is_press = incoming.wish is Wish.PRESS
        match = _DATA.fullmatch(incoming.name) if is_press else None
        wanted = incoming.wish is Wish.DOCUMENT or (
            incoming.wish is Wish.COMMAND and incoming.name in phrases.ADMIN_COMMANDS
        )
        if match is None and not wanted and not (is_press and clerk.is_ours(incoming.name)):
            return None
        if not self.admits(incoming):
            await self._clerk.audit(incoming.chat, "refused", incoming.name or incoming.wish)
            if incoming.wish is Wish.DOCUMENT:
                return [message(incoming.chat_id, phrases.ONLY_TEXT)]
            return [message(incoming.chat_id, phrases.ONLY_ADMINS)]
        try:
            if match is not None:
                return await self._press(incoming, match[1], match[2])
            if is_press:
                return await self._choose(incoming)
            if incoming.document is not None:
                return await self._look_at(incoming, incoming.document)
            return await self._command(incoming)
        except HoidapError as error:
            return [message(incoming.chat_id, escape(str(error)))]

    async def _command(self, incoming: Incoming) -> list[Call]:
        if incoming.name == "thongke":
            return [await self._statistics(incoming)]
        notice = await self._clerk.command(incoming.name, incoming.text)
        if notice is not None:
            return [message(incoming.chat_id, escape(notice.text), keyboard_of(notice.rows))]
        if incoming.name == "lapchimuc":
            return await self._reindex(incoming)
        rows = await asyncio.to_thread(self._journal.rows)
        return [file(incoming.chat_id, figures.CSV_NAME, csv_of(figures.CSV_COLUMNS, rows))]

    async def _statistics(self, incoming: Incoming) -> Call:
        """The last days in words under a picture of them."""
        found, text = await self._clerk.statistics()
        chart = await asyncio.to_thread(draw, found.by_day)
        return picture(incoming.chat_id, chart, f"{text}\n\n{LEGEND}")

    async def _choose(self, incoming: Incoming) -> list[Call]:
        """What the clerk says: a question as a new message, an answer in place of the question."""
        notice = await self._clerk.choose(incoming.chat, incoming.name)
        if notice is None:
            return []
        is_page = incoming.name.startswith(f"{clerk.PAGE}:")
        if notice.rows and not is_page:
            return [message(incoming.chat_id, escape(notice.text), keyboard_of(notice.rows))]
        return [edited(incoming.chat_id, incoming.message_id, escape(notice.text), keyboard_of(notice.rows))]

    async def _press(self, incoming: Incoming, what: str, token: str) -> list[Call]:
        if what == DROP:
            await asyncio.to_thread(self._administration.drop, token)
            return [_instead(incoming, phrases.DROPPED)]
        return await self._take_in(incoming, token, confirm_held=what == TAKE_HELD)

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
            incoming,
            lambda tell: in_thread(
                lambda report: self._administration.take_in(token, confirm_held=confirm_held, report=report), tell
            ),
        )
        action = "add held" if confirm_held else "add"
        await self._clerk.audit(incoming.chat, action, ", ".join(each.document_id for each in report.files))
        lines = [
            texts.taken_in(each.path.name, each.fate, each.document_id, each.title, each.reason)
            for each in report.files
        ]
        return [message(incoming.chat_id, escape("\n".join((*lines, terminal.library_is_now(report.generation)))))]

    async def _reindex(self, incoming: Incoming) -> list[Call]:
        notice = await self._long(incoming, lambda tell: self._clerk.reindex(incoming.chat, tell))
        return [message(incoming.chat_id, escape(notice.text))]

    async def _long(self, incoming: Incoming, work: Callable[[Report], Awaitable[Result]]) -> Result:
        """Does long work while a message shows how far it is; the message goes when the work ends or is cancelled."""
        latest: deque[Progress] = deque(maxlen=1)
        task = asyncio.ensure_future(work(latest.append))
        shown: int | None = None
        try:
            while not (await asyncio.wait({task}, timeout=SECONDS_BETWEEN_LOOKS))[0]:
                step = latest[0] if latest else None
                text = terminal.progress(step.stage, step.done, step.total) if step else phrases.WORKING
                with contextlib.suppress(TelegramError):  # "not modified", or no network: the work goes on
                    if shown is None:
                        shown = (await self._bot.send_message(incoming.chat_id, text)).message_id
                    else:
                        await self._bot.edit_message_text(text, incoming.chat_id, shown)
            return task.result()
        finally:
            task.cancel()
            if shown is not None:
                with contextlib.suppress(TelegramError, TimeoutError):
                    async with asyncio.timeout(SECONDS_TO_TIDY):
                        await self._bot.delete_message(incoming.chat_id, shown)


def _instead(incoming: Incoming, text: str) -> Call:
    """In the message whose button was pressed, which loses its buttons."""
    return edited(incoming.chat_id, incoming.message_id, escape(text))


def _told(preview: Preview) -> str:
    """What an administrator reads before deciding."""
    head = escape(texts.file_head(preview.name, preview.fate, preview.reason))
    if preview.document is None:
        return head
    document = preview.document
    headings = [f"· {entry.title}" for entry in preview.outline[:HEADINGS_SHOWN]]
    if len(preview.outline) > HEADINGS_SHOWN:
        headings.append(phrases.ELLIPSIS)
    about = (origin(document.number, document.issuer, document.date), *headings)
    checks = (
        "" if preview.fate is Fate.HELD else texts.NO_SECRECY_MARK,
        *preview.doubts,
        texts.changes(preview.held.title, preview.difference) if preview.held and preview.difference else "",
        texts.counts(preview.passages, preview.new_texts),
    )
    paragraphs = (head, f"<b>{escape(document.title)}</b>\n{_lines(about)}", _lines(checks))
    return "\n\n".join(paragraphs)


def _lines(lines: Sequence[str]) -> str:
    return escape("\n".join(line for line in lines if line))
