"""What a power cut would show: each thing is flushed before the step that makes others rely on it."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from index.errors import LibraryError
from index.library.disk import Disk
from index.library.library import Library
from index.library.sqlite import SqliteStore
from tests.index.library.samples import FORESTS, ROADS, exit_of, held, tools, write


class NotingDisk(Disk):
    """The real disk, which notes what was done to which path."""

    def __init__(self) -> None:
        self.notes: list[tuple[str, Path | None]] = []

    def create(self, path: Path) -> BinaryIO:
        self.notes.append(("write", path))
        return super().create(path)

    def sync(self, path: Path) -> None:
        self.notes.append(("sync", path))
        super().sync(path)

    def rename(self, source: Path, target: Path) -> None:
        self.notes.append(("rename", source))
        super().rename(source, target)

    def commit(self, transaction: Callable[[], None]) -> None:
        self.notes.append(("commit", None))
        super().commit(transaction)

    def last(self, what: str, path: Path | None) -> int:
        return max(place for place, note in enumerate(self.notes) if note == (what, path))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    Library(tmp_path / "library", tools()).add([write(tmp_path / "in", roads=ROADS)])
    return tmp_path / "library"


@pytest.fixture
def added(root: Path, tmp_path: Path) -> NotingDisk:
    """The notes of an `add` that published generation 2."""
    disk = NotingDisk()
    Library(root, tools(disk=disk)).add([write(tmp_path / "in", forests=FORESTS)])
    return disk


def test_every_file_and_folder_of_a_generation_is_flushed_before_it_gets_its_name(
    root: Path, added: NotingDisk
) -> None:
    named, final = root / "generations" / ".new-2", root / "generations" / "2"
    renamed = added.last("rename", named)
    paths = [final, *final.rglob("*")]
    assert len(paths) == 11
    for path in paths:
        assert added.last("sync", named / path.relative_to(final)) < renamed, path


def test_no_file_is_written_after_it_was_flushed(added: NotingDisk) -> None:
    written = {path for what, path in added.notes if what == "write"}
    assert len(written) == 7
    for path in written:
        assert added.last("write", path) < added.last("sync", path)


def test_the_manifest_is_flushed_after_every_other_file(root: Path, added: NotingDisk) -> None:
    folder = root / "generations" / ".new-2"
    files = [path for path in (root / "generations" / "2").rglob("*") if path.is_file()]
    latest = max(files, key=lambda path: added.last("sync", folder / path.relative_to(root / "generations" / "2")))
    assert latest.name == "manifest.json"


def test_the_new_name_is_flushed_before_the_library_changes(root: Path, added: NotingDisk) -> None:
    renamed = added.last("rename", root / "generations" / ".new-2")
    assert renamed < added.last("sync", root / "generations") < added.last("commit", None)


def test_the_database_flushes_each_commit(root: Path) -> None:
    with SqliteStore(root).open(Disk()).writing() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL


def test_a_full_database_leaves_the_old_library(root: Path, tmp_path: Path) -> None:
    write(tmp_path / "in", forests="\n\n".join(f"Cây số {number} của rừng." for number in range(1000)))
    refused = 0
    for pages in range(30, 400, 12):
        with _at_most(pages):
            try:
                Library(root, tools()).add([tmp_path / "in"])
                break
            except LibraryError as error:
                assert "full" in str(error)
                refused += 1
        assert held(root) == {"vb-roads": ROADS}
    assert refused > 3
    assert set(held(root)) == {"vb-forests", "vb-roads"}


def test_files_that_may_not_grow_leave_the_old_or_the_new_library(root: Path, tmp_path: Path) -> None:
    write(tmp_path / "in", forests=FORESTS)
    for size in (*range(0, 3000, 250), *range(3000, 100_000, 12_000)):
        exit_of(partial(_add_with_small_files, root, tmp_path / "in", size))
        assert set(held(root)) in ({"vb-roads"}, {"vb-roads", "vb-forests"}), size
    Library(root, tools()).add([tmp_path / "in"])
    assert set(held(root)) == {"vb-roads", "vb-forests"}


def _add_with_small_files(root: Path, folder: Path, size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    with suppress(LibraryError):
        Library(root, tools()).add([folder])


@contextmanager
def _at_most(pages: int) -> Iterator[None]:
    """Databases that are opened inside may have so many pages."""

    def limit(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(Pool, "connect", limit)
    try:
        yield
    finally:
        event.remove(Pool, "connect", limit)


def test_a_commit_is_flushed_where_the_library_changes_and_not_for_each_draft(root: Path) -> None:
    truth = SqliteStore(root).open(Disk())
    told = []
    for lasting in (True, False):
        with truth.writing(lasting=lasting) as connection:
            told.append(connection.exec_driver_sql("PRAGMA synchronous").scalar())
    assert told == [2, 1]  # FULL, NORMAL


def test_the_log_stays_open_while_a_new_library_is_filled(tmp_path: Path) -> None:
    library, logs = Library(tmp_path / "library", tools()), []
    library.add(
        [write(tmp_path / "in", roads=ROADS, forests=FORESTS)],
        report=lambda _progress: logs.append((tmp_path / "library" / "library.sqlite-wal").exists()),
    )
    assert len(logs) > 3
    assert all(logs)


def test_the_name_of_a_repaired_folder_is_flushed(root: Path) -> None:
    (root / "generations" / "1" / "dense.npy").write_bytes(b"damaged")
    disk = NotingDisk()
    Library(root, tools(disk=disk)).repair("1")
    assert disk.last("rename", root / "generations" / ".repair-1") < disk.last("sync", root / "generations")


def test_a_backup_is_flushed_before_it_gets_its_name_and_the_name_after(root: Path, tmp_path: Path) -> None:
    disk, scratch = NotingDisk(), tmp_path / ".backup.zip.new"
    Library(root, tools(disk=disk)).backup(tmp_path / "backup.zip")
    assert disk.last("sync", scratch) < disk.last("rename", scratch) < disk.last("sync", tmp_path)


def test_flushing_reaches_the_system(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[int] = []
    monkeypatch.setattr("os.fsync", lambda descriptor: flushed.append(os.fstat(descriptor).st_ino))
    for path in (root, root / "library.sqlite"):
        Disk().sync(path)
    assert flushed == [path.stat().st_ino for path in (root, root / "library.sqlite")]
