"""The one place where a channel crosses from the event loop into the synchronous core."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from typing import ParamSpec, TypeVar

from bot.answering.answer import Answer, Suggestion
from bot.answering.conversation import ChatKey, Memory, turn_of
from bot.phrases import operation
from bot.reading.desk import Desk
from bot.reading.drawn import Drawn, Withdrawn, note
from index.errors import HoidapError, LibraryError, OutageError

log = logging.getLogger(__name__)

Given = ParamSpec("Given")
Result = TypeVar("Result")

ANSWERS_AT_ONCE = 2
"""Two questions at once on two cores took a question from 30 ms to 60; more only wait inside the encoder."""

LATEST = 0.1
"""Weight of the latest question's time in the usual one: some twenty questions follow a machine that slows down."""

EXAMPLE_SECONDS = 1.0
"""How long a greeting waits for its example: a database that is away must not hold up a page that needs none of it."""

FIRST_QUESTION = "nhung noi dugn chinh cua van ban la gi, ai ban hanh, ngay nao"
"""Nobody reads its answer: that it is asked brings what every question needs into memory. Without it the first
question of a process held up the event loop for 70 to 84 ms, in which its imports and tables kept the interpreter."""

Note = Callable[[ChatKey | None, Answer, float], None]
"""Takes down that a question was answered, and in how many milliseconds, those in which it waited among them."""


def _nothing(_chat: ChatKey | None, _answer: Answer, _milliseconds: float) -> None:
    """Takes down nothing."""


def _none(_generation: str) -> frozenset[str]:
    """For a library that does not change."""
    return frozenset()


class Assistant:
    """Answers the questions of every channel and remembers what each chat spoke of.

    A class for its state: the conversations, how many questions may be in the core at once, and a generation's
    example, which takes as long as a question.
    """

    def __init__(
        self,
        desk: Callable[[], Desk],
        conversations: Memory,
        note: Note = _nothing,
        withdrawn: Withdrawn = _none,
        *,
        at_once: int = ANSWERS_AT_ONCE,
    ) -> None:
        self._desk = desk
        self._conversations = conversations
        self._note = note
        self._withdrawn = withdrawn
        self._slots = asyncio.Semaphore(at_once)
        self._at_once = at_once
        self._in_hand = 0
        self._usual_seconds = 0.0
        self._example = ("", "")

    @property
    def expected_seconds(self) -> float:
        """How long a question that comes now will wait, as the latest ones went; 0 before the first."""
        return self._in_hand * self._usual_seconds / self._at_once

    @property
    def in_hand(self) -> int:
        """How many questions are being answered or wait for it: a channel that may refuse some looks at it first."""
        return self._in_hand

    async def ask(self, chat: ChatKey | None, question: str) -> Answer:
        """Answers over the generation published last; without a chat the question stands alone.

        Raises QuestionError where nothing can be asked.
        """
        turns = await self._remembered(self._conversations.turns, chat) if chat else ()
        self._in_hand += 1
        started = time.perf_counter()
        try:
            async with self._slots:
                begun = time.perf_counter()
                answer = await self._read(lambda desk: desk.responder.answer(question, turns))
                note(_drawn(answer))
                seconds = time.perf_counter() - begun
            milliseconds = (time.perf_counter() - started) * 1000
            await asyncio.to_thread(self._note, chat, answer, milliseconds)
            self._usual_seconds += (seconds - self._usual_seconds) * (LATEST if self._usual_seconds else 1)
            log.info(operation.LOG_ANSWERED, chat.channel if chat else "-", answer.outcome.value, milliseconds)
        finally:
            self._in_hand -= 1
        if chat:
            await self._remembered(self._conversations.add, chat, turn_of(question, answer))
        return answer

    async def topics(self) -> tuple[Suggestion, ...]:
        """What the documents speak of, as questions to begin with."""
        return await self.look(lambda desk: desk.responder.topics())

    async def example(self) -> str:
        """A question that the documents answer, to show to newcomers; "" where none is known, as without documents."""
        try:
            return await asyncio.wait_for(self._answered_example(), EXAMPLE_SECONDS)
        except (HoidapError, TimeoutError):
            return ""

    async def _answered_example(self) -> str:
        generation = await self.generation()
        if self._example[0] != generation:
            self._example = (generation, await self._read(lambda desk: desk.example()))
        return self._example[1]

    async def look(self, do: Callable[[Desk], Result]) -> Result:
        """What `do` finds at the desk: for reading and listing, which ask nothing of the encoder."""
        generation, found = await self._read(lambda desk: (desk.generation, do(desk)))
        note(Drawn(generation))
        return found

    async def generation(self) -> str:
        """The generation that the next question is answered from. Raises HoidapError where there is none."""
        return await self._read(lambda desk: desk.generation)

    async def is_withdrawn(self, drawn: Sequence[Drawn]) -> bool:
        """Whether a document that words were drawn from has been withdrawn since.

        Raises OutageError; a library that cannot be read otherwise has withdrawn nothing.
        """
        return bool(drawn) and await asyncio.to_thread(self._any_withdrawn, drawn)

    def _any_withdrawn(self, drawn: Sequence[Drawn]) -> bool:
        for each in drawn:
            try:
                gone = self._withdrawn(each.generation)
            except OutageError:
                raise
            except LibraryError as error:
                log.error("%s", error)
                continue
            if gone if each.documents is None else gone & each.documents:
                return True
        return False

    async def _read(self, do: Callable[[Desk], Result]) -> Result:
        return await asyncio.to_thread(lambda: do(self._desk()))

    async def warm_up(self) -> str:
        """Opens the generation published last, asks it `FIRST_QUESTION` and tells its name; before anybody is let in.

        Raises HoidapError where there is none.
        """
        await self.look(lambda desk: desk.responder.answer(FIRST_QUESTION))
        return await self.generation()

    async def forget(self, chat: ChatKey) -> None:
        """The chat's next question opens a new conversation."""
        await self._remembered(self._conversations.forget, chat)

    async def _remembered(self, do: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
        """What the memory does, in a thread where it would hold up the event loop."""
        if self._conversations.blocks:
            return await asyncio.to_thread(do, *args, **kwargs)
        return do(*args, **kwargs)


def _drawn(answer: Answer) -> Drawn:
    """What an answer shows: its quotes, and the titles of what it suggests."""
    quoted = {quote.passage.document_id for quote in answer.quotes}
    suggested = {suggestion.passage_id.rpartition(".")[0] for suggestion in answer.related}
    return Drawn(answer.generation, frozenset(quoted | suggested))
