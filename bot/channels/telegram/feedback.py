"""👍 and 👎 under an answer, and why."""

from __future__ import annotations

import asyncio
import re

from bot import phrases
from bot.channels.telegram.calls import Button, Call, edited, message
from bot.channels.telegram.incoming import Incoming
from bot.journal import Journal

GOOD, BAD, REASON = "g", "b", "r"
"""Callback data: "g:<passage>", "b:<passage>" (at most 35 bytes; no passage where nothing is quoted), "r:<row>:<n>"."""

_DATA = re.compile(rf"(?P<verdict>{GOOD}|{BAD}):(?P<passage>[a-z0-9.-]*)|{REASON}:(?P<row>\d+):(?P<reason>\d+)")


def feedback_row(passage_id: str) -> list[Button]:
    """The two buttons."""
    return [Button(phrases.GOOD, f"{GOOD}:{passage_id}"), Button(phrases.BAD, f"{BAD}:{passage_id}")]


class Feedback:
    """Takes down what people think. A class for its one part, the journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def press(self, incoming: Incoming) -> list[Call] | None:
        """The answer to a button of ours; None if it is none of ours."""
        match = _DATA.fullmatch(incoming.name)
        if match is None:
            return None
        if match["row"]:
            return await self._explain(incoming, int(match["row"]), int(match["reason"]))
        good = match["verdict"] == GOOD
        row = await asyncio.to_thread(self._journal.judged, incoming.chat, match["passage"], good)
        if good:
            return [message(incoming.chat_id, phrases.THANKS_GOOD, reply_to=incoming.answer_to)]
        reasons = [[Button(text, f"{REASON}:{row}:{number}")] for number, text in enumerate(phrases.REASONS)]
        return [message(incoming.chat_id, phrases.WHY_BAD, reasons, reply_to=incoming.answer_to)]

    async def _explain(self, incoming: Incoming, row: int, number: int) -> list[Call]:
        reason = phrases.REASONS[min(number, len(phrases.REASONS) - 1)]
        await asyncio.to_thread(self._journal.explained, incoming.chat, row, reason)
        return [edited(incoming.chat_id, incoming.message_id, phrases.thanks_for_reason(reason))]
