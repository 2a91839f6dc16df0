"""An erased document is in no generation, no file and no answer; the others are what they were."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from index.errors import LibraryError
from index.library import truth
from index.library.disk import Disk
from index.library.library import Library
from index.library.reader import Reader
from tests.index.library.faulty_disk import Fault, FaultyDisk
from tests.index.library.samples import FORESTS, ROADS, SCHOOLS, exit_of, held, no_encoder, tools, write

SECRET = "Diện tích rừng là 300 ha."
EARLIER = "Diện tích rừng là 299 ha."
LAST = "5"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Forests in two versions, withdrawn in generation 4 and back in 5; roads throughout."""
    library = Library(tmp_path / "library", tools())
    library.add([write(tmp_path / "in", roads=ROADS, forests=FORESTS.replace("300", "299"))])
    library.add([write(tmp_path / "in", forests=FORESTS)])
    library.add([write(tmp_path / "in", schools=SCHOOLS)])
    library.remove(["vb-forests"])
    library.add([tmp_path / "in"])
    return tmp_path / "library"


def where(root: Path, words: str) -> list[str]:
    """The files under the root in which the words stand, plain or as the kept file's bytes."""
    originals = [zlib.compress(text.encode(), 1) for text in (FORESTS, FORESTS.replace("300", "299"))]
    files = sorted(path for path in root.rglob("*") if path.is_file())
    contents = {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
    return [
        name for name, data in contents.items() if words.encode() in data or any(each in data for each in originals)
    ]


def erase(root: Path, disk: Disk | None = None) -> None:
    Library(root, tools(disk=disk)).erase(["vb-forests"])


def test_no_file_holds_a_byte_of_its_words(root: Path) -> None:
    assert any(name.startswith("library.sqlite") for name in where(root, SECRET))
    assert any(name.startswith("generations/") for name in where(root, SECRET))
    erase(root)
    assert where(root, SECRET) == where(root, EARLIER) == []


def test_the_other_documents_are_what_they_were_and_nothing_is_encoded(root: Path) -> None:
    Library(root, replace(tools(), open_encoder=no_encoder)).erase(["vb-forests"])
    assert held(root) == {"vb-roads": ROADS, "vb-schools": SCHOOLS}
    assert Library(root, tools()).check().findings == ()


def test_a_document_that_was_withdrawn_before_can_be_erased(root: Path) -> None:
    Library(root, tools()).remove(["vb-forests"])
    erase(root)
    assert where(root, SECRET) == where(root, EARLIER) == []


def test_the_history_tells_which_generations_held_it(root: Path) -> None:
    erase(root)
    assert [(each.name, each.erased) for each in Library(root, tools()).history()] == [
        ("1", 1),
        ("2", 1),
        ("3", 1),
        ("4", 0),
        ("5", 1),
        ("6", 0),
    ]


def test_going_back_brings_the_others_and_tells_what_it_does_not(root: Path) -> None:
    erase(root)
    told = Library(root, tools()).rollback("2")
    assert told.erased == ("vb-forests",)
    assert held(root) == {"vb-roads": ROADS}


def test_what_nobody_has_cannot_be_erased_and_nothing_changes(root: Path) -> None:
    with pytest.raises(LibraryError, match="còn giữ văn bản vb-khac"):
        Library(root, tools()).erase(["vb-forests", "vb-khac"])
    assert Library(root, tools()).history()[-1].name == LAST
    erase(root)
    with pytest.raises(LibraryError, match="còn giữ văn bản vb-forests"):
        erase(root)


def test_it_can_come_back_as_a_new_document(root: Path, tmp_path: Path) -> None:
    erase(root)
    Library(root, tools()).add([tmp_path / "in"])
    assert held(root)["vb-forests"] == FORESTS


def test_an_answer_drawn_from_an_old_generation_knows_that_it_is_withdrawn(root: Path) -> None:
    reader = Reader(root)
    erase(root)
    assert reader.withdrawn(LAST) == {"vb-forests"}
    assert reader.withdrawn("4") == frozenset()
    reader.close()


def test_words_that_another_document_has_too_stay(root: Path, tmp_path: Path) -> None:
    Library(root, tools()).add([write(tmp_path / "copy", copy=f"{FORESTS}\n\nBản khác.")])
    erase(root)
    assert held(root)["vb-copy"].startswith(FORESTS)
    assert Library(root, tools()).check().findings == ()


def test_the_folder_is_derived_whole(root: Path) -> None:
    def revise(*_given: object) -> None:
        raise AssertionError("words that are gone may stay in what is taken over")

    Library(root, replace(tools(), revise=revise)).erase(["vb-forests"])


@pytest.fixture
def reading(root: Path) -> Iterator[sqlite3.Connection]:
    """A reader in the middle of a transaction, which keeps the log from being emptied."""
    with closing(sqlite3.connect(root / "library.sqlite")) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM versions").fetchall()
        yield connection


def test_a_reader_in_the_way_is_told_and_the_next_command_sweeps(
    root: Path, reading: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(truth, "SECONDS_FOR_READERS", 0)
    with pytest.raises(LibraryError, match="đã được xóa khỏi mọi bản, nhưng tệp cơ sở dữ liệu chưa dọn được"):
        erase(root)
    assert "vb-forests" not in held(root)
    reading.rollback()
    reading.close()
    Library(root, tools()).add([write(tmp_path / "more", more="Đường mới.")])
    assert where(root, SECRET) == where(root, EARLIER) == []


def test_wherever_it_is_killed_the_next_command_leaves_it_whole_or_without_a_byte(root: Path, tmp_path: Path) -> None:
    disk = FaultyDisk()
    erase(shutil.copytree(root, tmp_path / "whole"), disk)
    decisive = [(at, name) for at, name in enumerate(disk.names, start=1) if name in ("rename", "commit", "remove")]
    assert len(decisive) > 10  # what is written before them is tried in test_crash
    seen = set()
    for at, late in ((at, late) for at, name in decisive for late in (False, True)[: 1 + (name == "commit")]):
        copy = shutil.copytree(root, tmp_path / f"copy{at}{late}")
        assert exit_of(partial(erase, copy, FaultyDisk(at, Fault.KILLED, late=late))) == -signal.SIGKILL
        kept = "vb-forests" in held(copy, Library(copy, tools()).repair)
        seen.add(kept)
        Library(copy, tools()).add([write(tmp_path / "more", more="Đường mới.")])
        assert held(copy).get("vb-forests") == (FORESTS if kept else None)
        if kept:
            erase(copy)
        assert where(copy, SECRET) == where(copy, EARLIER) == [], (at, late)
    assert seen == {True, False}
