"""What administrators want done from a chat and what is said about it, wherever they write."""

from __future__ import annotations

import asyncio
import re

from bot import phrases
from bot.answering.conversation import ChatKey
from bot.office.administration import Administration
from bot.office.long_work import in_thread
from bot.phrases import administration as texts
from bot.phrases import erasing, figures, library, terminal
from bot.records.journal import Journal
from bot.records.statistics import Statistics
from bot.writing.menu import Choice, Notice
from index.library.progress import Report, silent
from index.library.report import ChangeReport
from index.library.truth import Entry

REMOVE, REMOVED, BACK, PAGE, NO = "x", "X", "h", "y", "n"
"""Data: "x:", "X:" with a document's id, "h:" with a generation, "y:" with the first document of a page, "n:"."""

_DATA = re.compile(rf"({REMOVE}|{REMOVED}|{BACK}|{PAGE}|{NO}):([a-z0-9-]*)")

GENERATIONS_SHOWN = 6
DOCUMENTS_SHOWN = 8
"""What fits on a phone's screen, and with the longest titles into one message."""
DAYS_SHOWN = 7


class Clerk:
    """Does what administrators may want; whoever calls knows that it is one. A class for its parts."""

    def __init__(self, administration: Administration, journal: Journal) -> None:
        self._administration = administration
        self._journal = journal

    async def command(self, name: str, argument: str) -> Notice | None:
        """The answer to a command of ours that is quickly done; None for the others. Raises HoidapError."""
        match name:
            case "danhsach":
                return await self._documents(0)
            case "thuhoi":
                return await self._ask_to_remove(argument) if argument else await self._documents(0)
            case "hoantac":
                return await self._generations()
            case "thongke":
                found, text = await self.statistics()
                return Notice(f"{text}\n{figures.bars(found)}")
            case "chuatraloi":
                return await self._unanswered()
        return None

    async def choose(self, chat: ChatKey, data: str) -> Notice | None:
        """What comes of a choice of ours; None if it is none of ours. Raises HoidapError."""
        match = _DATA.fullmatch(data)
        if match is None:
            return None
        what, name = match.groups()
        if what == REMOVE:
            return await self._ask_to_remove(name)
        if what == PAGE:
            return await self._documents(int(name) if name.isdecimal() else 0)
        if what == NO:
            return Notice(phrases.LEFT_AS_IT_IS)
        change = self._administration.remove if what == REMOVED else self._administration.rollback
        report = await asyncio.to_thread(change, name)
        await self.audit(chat, "remove" if what == REMOVED else "rollback", name)
        return changed(report)

    async def reindex(self, chat: ChatKey, report: Report = silent) -> Notice:
        """Cuts and encodes every document anew, which can take minutes. Raises HoidapError."""
        done = await in_thread(self._administration.reindex, report)
        await self.audit(chat, "reindex", done.generation)
        return changed(done)

    async def statistics(self) -> tuple[Statistics, str]:
        """The last days, and what is said of them."""
        found = await asyncio.to_thread(self._journal.statistics, DAYS_SHOWN)
        reasons = await asyncio.to_thread(self._journal.reasons)
        return found, figures.statistics(found, reasons)

    async def audit(self, chat: ChatKey, action: str, detail: str) -> None:
        """Takes down what was done or refused."""
        await asyncio.to_thread(self._journal.audited, chat, action, detail)

    async def _documents(self, first: int) -> Notice:
        entries = await asyncio.to_thread(self._administration.documents)
        shown = entries[first : first + DOCUMENTS_SHOWN]
        if not shown:
            return Notice(terminal.LIBRARY_IS_EMPTY)
        lines = [texts.document_line(each.document_id, each.title, origin(each), each.passages) for each in shown]
        buttons = ((texts.remove_button(each.number, each.title), each.document_id) for each in shown)
        rows = tuple((Choice(label, f"{REMOVE}:{document_id}"),) for label, document_id in buttons)
        turns = (
            (phrases.PREVIOUS, first - DOCUMENTS_SHOWN, first > 0),
            (phrases.NEXT, first + DOCUMENTS_SHOWN, first + DOCUMENTS_SHOWN < len(entries)),
        )
        row = tuple(Choice(label, f"{PAGE}:{max(place, 0)}") for label, place, there in turns if there)
        title = texts.documents(first + 1, first + len(shown), len(entries))
        return Notice("\n\n".join((title, *lines)), (*rows, row) if row else rows)

    async def _ask_to_remove(self, document_id: str) -> Notice:
        entries = await asyncio.to_thread(self._administration.documents)
        found = next((each for each in entries if each.document_id == document_id), None)
        if found is None:
            return Notice(texts.no_such_document(document_id))
        row = (Choice(phrases.REMOVE, f"{REMOVED}:{document_id}"), Choice(phrases.NOT_NOW, f"{NO}:"))
        return Notice(ask_to_remove(found), (row,))

    async def _generations(self) -> Notice:
        editions = (await asyncio.to_thread(self._administration.history))[-GENERATIONS_SHOWN:]
        lines = [
            terminal.history_line(
                e.name, library.published(e.published_at), e.action, erasing.remark(e.detail, e.erased)
            )
            for e in editions
        ]
        back = [each for each in editions[-2::-1] if not each.forgotten]
        if not back:
            return Notice("\n".join((*lines, "", texts.NOTHING_EARLIER)) if lines else terminal.LIBRARY_IS_EMPTY)
        rows = tuple((Choice(phrases.rollback_button(each.name), f"{BACK}:{each.name}"),) for each in back)
        return Notice("\n".join(lines), (*rows, (Choice(phrases.NOT_NOW, f"{NO}:"),)))

    async def _unanswered(self) -> Notice:
        if not self._journal.keeps_questions:
            return Notice(phrases.QUESTIONS_NOT_KEPT)
        found = await asyncio.to_thread(self._journal.unanswered)
        lines = [f"{count} × {question}" for question, count in found]
        return Notice("\n".join(lines) or phrases.ALL_ANSWERED)


def origin(entry: Entry) -> str:
    """The number, issuer and date of a document of the library."""
    return phrases.origin(entry.number, entry.issuer, entry.date, None)


def ask_to_remove(entry: Entry) -> str:
    """What is asked before a document is withdrawn."""
    return texts.ask_to_remove(entry.title, origin(entry), entry.document_id)


def changed(report: ChangeReport) -> Notice:
    """What a change has brought and taken."""
    lines = library.change_lines(report)
    lost = erasing.not_brought_back(report.erased) if report.erased else ""
    return Notice("\n".join(line for line in (lines, lost, terminal.library_is_now(report.generation)) if line))


def is_ours(data: str) -> bool:
    """Whether a choice is one that only administrators may make."""
    return _DATA.fullmatch(data) is not None
