"""Who would wait too long is told so at once, however fast or slow the machine is."""

from __future__ import annotations

import asyncio
import time

import pytest
from starlette.requests import Request

from bot.answering.answer import Answer, Outcome, Suggestion
from bot.answering.conversation import Conversations, Turn
from bot.channels.web.admission import LONGEST_WAIT_SECONDS, MOST_IN_HAND, RefusedError, admit
from bot.mail.quota import Quota
from bot.phrases import web as texts
from bot.reading.assistant import Assistant
from bot.reading.desk import Desk
from tests.bot.reading.test_assistant import NoShelf

SECONDS = 0.2


class Slow:
    """Takes its time for each answer."""

    generation = "g1"

    def answer(self, question: str, _turns: tuple[Turn, ...] = ()) -> Answer:
        time.sleep(SECONDS)
        return Answer(question, Outcome.NOT_FOUND, generation=self.generation)

    def topics(self) -> tuple[Suggestion, ...]:
        return ()


REQUEST = Request({"type": "http", "client": ("10.0.0.1", 1), "headers": []})
WAITING = round(1.3 * LONGEST_WAIT_SECONDS / SECONDS)


def test_the_wait_to_expect_is_what_is_in_hand_times_the_usual_time_and_too_long_a_one_is_refused() -> None:
    assistant = Assistant(lambda: Desk(Slow(), NoShelf()), Conversations(), at_once=1)
    quota = Quota(1000)

    async def crowd() -> float:
        assert assistant.expected_seconds == 0
        await assistant.ask(None, "a")
        admit(REQUEST, assistant, quota)
        waiting = [asyncio.create_task(assistant.ask(None, "a")) for _ in range(WAITING)]
        await asyncio.sleep(0)
        expected = assistant.expected_seconds
        with pytest.raises(RefusedError, match=texts.API_BUSY) as refused:
            admit(REQUEST, assistant, quota)
        assert refused.value.status == 503
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        admit(REQUEST, assistant, quota)
        return expected

    assert WAITING < MOST_IN_HAND
    assert asyncio.run(crowd()) >= WAITING * SECONDS
