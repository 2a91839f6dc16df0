"""The comparison goes on where one engine fails, and says in its row what it said last."""

from __future__ import annotations

import sys
from pathlib import Path
from types import MappingProxyType

import pytest

from bench import compare
from bench.compare import Engine, EngineError, figures_of, said
from bench.peers import sqlite_fts5
from index.measure.question_set import Question, QuestionSet
from index.types import Block, BlockKind, Document

TEXTS = ("Rừng phòng hộ ven hồ rộng 4321 héc-ta.", "Đàn trâu tăng hai phần trăm.", "Thu ngân sách vượt dự toán.")
QUESTIONS = QuestionSet(
    "nhỏ",
    tuple(Question(str(n), text, relevant=MappingProxyType({str(n): 1})) for n, text in enumerate(TEXTS)),
    tuple(
        Document(str(n), "", text, (Block(0, len(text), BlockKind.PARAGRAPH),), f"{n}.txt", "")
        for n, text in enumerate(TEXTS)
    ),
)


def test_an_engine_is_measured_in_an_environment_of_its_own_which_goes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = figures_of(Engine("FTS5", (), "sqlite_fts5"), [QUESTIONS], tmp_path)
    one = figures["sets"]["nhỏ"]
    assert (one["questions"], one["passages"], one["hit_1"], one["hit_1_folded"]) == (3, 3, 1, 1)
    [row] = capsys.readouterr().out.splitlines()
    assert row.startswith("| nhỏ | FTS5 | ")
    assert row.endswith(" | 1.000 | 1.000 |")
    assert not (tmp_path / "sqlite_fts5").exists()


def test_what_cannot_be_installed_is_said_in_its_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "missing-1-py3-none-any.whl"
    figures = figures_of(Engine("Peer", ((str(missing),),), "sqlite_fts5"), [QUESTIONS], tmp_path)
    assert figures["sets"] == {}
    [row] = capsys.readouterr().out.splitlines()
    assert row.startswith("| – | Peer | ERROR: ")
    assert str(missing) in row
    assert not (tmp_path / "sqlite_fts5").exists()


def test_a_command_that_fails_is_told_by_its_last_line() -> None:
    with pytest.raises(EngineError, match=r"^ValueError: hỏng$"):
        said([sys.executable, "-c", "raise ValueError('hỏng')"])


def test_a_command_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare, "PATIENCE_SECONDS", 0.1)
    with pytest.raises(EngineError, match=r"^quá 0\.1 giây$"):
        said([sys.executable, "-c", "import time; time.sleep(60)"])


def test_full_text_search_finds_any_word_and_tells_of_none(tmp_path: Path) -> None:
    job = {"folder": str(tmp_path), "passages": TEXTS, "titles": [""] * len(TEXTS)}
    sqlite_fts5.index(job)
    best = sqlite_fts5.opened(job)
    assert best('rung "phong ho" o dau?') == 0
    assert best("xe lửa") == -1
