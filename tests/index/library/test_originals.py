"""The library keeps the files themselves, and reads them again when it reads better than before."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from index.errors import UnreadableError
from index.library import originals, tables
from index.library.disk import Disk
from index.library.library import Library, Tools
from index.library.report import Unread
from index.library.shelf import Fate
from index.library.sqlite import SqliteStore
from index.library.truth import Truth
from index.types import Taken
from tests.index.library.samples import FORESTS, ROADS, HashEncoder, held, read, tools, write


def read_better(path: Path, *, confirmed: bool = False) -> Taken:
    """Reads what `read` does, and gives the roads their right length."""
    taken = read(path, confirmed=confirmed)
    return replace(taken, document=replace(taken.document, text=taken.document.text.replace("12 km", "21 km")))


def read_worse(path: Path, *, confirmed: bool) -> Taken:
    """Reads nothing any more."""
    assert confirmed
    raise UnreadableError(f"{path.name} không phải văn bản.")


def better(encoder: HashEncoder | None = None) -> Tools:
    return replace(tools(encoder), read=read_better, reading="2")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    Library(tmp_path / "library", tools()).add([write(tmp_path / "in", roads=ROADS, forests=FORESTS)])
    for path in (tmp_path / "in").iterdir():
        path.unlink()
    return tmp_path / "library"


def truth(root: Path) -> Truth:
    return SqliteStore(root).open(Disk())


def test_the_files_are_kept_as_they_came(root: Path) -> None:
    assert {each.data.decode() for each in originals.of_generation(truth(root), 1)} == {FORESTS, ROADS}


def test_reindex_reads_the_kept_files_again_and_encodes_what_changed(root: Path) -> None:
    encoder = HashEncoder()
    told = Library(root, better(encoder)).reindex()
    assert (told.changed, told.unread) == (("vb-roads",), ())
    assert encoder.encoded == ["Đường liên xã dài 21 km."]
    assert held(root) == {"vb-forests": FORESTS, "vb-roads": ROADS.replace("12 km", "21 km")}


def test_what_was_read_in_todays_way_is_not_read_again(root: Path) -> None:
    Library(root, better()).reindex()
    told = Library(root, replace(better(), read=read_worse)).reindex()
    assert (told.changed, told.unread) == ((), ())


def test_reading_anew_can_be_rolled_back(root: Path) -> None:
    Library(root, better()).reindex()
    Library(root, better()).rollback("1")
    assert held(root)["vb-roads"] == ROADS
    assert Library(root, better()).reindex().changed == ("vb-roads",)


def test_a_file_that_cannot_be_read_any_more_keeps_its_text(root: Path) -> None:
    told = Library(root, replace(better(), read=read_worse)).reindex()
    assert told.unread[1] == Unread("vb-roads", "roads.txt", "roads.txt không phải văn bản.")
    assert held(root) == {"vb-forests": FORESTS, "vb-roads": ROADS}


@pytest.mark.parametrize("damaged", [b"damaged", zlib.compress(b"other words")])
def test_a_file_that_is_damaged_or_not_kept_is_said_to_be(root: Path, damaged: bytes) -> None:
    with truth(root).writing() as connection:
        o = tables.originals.c
        roads, forests = (each.sha256 for each in reversed(originals.held(truth(root), 1)))
        connection.execute(delete(tables.originals).where(o.sha256 == roads))
        connection.execute(update(tables.originals).where(o.sha256 == forests).values(data=damaged))
    told = Library(root, better()).reindex()
    assert [(each.document_id, "không còn giữ tệp gốc" in each.reason) for each in told.unread] == [
        ("vb-forests", True),
        ("vb-roads", True),
    ]


def test_a_library_of_an_older_program_gets_its_files_by_adding_them_again(root: Path, tmp_path: Path) -> None:
    with truth(root).writing() as connection:
        for table in (tables.originals, tables.readings, tables.forgotten):
            table.drop(connection)
    assert len(Library(root, tools()).list()) == 2
    folder = write(tmp_path / "in", roads=ROADS, forests=FORESTS)
    told = Library(root, tools()).add([folder])
    assert ({file.fate for file in told.files}, told.generation) == ({Fate.UNCHANGED}, "1")
    assert Library(root, better()).reindex().unread == ()


def test_a_file_that_is_added_again_takes_the_place_of_a_damaged_one(root: Path, tmp_path: Path) -> None:
    with truth(root).writing() as connection:
        connection.execute(update(tables.originals).values(data=b"damaged"))
    Library(root, replace(tools(), reading="2")).add([write(tmp_path / "in", roads=ROADS, forests=FORESTS)])
    assert {each.data.decode() for each in originals.of_generation(truth(root), 1)} == {FORESTS, ROADS}


def test_a_backup_holds_the_files(root: Path, tmp_path: Path) -> None:
    Library(root, tools()).backup(tmp_path / "backup.zip")
    Library(tmp_path / "new", tools()).restore(tmp_path / "backup.zip")
    assert Library(tmp_path / "new", better()).reindex().changed == ("vb-roads",)


def test_the_same_file_read_better_replaces_its_document(root: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", roads=ROADS, forests=FORESTS)
    told = Library(root, better()).add([folder])
    assert [file.fate for file in told.files] == [Fate.UNCHANGED, Fate.REPLACED]
    assert len(Library(root, tools()).list()) == 2
