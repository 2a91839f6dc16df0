"""The question that newcomers are shown is one that the library answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from bot import phrases
from bot.answering.compose import Responder
from bot.answering.conversation import Conversations
from bot.reading.assistant import Assistant
from bot.reading.desk import Desk
from index.errors import EmptyLibraryError
from index.measure.temporary import temporary_searcher
from index.retrieval.search import Searcher
from index.text.catalogue import open_catalogue
from index.text.clean import read_document
from index.types import Encoder

TOURISM = "NGHỊ QUYẾT\nvề phát triển du lịch\n\nI. Mục tiêu\n\nTỉnh đón 12 triệu lượt khách du lịch.\n"


def example(desk: Callable[[], Desk]) -> str:
    return asyncio.run(Assistant(desk, Conversations()).example())


def test_it_is_the_usual_one_where_the_documents_answer_it(searcher: Searcher) -> None:
    assert example(lambda: Desk(Responder(searcher, "1"), searcher.corpus)) == phrases.EXAMPLE


def test_of_other_documents_it_is_a_topic_that_they_answer(tmp_path: Path, encoder: Encoder) -> None:
    file = tmp_path / "du-lich.txt"
    file.write_text(TOURISM, encoding="utf-8")
    with temporary_searcher([read_document(file, open_catalogue(tmp_path))], encoder) as searcher:
        responder = Responder(searcher, "1")
        found = example(lambda: Desk(responder, searcher.corpus))
        assert found == "I. Mục tiêu"
        assert responder.answer(found).quotes


def test_without_documents_there_is_none() -> None:
    def empty() -> Desk:
        raise EmptyLibraryError("trống")

    assert example(empty) == ""


def test_a_library_that_does_not_answer_holds_up_no_greeting() -> None:
    answers = Event()

    def waiting() -> Desk:
        answers.wait()
        raise EmptyLibraryError("trống")

    async def greet() -> str:
        try:
            return await Assistant(waiting, Conversations()).example()
        finally:
            answers.set()

    assert asyncio.run(greet()) == ""


@pytest.mark.parametrize(("shown", "said"), [("Hạn chế", "ví dụ “Hạn chế”."), ("", "không dấu.")])
def test_how_to_ask_names_it_where_there_is_one(shown: str, said: str) -> None:
    assert phrases.how_to_ask(shown).endswith(said)
