"""Crossing into the core: turns go in, generations are exchanged, the event loop never waits."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import pytest

from bot.answering.answer import Answer, Outcome, Suggestion
from bot.answering.conversation import ChatKey, Conversations, Turn
from bot.reading.assistant import Assistant
from bot.reading.current import Current
from bot.reading.desk import Desk
from bot.reading.drawn import Drawn, collected
from index.errors import DamagedError, QuestionError
from index.types import Document, Passage

CHAT = ChatKey("web", "a")


@dataclass
class Echo:
    """Answers every question with "not found" and remembers the turns it was shown."""

    generation: str = "g1"
    seconds: float = 0.0
    seen: list[tuple[str, ...]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    def answer(self, question: str, turns: tuple[Turn, ...] = ()) -> Answer:
        if not question:
            raise QuestionError("Câu hỏi trống.")
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        time.sleep(self.seconds)
        self.seen.append(tuple(turn.question for turn in turns))
        self.at_once -= 1
        return Answer(question, Outcome.NOT_FOUND, generation=self.generation)

    def topics(self) -> tuple[Suggestion, ...]:
        return (Suggestion("Chủ đề", "Câu hỏi?", "d.1"),)


class NoShelf:
    """A shelf without documents."""

    document_ids: tuple[str, ...] = ()

    def document(self, document_id: str) -> Document:
        raise KeyError(document_id)

    def passage(self, position: int) -> Passage:
        raise IndexError(position)

    def position(self, _passage_id: str) -> int | None:
        return None


def desk(echo: Echo) -> Desk:
    return Desk(echo, NoShelf())


@dataclass
class Library:
    """A library whose published generation is a name to set.

    `broken` generations cannot be opened, `withdrawn` ones hold a document that is gone.
    """

    published: str = "g1"
    broken: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    opened: list[str] = field(default_factory=list)
    may_open: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.may_open.set()

    def open(self) -> Desk:
        name = self.published
        self.opened.append(name)
        self.may_open.wait(5)
        if name in self.broken:
            raise DamagedError("Thế hệ hỏng.")
        return desk(Echo(name))

    def current(self) -> Current:
        return Current(lambda: self.published, self.open, self.gone)

    def gone(self, generation: str) -> frozenset[str]:
        return frozenset({"vb"}) if generation in self.withdrawn else frozenset()


def test_a_question_is_answered_with_the_chat_s_earlier_turns() -> None:
    echo = Echo()

    async def talk() -> None:
        assistant = Assistant(lambda: desk(echo), Conversations())
        await assistant.ask(CHAT, "một")
        await assistant.ask(ChatKey("web", "b"), "khác")
        await assistant.ask(CHAT, "hai")
        await assistant.forget(CHAT)
        await assistant.ask(CHAT, "ba")

    asyncio.run(talk())
    assert echo.seen == [(), (), ("một",), ()]


def test_a_question_that_cannot_be_asked_is_no_turn() -> None:
    echo = Echo()

    async def talk() -> None:
        assistant = Assistant(lambda: desk(echo), Conversations())
        with pytest.raises(QuestionError):
            await assistant.ask(CHAT, "")
        await assistant.ask(CHAT, "một")

    asyncio.run(talk())
    assert echo.seen == [()]


def test_the_loop_runs_on_while_the_core_thinks_and_only_so_many_think_at_once() -> None:
    echo = Echo(seconds=0.05)

    async def talk() -> int:
        assistant = Assistant(lambda: desk(echo), Conversations(), at_once=2)
        asked = asyncio.gather(*(assistant.ask(ChatKey("web", str(number)), "?") for number in range(6)))
        ticks = 0
        while not asked.done():
            await asyncio.sleep(0.005)
            ticks += 1
        return ticks

    assert asyncio.run(talk()) > 5
    assert echo.most_at_once == 2


def test_a_generation_with_a_withdrawn_document_is_answered_from_no_more() -> None:
    library = Library()
    current = library.current()
    assert current().generation == "g1"
    library.published, library.withdrawn, library.broken = "g2", ("g1",), ("g2",)
    with pytest.raises(DamagedError):
        current()
    library.broken = ()
    assert current().generation == "g2"


def test_nobody_is_answered_from_a_withdrawn_document_while_the_new_generation_opens() -> None:
    library = Library()
    current = library.current()
    current()
    library.published, library.withdrawn = "g2", ("g1",)
    library.may_open.clear()
    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(current) for _ in range(2)]
        time.sleep(0.1)
        library.may_open.set()
        assert [each.result(5).generation for each in asked] == ["g2", "g2"]


def test_a_generation_may_be_opened_beside_the_questions() -> None:
    library = Library()
    current = Current(lambda: library.published, library.open, lambda _name: frozenset(), aside=True)
    assert current().generation == "g1"
    library.published = "g2"
    library.may_open.clear()
    assert current().generation == "g1"
    library.may_open.set()
    deadline = time.monotonic() + 5
    while current().generation == "g1" and time.monotonic() < deadline:
        time.sleep(0.01)
    assert current().generation == "g2"


@pytest.mark.parametrize(
    ("drawn", "gone"),
    [
        (Drawn("g1", frozenset({"vb-1", "vb-2"})), True),
        (Drawn("g1", frozenset({"vb-2"})), False),
        (Drawn("g1", frozenset()), False),
        (Drawn("g1"), True),
        (Drawn("g2"), False),
        (Drawn("unreadable"), False),
    ],
)
def test_words_are_withdrawn_with_a_document_they_were_drawn_from(drawn: Drawn, gone: bool) -> None:
    def withdrawn(generation: str) -> frozenset[str]:
        if generation == "unreadable":
            raise DamagedError("Thế hệ hỏng.")
        return frozenset({"vb-1"} if generation == "g1" else ())

    assistant = Assistant(lambda: desk(Echo()), Conversations(), withdrawn=withdrawn)
    assert asyncio.run(assistant.is_withdrawn([Drawn("g2"), drawn])) is gone


def test_what_is_looked_at_is_noted_and_the_generation_s_name_is_not(
    answer_of: Callable[..., Answer],
) -> None:
    class Quoting(Echo):
        def answer(self, question: str, _turns: tuple[Turn, ...] = ()) -> Answer:
            return replace(answer_of("54/66 chỉ tiêu đạt"), question=question, generation="g1")

    async def asked() -> list[Drawn]:
        assistant = Assistant(lambda: desk(Quoting()), Conversations())
        with collected() as notes:
            await assistant.generation()
            await assistant.ask(CHAT, "Mấy chỉ tiêu đạt?")
            await assistant.topics()
        return notes

    assert asyncio.run(asked()) == [Drawn("g1", frozenset({"ket-luan-12"})), Drawn("g1")]


def test_topics_come_from_the_responder() -> None:
    assistant = Assistant(lambda: desk(Echo()), Conversations())
    assert [topic.title for topic in asyncio.run(assistant.topics())] == ["Chủ đề"]


def test_a_generation_is_opened_once_and_kept() -> None:
    library = Library()
    current = library.current()
    assert current() is current()
    assert library.opened == ["g1"]


def test_the_question_after_a_publication_is_answered_from_the_new_generation() -> None:
    library = Library()
    current = library.current()
    current()
    library.published = "g2"
    assert current().generation == "g2"
    assert library.opened == ["g1", "g2"]


def test_while_a_generation_is_opened_others_are_answered_from_the_old_one() -> None:
    library = Library()
    current = library.current()
    current()
    library.published = "g2"
    library.may_open.clear()
    opening = threading.Thread(target=current)
    opening.start()
    while len(library.opened) < 2:
        time.sleep(0.001)
    assert current().generation == "g1"
    library.may_open.set()
    opening.join()
    assert current().generation == "g2"


def test_a_generation_that_cannot_be_opened_leaves_the_old_one_and_is_tried_once() -> None:
    library = Library(broken=("g2",))
    current = library.current()
    current()
    library.published = "g2"
    assert [current().generation, current().generation] == ["g1", "g1"]
    library.published = "g3"
    assert current().generation == "g3"
    assert library.opened == ["g1", "g2", "g3"]


def test_with_nothing_to_fall_back_on_the_error_is_told() -> None:
    with pytest.raises(DamagedError):
        Library(broken=("g1",)).current()()
