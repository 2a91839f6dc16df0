from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from index.errors import EncoderError, LibraryError
from index.library import draft
from index.library.corpus import Corpus
from index.library.disk import Disk
from index.library.library import Library
from index.library.reader import Reader
from index.library.sqlite import SqliteStore
from tests.index.library.samples import FORESTS, ROADS, SCHOOLS, held, tools, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    Library(tmp_path / "library", tools()).add([write(tmp_path / "in", roads=ROADS)])
    return tmp_path / "library"


def test_a_library_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="hoidap add"):
        Reader(tmp_path / "library").current()
    assert not (tmp_path / "library").exists()


def test_the_same_generation_is_the_same_object(root: Path) -> None:
    reader = Reader(root)
    assert reader.current() is reader.current()
    reader.close()


def test_what_is_published_is_told_while_a_generation_is_derived_anew(root: Path) -> None:
    begun, goes_on = threading.Event(), threading.Event()

    def repair(generation: str) -> None:
        begun.set()
        assert goes_on.wait(5)
        Library(root, tools()).repair(generation)

    shutil.rmtree(root / "generations")
    reader = Reader(root, repair)
    opening = threading.Thread(target=reader.current)
    opening.start()
    assert begun.wait(5)
    told = threading.Thread(target=lambda: (reader.newest(), reader.withdrawn("1")), daemon=True)
    told.start()
    told.join(3)
    waits = told.is_alive()
    goes_on.set()
    opening.join()
    reader.close()
    assert not waits


def test_a_new_generation_is_seen_at_the_next_question(root: Path, tmp_path: Path) -> None:
    reader = Reader(root)
    reader.current()
    Library(root, tools()).add([write(tmp_path / "more", forests=FORESTS)])
    assert set(Corpus.open(reader.current().folder).document_ids) == {"vb-roads", "vb-forests"}
    reader.close()


def test_an_open_corpus_answers_after_its_generation_is_gone(root: Path, tmp_path: Path) -> None:
    reader = Reader(root)
    corpus = Corpus.open(reader.current().folder)
    for number in range(6):
        Library(root, tools()).add([write(tmp_path / "in", roads=f"{ROADS} {number}")])
    assert not (root / "generations" / "1").exists()
    assert corpus.passage(0).text == ROADS.split("\n\n")[0]
    reader.close()


def test_a_library_that_was_replaced_by_another_is_noticed(root: Path, tmp_path: Path) -> None:
    reader = Reader(root)
    before = reader.current()
    Library(tmp_path / "other", tools()).add([write(tmp_path / "far", schools=SCHOOLS)])
    shutil.rmtree(root)
    (tmp_path / "other").rename(root)
    after = reader.current()
    assert (before.id, after.id) == ("1", "1")
    assert after is not before
    assert Corpus.open(after.folder).document_ids == ("vb-schools",)
    reader.close()


def test_many_threads_may_ask_at_once(root: Path, tmp_path: Path) -> None:
    reader, seen, failures = Reader(root), set[str](), []

    def ask_often() -> None:
        try:
            for _ in range(300):
                seen.add(reader.current().id)
        except LibraryError as error:
            failures.append(error)

    threads = [threading.Thread(target=ask_often) for _ in range(4)]
    for thread in threads:
        thread.start()
    Library(root, tools()).add([write(tmp_path / "more", forests=FORESTS)])
    for thread in threads:
        thread.join()
    assert (failures, reader.current().id) == ([], "2")
    assert seen <= {"1", "2"}
    reader.close()


def test_another_encoder_or_chunker_asks_for_reindex(root: Path) -> None:
    reader = Reader(root)
    generation = reader.current()
    generation.require(encoder="hash-16", chunker="paragraphs")
    with pytest.raises(EncoderError, match="hoidap reindex"):
        generation.require(encoder="other", chunker="paragraphs")
    with pytest.raises(LibraryError, match="hoidap reindex"):
        generation.require(encoder="hash-16", chunker="other")
    reader.close()


def test_the_way_of_a_question_does_not_load_sqlalchemy() -> None:
    code = "import sys, index.library.reader, index.library.corpus; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[3]).returncode == 0


def test_a_draft_that_was_left_changes_no_answer(root: Path) -> None:
    draft.begin(SqliteStore(root).open(Disk()), "add", "hash-16", 16, "paragraphs").drop("vb-roads")
    assert held(root) == {"vb-roads": ROADS}
