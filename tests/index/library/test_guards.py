"""What keeps the library whole where two are at work, a writer died, or something was altered."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy.exc import OperationalError

from index.errors import BusyError, DamagedError, EmptyLibraryError, EncoderError, LibraryError
from index.library import draft
from index.library.corpus import Corpus
from index.library.disk import Disk
from index.library.library import Library, Tools
from index.library.lock import writer_lock
from index.library.reader import Reader
from index.library.sqlite import SqliteStore
from index.types import Slices
from tests.index.library.samples import (
    FORESTS,
    RECIPE,
    ROADS,
    SCHOOLS,
    WHOLE,
    HashEncoder,
    derive,
    held,
    read,
    tools,
    write,
)


class CountedDerive:
    """Derives, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, corpus: Corpus, slices: Slices, folder: Path) -> None:
        self.times += 1
        derive(corpus, slices, folder)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    Library(tmp_path / "library", tools()).add([write(tmp_path / "in", roads=ROADS, forests=FORESTS)])
    return tmp_path / "library"


def alter(root: Path, statement: str) -> None:
    connection = sqlite3.connect(root / "library.sqlite")
    with connection:
        connection.execute(statement)
    connection.close()


def test_who_wrote_last_is_not_named_once_it_has_done(tmp_path: Path) -> None:
    with writer_lock(tmp_path, "add"):
        assert (tmp_path / "writer.lock").read_bytes() != b""
    assert (tmp_path / "writer.lock").read_bytes() == b""


def test_of_many_that_find_the_same_damage_one_derives(root: Path) -> None:
    (root / "generations" / "1" / "dense.npy").write_bytes(b"damaged")
    counted = CountedDerive()
    library = Library(root, tools(derive=counted))
    threads = [threading.Thread(target=library.repair, args=("1",)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counted.times == 1
    assert held(root) == {"vb-forests": FORESTS, "vb-roads": ROADS}


def test_threads_that_find_the_same_damage_wait_for_one_repair(root: Path) -> None:
    asked: list[str] = []

    def repair(generation: str) -> None:
        asked.append(generation)
        time.sleep(0.1)
        Library(root, tools()).repair(generation)

    (root / "generations" / "1" / "dense.npy").write_bytes(b"damaged")
    reader = Reader(root, repair)
    threads = [threading.Thread(target=reader.current) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    reader.close()
    assert asked == ["1"]


def test_even_a_command_that_changes_nothing_clears_away_what_a_dead_writer_left(root: Path, tmp_path: Path) -> None:
    (root / "generations" / ".new-2").mkdir()
    Library(root, tools()).add([tmp_path / "in"])
    assert {path.name for path in (root / "generations").iterdir()} == {"1"}


@pytest.mark.parametrize("command", ["rollback", "restore"])
def test_vectors_of_another_encoder_never_come_into_a_generation(root: Path, tmp_path: Path, command: str) -> None:
    other: Tools = tools(HashEncoder("hash-8", 8))
    Library(root, tools()).backup(tmp_path / "backup.zip")
    alter(root, "DELETE FROM vectors")
    if command == "rollback":
        with pytest.raises(EncoderError, match="hoidap reindex"):
            Library(root, other).rollback("1")
    else:
        assert Library(root, other).restore(tmp_path / "backup.zip").generation
    reader = Reader(root)
    assert (reader.current().manifest.encoder, reader.current().manifest.dim) == ("hash-16", 16)
    reader.close()


def test_a_kept_file_whose_name_climbs_is_read_again_within_its_own_folder(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "temporary"
    inner.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(inner))
    alter(
        root, "UPDATE versions SET source = '../climbed.txt', record = replace(record, 'roads.txt', '../climbed.txt')"
    )
    told = Library(root, replace(tools(), reading="2")).reindex()
    assert told.unread == ()
    assert list(inner.iterdir()) == []
    assert not (tmp_path / "climbed.txt").exists()


def test_a_generation_is_cut_in_one_way(root: Path) -> None:
    """The removed forests were never cut as a whole."""
    Library(root, tools()).remove(["vb-forests"])
    Library(root, tools(recipe=WHOLE)).reindex()
    with pytest.raises(LibraryError, match="Chạy trước: hoidap reindex"):
        Library(root, tools()).rollback("1")
    assert Library(root, tools(recipe=WHOLE)).rollback("1").came == ("vb-forests",)


def test_a_document_may_come_twice_into_one_draft(root: Path, tmp_path: Path) -> None:
    document = read(write(tmp_path / "more", schools=SCHOOLS) / "schools.txt").document
    made = draft.begin(SqliteStore(root).open(Disk()), "add", "hash-16", 16, RECIPE.chunker)
    for text in (FORESTS, SCHOOLS, SCHOOLS):
        made.put(replace(document, text=text), RECIPE)
    made.publish("hai lần")
    assert [entry.document_id for entry in Library(root, tools()).list()].count("vb-schools") == 1


def test_a_repair_that_repairs_nothing_answers_nothing(root: Path) -> None:
    (root / "generations" / "1" / "dense.npy").write_bytes(b"damaged")
    reader = Reader(root, repair=lambda _generation: None)
    with pytest.raises(DamagedError, match=r"dense\.npy"):
        reader.current()
    reader.close()


def test_a_repair_begins_with_an_empty_folder(root: Path) -> None:
    left = root / "generations" / ".repair-1"
    left.mkdir()
    (left / "stray").write_bytes(b"of a repair that died")
    (root / "generations" / "1" / "dense.npy").write_bytes(b"damaged")
    Library(root, tools()).repair("1")
    assert not (root / "generations" / "1" / "stray").exists()


def test_a_reader_does_not_hold_up_a_writer(root: Path) -> None:
    truth = SqliteStore(root).open(Disk())
    with truth.reading() as connection:
        rows = connection.exec_driver_sql("SELECT version_id FROM passages")
        assert rows.fetchone() is not None
        with truth.writing() as writing:
            writing.exec_driver_sql("UPDATE generations SET detail = 'khác'")


def test_of_two_that_write_the_second_waits_for_the_first(root: Path) -> None:
    truth, looked, failures = SqliteStore(root).open(Disk()), threading.Event(), list[LibraryError]()

    def second() -> None:
        try:
            with truth.writing() as connection:
                connection.exec_driver_sql("SELECT * FROM generations").all()
                looked.set()
                connection.exec_driver_sql("UPDATE generations SET detail = detail || ' hai'")
        except LibraryError as error:
            failures.append(error)

    thread = threading.Thread(target=second)
    with truth.writing() as connection:
        connection.exec_driver_sql("UPDATE generations SET detail = 'một'")
        thread.start()
        looked.wait(0.3)  # it only comes where the second does not wait
    thread.join()
    assert (failures, Library(root, tools()).history()[-1].detail) == ([], "một hai")


def test_a_member_without_a_version_is_refused(root: Path) -> None:
    with (
        pytest.raises(LibraryError, match="FOREIGN KEY"),
        SqliteStore(root).open(Disk()).writing() as connection,
    ):
        connection.exec_driver_sql("INSERT INTO members (version_id, since) VALUES (999, 1)")


def test_a_database_that_is_busy_says_so(root: Path, tmp_path: Path) -> None:
    class BusyDisk(Disk):
        def commit(self, _transaction: Callable[[], None]) -> None:
            raise OperationalError("COMMIT", None, sqlite3.OperationalError("database is locked"))

    with pytest.raises(BusyError, match="Hãy chạy lại sau ít phút"):
        Library(root, tools(disk=BusyDisk())).add([write(tmp_path / "more", schools=SCHOOLS)])


def test_a_database_that_opens_but_contradicts_itself_is_found_by_check(root: Path) -> None:
    alter(root, "PRAGMA user_version = 1")
    connection = sqlite3.connect(root / "library.sqlite")
    connection.execute("PRAGMA writable_schema = ON")
    changed = "replace(sql, 'until INTEGER', 'until INTEGER NOT NULL')"
    connection.execute(f"UPDATE sqlite_master SET sql = {changed} WHERE name = 'members'")
    connection.commit()
    connection.close()
    (finding,) = Library(root, tools()).check().findings
    assert "hoidap restore" in finding.what


def test_a_paragraph_that_two_documents_share_is_encoded_once(root: Path, tmp_path: Path) -> None:
    encoder = HashEncoder()
    shared = "Đoạn chung của hai văn bản."
    Library(root, tools(encoder)).add([write(tmp_path / "more", one=f"Một.\n\n{shared}", two=f"Hai.\n\n{shared}")])
    assert sorted(encoder.encoded) == ["Hai.", "Một.", shared]


def test_an_empty_library_has_nothing_to_index_anew(tmp_path: Path) -> None:
    with pytest.raises(EmptyLibraryError, match="hoidap add"):
        Library(tmp_path / "library", tools()).reindex()


def test_vectors_of_a_backup_serve_its_own_encoder_alone(tmp_path: Path) -> None:
    Library(tmp_path / "library", tools()).add([write(tmp_path / "in", roads="Đường liên xã dài 12 km.")])
    Library(tmp_path / "library", tools()).backup(tmp_path / "backup.zip")
    other = Library(tmp_path / "new", tools(HashEncoder("hash-8", 8), recipe=WHOLE))
    other.restore(tmp_path / "backup.zip")
    assert np.load(tmp_path / "new" / "generations" / "1" / "dense.npy").shape == (1, 8)


def test_what_cannot_be_cleared_away_does_not_undo_a_command(
    root: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class StickyDisk(Disk):
        def remove(self, path: Path) -> None:
            if path.exists():
                raise PermissionError(13, "Permission denied", str(path))

    (root / "generations" / ".new-9").mkdir()
    told = Library(root, tools(disk=StickyDisk())).add([write(tmp_path / "more", schools=SCHOOLS)])
    assert (told.generation, set(held(root))) == ("2", {"vb-forests", "vb-roads", "vb-schools"})
    assert "leftovers stay" in caplog.text


def test_what_an_earlier_repair_set_aside_is_not_in_the_way(root: Path) -> None:
    aside = root / "generations" / ".repair-1-damaged"
    aside.mkdir()
    (aside / "dense.npy").write_bytes(b"of a repair that died")
    (root / "generations" / "1" / "dense.npy").write_bytes(b"damaged")
    Library(root, tools()).repair("1")
    assert held(root) == {"vb-forests": FORESTS, "vb-roads": ROADS}
    assert not aside.exists()
