"""A whole document to read: every word of it once, passages and quotes in their places."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.reading.whole import Part, parts_of
from bot.writing.reply import SpanKind
from index.text import chunk
from index.text.catalogue import open_catalogue
from index.text.clean import read_document
from index.types import Block, BlockKind, Correction, Document, Passage, Section

DATA = Path(__file__).parents[3] / "data"
TEXT = "TÊN\n\nMột hai. Ba bốn.\n\nNăm."


@pytest.fixture
def small() -> Document:
    return Document(
        id="d",
        title="Tên",
        text=TEXT,
        blocks=(
            Block(0, 3, BlockKind.FURNITURE, page=1),
            Block(5, 21, BlockKind.PARAGRAPH, page=1),
            Block(23, 27, BlockKind.PARAGRAPH, page=2),
        ),
        source="d.pdf",
        sha256="0" * 64,
        outline=(Section(14, "Phần hai"),),
        corrections=(Correction(14, 16, "Bà", "gõ sai"),),
    )


PASSAGES = (
    Passage("d.00000001", "d", (), "Một hai.", 5, 13),
    Passage("d.00000002", "d", ("Phần hai",), "Ba bốn.\n\nNăm.", 14, 27),
)


def words(parts: tuple[Part, ...], kind: SpanKind | None = None) -> list[str]:
    return [
        span.text
        for part in parts
        for piece in part.pieces
        for span in piece.spans
        if span.kind is kind or (kind is None and span.kind is not SpanKind.READING)
    ]


def test_a_document_is_cut_at_its_passages_and_blocks(small: Document) -> None:
    parts = parts_of(small, PASSAGES, {})
    assert [part.passage_id for part in parts] == ["", "d.00000001", "d.00000002"]
    assert [["".join(span.text for span in piece.spans) for piece in part.pieces] for part in parts] == [
        ["TÊN"],
        ["Một hai."],
        ["Ba [đúng: Bà] bốn.", "Năm."],
    ]


def test_what_goes_on_in_a_block_is_told_from_what_begins_one(small: Document) -> None:
    parts = parts_of(small, PASSAGES, {})
    assert [[piece.continued for piece in part.pieces] for part in parts] == [[False], [False], [True, False]]


def test_pages_and_catalogued_sections_are_named_where_they_begin(small: Document) -> None:
    parts = parts_of(small, PASSAGES, {})
    assert [[(piece.page, piece.section) for piece in part.pieces] for part in parts] == [
        [(1, "")],
        [(None, "")],
        [(None, "Phần hai"), (2, "")],
    ]


def test_only_the_stretch_that_was_quoted_is_marked(small: Document) -> None:
    parts = parts_of(small, PASSAGES, {"d.00000002": [(0, 7)]})
    assert [part.cited for part in parts] == [False, False, True]
    assert words(parts, SpanKind.QUOTED) == ["Ba", " bốn."]


def test_a_quote_over_two_blocks_is_marked_in_both(small: Document) -> None:
    assert words(parts_of(small, PASSAGES, {"d.00000002": [(3, 13)]}), SpanKind.QUOTED) == ["bốn.", "Năm."]


@pytest.mark.parametrize("stretch", [(-1, 3), (3, 3), (5, 2), (0, 14)])
def test_a_stretch_outside_its_passage_marks_nothing(small: Document, stretch: tuple[int, int]) -> None:
    assert words(parts_of(small, PASSAGES, {"d.00000002": [stretch]}), SpanKind.QUOTED) == []


def test_every_word_of_the_conclusion_is_there_once_and_in_order() -> None:
    document = read_document(DATA / "documents" / "ket-luan-hoi-nghi-12.txt", open_catalogue(DATA))
    parts = parts_of(document, chunk.split(document), {})
    assert "".join("".join(words(parts)).split()) == "".join(document.text.split())
    assert len([part for part in parts if part.passage_id]) == len(chunk.split(document))
