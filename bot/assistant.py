"""The one place where a channel crosses from the event loop into the synchronous core."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from bot.answer import Answer, Suggestion
from bot.conversation import ChatKey, Conversations, Turn

ANSWERS_AT_ONCE = 2
"""Two questions at once on two cores took a question from 30 ms to 60; more only wait inside the encoder."""


class Responder(Protocol):
    """Answers over one generation of the library; `bot.compose.Responder` is the one."""

    @property
    def generation(self) -> str: ...

    def answer(self, question: str, turns: tuple[Turn, ...] = ()) -> Answer: ...

    def topics(self) -> tuple[Suggestion, ...]: ...


class Assistant:
    """Answers the questions of every channel and remembers what each chat spoke of.

    A class for its state: the conversations, and how many questions may be in the core at once.
    """

    def __init__(
        self,
        responder: Callable[[], Responder],
        conversations: Conversations,
        *,
        at_once: int = ANSWERS_AT_ONCE,
    ) -> None:
        self._responder = responder
        self._conversations = conversations
        self._slots = asyncio.Semaphore(at_once)

    async def ask(self, chat: ChatKey, question: str) -> Answer:
        """Answers over the generation published last. Raises QuestionError where nothing can be asked."""
        turns = self._conversations.turns(chat)
        async with self._slots:
            answer = await asyncio.to_thread(lambda: self._responder().answer(question, turns))
        self._conversations.add(chat, Turn(question, answer))
        return answer

    async def topics(self) -> tuple[Suggestion, ...]:
        """What the documents speak of, as questions to begin with."""
        return await asyncio.to_thread(lambda: self._responder().topics())

    async def forget(self, chat: ChatKey) -> None:
        """The chat's next question opens a new conversation."""
        self._conversations.forget(chat)
