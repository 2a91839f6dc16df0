"""A document's sections, and reading on from passage to passage."""

from __future__ import annotations

import pytest

from bot import phrases
from bot.answering.answer import Answer
from bot.answering.conversation import Turn
from bot.reading.desk import Desk
from bot.reading.outline import OutlineEntry, outline_of
from index.types import Document, Passage

HEADINGS = ((), ("I",), ("I", "1"), ("I", "1"), ("II",))


class Shelf:
    """One document of five passages."""

    document_ids = ("d",)

    def document(self, document_id: str) -> Document:
        return Document(document_id, "Tên", "abcde", (), "tệp", "0" * 64)

    def passage(self, position: int) -> Passage:
        return Passage(f"d.{position:08d}", "d", HEADINGS[position], "abcde"[position], position, position + 1)

    def position(self, passage_id: str) -> int | None:
        position = int(passage_id.rpartition(".")[2])
        return position if position < len(HEADINGS) else None

    def span(self, document_id: str) -> range:
        return {"d": range(len(HEADINGS))}[document_id]


class Silent:
    """A responder that nobody asks."""

    generation = "g1"

    def answer(self, question: str, turns: tuple[Turn, ...] = ()) -> Answer:
        raise AssertionError(question, turns)

    def topics(self) -> tuple[()]:
        return ()


@pytest.fixture
def desk() -> Desk:
    return Desk(Silent(), Shelf())


def test_each_section_is_named_once_with_its_depth_and_its_first_passage() -> None:
    assert outline_of(map(Shelf().passage, range(5))) == (
        OutlineEntry(phrases.OPENING, 1, "d.00000000"),
        OutlineEntry("I", 1, "d.00000001"),
        OutlineEntry("1", 2, "d.00000002"),
        OutlineEntry("II", 1, "d.00000004"),
    )


def test_going_back_to_a_section_makes_no_second_entry() -> None:
    there_and_back = (("I",), ("I", "1"), ("I",), ("I", "2"))
    passages = [Passage(f"d.{n:08d}", "d", headings, "a", n, n + 1) for n, headings in enumerate(there_and_back)]
    assert [entry.title for entry in outline_of(passages)] == ["I", "1", "2"]


def test_a_document_that_is_gone_has_no_outline_and_no_summary(desk: Desk) -> None:
    assert desk.outline("khác") is None
    assert desk.summary("khác") == ()


def test_reading_goes_on_to_the_neighbours_and_ends_at_the_document_s_ends(desk: Desk) -> None:
    first, middle, last = (desk.open(f"d.{position:08d}") for position in (0, 2, 4))
    assert first and middle and last
    assert (first.before, first.after) == (None, "d.00000001")
    assert (middle.before, middle.after) == ("d.00000001", "d.00000003")
    assert (last.before, last.after) == ("d.00000003", None)
    assert desk.open("d.00000009") is None


def test_a_stretch_outside_the_passage_is_not_marked(desk: Desk) -> None:
    excerpt = desk.excerpt("d.00000000", [(0, 1), (5, 9)])
    assert excerpt is not None
    assert excerpt.quoted == ((0, 1),)


def test_the_documents_are_listed_page_by_page(desk: Desk) -> None:
    listing = desk.listing(0, 8)
    assert (len(listing.documents), listing.count) == (1, 1)
    assert desk.listing(8, 8).documents == ()
