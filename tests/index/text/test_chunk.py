from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.measure.question_set import document_of
from index.terms import words
from index.text.catalogue import open_catalogue
from index.text.chunk import MOST_SYLLABLES, corrected, encoding_text, encoding_texts, heading_text, split
from index.text.clean import read_document
from index.types import Block, BlockKind, Correction, Document, Section

DATA = Path(__file__).parents[3] / "data"
PIECES = st.sampled_from(
    ["Chỉ tiêu khó đạt. ", "du lịch; ", "nguồn thu, ", "x " * 70, "\n", "\n\n", "(1) Tập trung ", "12.5 "]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=25).map("".join).filter(lambda text: bool(text.strip()))


@pytest.fixture(scope="module")
def conclusion() -> Document:
    return read_document(DATA / "documents/ket-luan-hoi-nghi-12.txt", open_catalogue(DATA))


def places(text: str, start: int = 0) -> list[int]:
    return [start + match.start() for match in words(text)]


@given(TEXTS)
def test_passages_stand_in_their_document_and_hold_each_word_once(text: str) -> None:
    document = document_of("d", "Tên", text)
    passages = split(document)
    assert all(document.text[passage.start : passage.end] == passage.text for passage in passages)
    assert [place for passage in passages for place in places(passage.text, passage.start)] == places(document.text)


@given(TEXTS)
def test_no_passage_is_longer_than_the_encoder_reads(text: str) -> None:
    assert all(sum(1 for _ in words(passage.text)) <= MOST_SYLLABLES for passage in split(document_of("d", "", text)))


@given(TEXTS)
def test_ids_of_a_documents_passages_differ_and_stay(text: str) -> None:
    ids = [passage.id for passage in split(document_of("d", "", text))]
    assert len(set(ids)) == len(ids)
    assert ids == [passage.id for passage in split(document_of("d", "Tên khác", text))]


def test_a_word_run_without_a_break_stays_whole() -> None:
    (passage,) = split(document_of("d", "", "-".join(["x"] * (MOST_SYLLABLES + 20))))
    assert passage.text.count("x") == MOST_SYLLABLES + 20


def test_an_over_long_sentence_is_cut_after_a_clause() -> None:
    passages = split(document_of("d", "", f"{'một ' * 99}một; {'hai ' * 99}hai."))
    assert [passage.text[-4:] for passage in passages] == ["một;", "hai."]


def test_furniture_is_in_no_passage(conclusion: Document) -> None:
    passages = split(conclusion)
    assert passages
    furniture = [block for block in conclusion.blocks if block.kind is BlockKind.FURNITURE]
    assert len(furniture) == 3
    assert not any(p.start < block.end and block.start < p.end for p in passages for block in furniture)


def test_each_task_of_the_conclusion_begins_a_passage(conclusion: Document) -> None:
    beginnings = [passage.text[:3] for passage in split(conclusion)]
    assert [mark for mark in beginnings if mark.startswith("(")] == [f"({number})" for number in range(1, 7)]


def test_a_passage_bears_the_path_of_its_headings() -> None:
    text = "I. Kết quả\n\nKinh tế tăng.\n\n1. Nông nghiệp\n\nLúa được mùa.\n\nII. Nhiệm vụ\n\nThu hút đầu tư."
    plain = document_of("d", "", text)
    levels = {"I. Kết quả": 1, "1. Nông nghiệp": 2, "II. Nhiệm vụ": 1}
    blocks = tuple(
        Block(b.start, b.end, BlockKind.HEADING, level) if (level := levels.get(text[b.start : b.end], 0)) else b
        for b in plain.blocks
    )
    paths = {passage.text.split("\n")[-1]: passage.headings for passage in split(replace(plain, blocks=blocks))}
    assert paths == {
        "Kinh tế tăng.": ("I. Kết quả",),
        "Lúa được mùa.": ("I. Kết quả", "1. Nông nghiệp"),
        "Thu hút đầu tư.": ("II. Nhiệm vụ",),
    }


def test_no_passage_crosses_the_outlines_sections() -> None:
    document = replace(document_of("d", "", "Kết quả tốt. Nhiệm vụ nặng."), outline=(Section(13, "Nhiệm vụ"),))
    assert [(passage.text, passage.headings) for passage in split(document)] == [
        ("Kết quả tốt.", ()),
        ("Nhiệm vụ nặng.", ("Nhiệm vụ",)),
    ]


def test_what_is_searched_has_its_heading_line_and_its_corrections(conclusion: Document) -> None:
    (passage,) = [each for each in split(conclusion) if "Lồng gh p" in each.text]
    searched = encoding_text(conclusion, passage)
    assert "Lồng ghép" in searched
    assert "gh p" not in searched
    head = searched.split("\n")[0]
    assert passage.headings
    assert head.startswith("K")
    assert head.endswith(passage.headings[-1])


def test_a_passage_of_several_sentences_is_encoded_whole_and_by_sentence() -> None:
    document = document_of("d", "Tên", "Thu ngân sách tăng. Chi ngân sách giảm.")
    (passage,) = split(document)
    assert encoding_texts(document, passage) == (
        "Tên\nThu ngân sách tăng. Chi ngân sách giảm.",
        "Thu ngân sách tăng.",
        "Chi ngân sách giảm.",
    )


def test_a_passage_of_one_sentence_is_encoded_once() -> None:
    document = document_of("d", "", "Thu ngân sách tăng.")
    assert encoding_texts(document, split(document)[0]) == ("Thu ngân sách tăng.",)


def test_corrections_inside_the_text_alone_are_applied() -> None:
    corrections = [Correction(5, 9, "ghép", ""), Correction(10, 13, "hai", ""), Correction(100, 104, "xa", "")]
    assert corrected("Lồng gh p bon vốn", 0, corrections) == "Lồng ghép hai vốn"
    assert corrected("gh p", 5, corrections) == "ghép"
    assert corrected("h p bon", 6, corrections) == "h p hai"


def test_a_heading_line_cuts_a_long_title() -> None:
    assert heading_text("từ " * 100, ["I. Mục"]) == " ".join(["từ"] * 60) + " - I. Mục"
    assert heading_text("", ["I. Mục"]) == "I. Mục"
    assert heading_text("", []) == ""


def test_no_passage_reaches_over_furniture() -> None:
    text = "Một câu. \n\n7\n\nHai câu. Ba câu."
    kinds = ((0, 8, BlockKind.PARAGRAPH), (11, 12, BlockKind.FURNITURE), (14, len(text), BlockKind.PARAGRAPH))
    blocks = tuple(Block(start, end, kind) for start, end, kind in kinds)
    paged = Document("d", "", text, blocks, "d.pdf", "ab")
    assert [passage.text for passage in split(paged)] == ["Một câu.", "Hai câu. Ba câu."]
