from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import DocumentError
from index.measure.question_set import Question, document_of, read_set
from index.types import BlockKind


def lines(path: Path, *rows: dict[str, Any]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    lines(
        tmp_path / "corpus.jsonl",
        {"_id": "d1", "title": "Đường", "text": "Đường dài 12 km.\n\nHết."},
        {"_id": "d2", "text": "Rừng rộng 300 ha."},
    )
    lines(
        tmp_path / "queries.jsonl",
        {"_id": "q1", "text": "Đường dài bao nhiêu?", "answers": ["12 km"]},
        {"_id": "q2", "text": "Rừng rộng bao nhiêu?"},
    )
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td2\t2\n", encoding="utf-8")
    return tmp_path


def test_a_beir_folder_has_documents_questions_and_what_is_relevant(beir: Path) -> None:
    found = read_set(beir)
    assert [(each.id, each.title, each.text) for each in found.documents] == [
        ("d1", "Đường", "Đường dài 12 km.\n\nHết."),
        ("d2", "", "Rừng rộng 300 ha."),
    ]
    assert found.questions == (
        Question("q1", "Đường dài bao nhiêu?", gold=(("12 km",),), relevant={"d1": 1}, kind="answerable"),
        Question("q2", "Rừng rộng bao nhiêu?", relevant={"d2": 2}, kind="answerable"),
    )


def test_questions_without_an_answer_are_read_where_there_are_some(beir: Path) -> None:
    lines(beir / "queries_unanswerable.jsonl", {"_id": "u1", "text": "Giá vàng?"}, {"_id": "u2", "text": "Tỷ số?"})
    found = read_set(beir, limit=1)
    assert [(each.id, each.answerable) for each in found.questions] == [("q1", True), ("u1", False)]


def test_a_list_of_questions_has_gold_and_turns(tmp_path: Path) -> None:
    path = tmp_path / "golden.jsonl"
    lines(
        path,
        {
            "id": 1,
            "question": "Còn thu?",
            "gold": [["a", "b"]],
            "answerable": True,
            "kind": "follow",
            "turns": ["Chi?"],
        },
        {"id": 2, "question": "Giá vàng?", "gold": None, "answerable": False},
    )
    found = read_set(path)
    assert (found.name, found.documents) == ("golden", ())
    assert found.questions == (
        Question("1", "Còn thu?", gold=(("a", "b"),), kind="follow", turns=("Chi?",)),
        Question("2", "Giá vàng?", answerable=False),
    )


def test_our_golden_questions_are_such_a_list() -> None:
    found = read_set(Path(__file__).parents[2] / "golden/questions.jsonl")
    assert len(found.questions) > 200
    assert {each.answerable for each in found.questions} == {True, False}


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
def test_a_folder_that_lacks_a_file_is_an_error(beir: Path, name: str) -> None:
    (beir / name).unlink()
    with pytest.raises(DocumentError, match="qrels"):
        read_set(beir)


@pytest.mark.parametrize("line", ["{", '{"id": "1"}', "[1]"])
def test_a_list_that_is_laid_out_otherwise_is_an_error(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(DocumentError):
        read_set(tmp_path / "a.jsonl")


def test_a_line_that_leads_to_another_text_is_furniture() -> None:
    document = document_of(
        "d", "", "Lịch nghỉ lễ năm nay.\n\n**>> Lịch nghỉ Tết 2026**\n\n*Xem thêm: Lịch học*\n\n>> Tải về"
    )
    assert [block.kind for block in document.blocks] == [
        *(BlockKind.PARAGRAPH, BlockKind.FURNITURE, BlockKind.FURNITURE, BlockKind.PARAGRAPH),
    ]


@given(st.text())
def test_a_documents_blocks_are_its_paragraphs(text: str) -> None:
    document = document_of("d", "", text)
    paragraphs = [document.text[block.start : block.end] for block in document.blocks]
    assert "\n\n".join(paragraphs) == document.text
    assert all(paragraph == paragraph.strip() != "" for paragraph in paragraphs)
