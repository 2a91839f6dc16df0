"""👍 and 👎 under an answer, and why."""

from __future__ import annotations

import asyncio
import re

from bot import phrases
from bot.answering.conversation import ChatKey
from bot.records.journal import Journal
from bot.writing.menu import Choice, Notice

GOOD, BAD, REASON = "g", "b", "r"
"""Data: "g:<passage>", "b:<passage>" (at most 35 bytes; no passage where nothing is quoted), "r:<row>:<n>"."""

_DATA = re.compile(rf"(?P<verdict>{GOOD}|{BAD}):(?P<passage>[a-z0-9.-]*)|{REASON}:(?P<row>\d{{1,18}}):(?P<reason>\d)")


def feedback_row(passage_id: str) -> tuple[Choice, ...]:
    """The two verdicts."""
    return Choice(phrases.GOOD, f"{GOOD}:{passage_id}"), Choice(phrases.BAD, f"{BAD}:{passage_id}")


class Feedback:
    """Takes down what people think. A class for its one part, the journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def choose(self, chat: ChatKey, data: str) -> Notice | None:
        """What is said to a choice of ours; None if it is none of ours."""
        match = _DATA.fullmatch(data)
        if match is None:
            return None
        if match["row"]:
            return await self._explain(chat, int(match["row"]), int(match["reason"]))
        good = match["verdict"] == GOOD
        row = await asyncio.to_thread(self._journal.judged, chat, match["passage"], good)
        if good:
            return Notice(phrases.THANKS_GOOD)
        reasons = enumerate(phrases.REASONS)
        return Notice(phrases.WHY_BAD, tuple((Choice(text, f"{REASON}:{row}:{number}"),) for number, text in reasons))

    async def _explain(self, chat: ChatKey, row: int, number: int) -> Notice:
        reason = phrases.REASONS[min(number, len(phrases.REASONS) - 1)]
        await asyncio.to_thread(self._journal.explained, chat, row, reason)
        return Notice(phrases.thanks_for_reason(reason))
