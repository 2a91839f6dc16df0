"""The one place where a channel crosses from the event loop into the synchronous core."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.answer import Answer, Suggestion
from bot.conversation import ChatKey, Conversations, Turn
from bot.desk import Desk
from bot.reply import Excerpt

Result = TypeVar("Result")

ANSWERS_AT_ONCE = 2
"""Two questions at once on two cores took a question from 30 ms to 60; more only wait inside the encoder."""


class Assistant:
    """Answers the questions of every channel and remembers what each chat spoke of.

    A class for its state: the conversations, and how many questions may be in the core at once.
    """

    def __init__(
        self,
        desk: Callable[[], Desk],
        conversations: Conversations,
        *,
        at_once: int = ANSWERS_AT_ONCE,
    ) -> None:
        self._desk = desk
        self._conversations = conversations
        self._slots = asyncio.Semaphore(at_once)

    async def ask(self, chat: ChatKey, question: str) -> Answer:
        """Answers over the generation published last. Raises QuestionError where nothing can be asked."""
        turns = self._conversations.turns(chat)
        async with self._slots:
            answer = await self._at_desk(lambda desk: desk.responder.answer(question, turns))
        self._conversations.add(chat, Turn(question, answer))
        return answer

    async def topics(self) -> tuple[Suggestion, ...]:
        """What the documents speak of, as questions to begin with."""
        return await self._at_desk(lambda desk: desk.responder.topics())

    async def titles(self, most: int) -> tuple[tuple[str, ...], int]:
        """The titles of the first `most` documents, and how many documents there are."""
        return await self._at_desk(lambda desk: desk.titles(most))

    async def excerpt(self, passage_id: str, quoted: Sequence[tuple[int, int]] = ()) -> Excerpt | None:
        """A passage as it stands in the library now, with those stretches marked; None if it is gone."""
        return await self._at_desk(lambda desk: desk.excerpt(passage_id, quoted))

    async def generation(self) -> str:
        """The generation that the next question is answered from. Raises HoidapError where there is none."""
        return await self._at_desk(lambda desk: desk.generation)

    async def forget(self, chat: ChatKey) -> None:
        """The chat's next question opens a new conversation."""
        self._conversations.forget(chat)

    async def _at_desk(self, do: Callable[[Desk], Result]) -> Result:
        return await asyncio.to_thread(lambda: do(self._desk()))
