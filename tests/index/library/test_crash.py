"""Every write, fsync, rename, removal and commit of every command fails once, and once ends the process.

Afterwards the library is exactly the old or exactly the new one, answers a question, and takes the same command again.
"""

from __future__ import annotations

import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from index.errors import LibraryError
from index.library import draft
from index.library.corpus import Corpus
from index.library.disk import Disk
from index.library.library import Library
from index.library.reader import Reader
from index.library.sqlite import SqliteStore
from tests.index.library.faulty_disk import Fault, FaultyDisk
from tests.index.library.samples import (
    FORESTS,
    RECIPE,
    ROADS,
    SCHOOLS,
    HashEncoder,
    exit_of,
    nearest,
    read,
    tools,
    write,
)

PLAIN = HashEncoder()
OTHER = HashEncoder("hash-8", 8)

DECISIVE = frozenset({"rename", "commit"})
"""Effects after which the fault strikes too; after any other one is before the next."""

State = tuple[str, dict[str, str], str]
"""The encoder's name, the texts by document id, and the answer to a question."""


def _library(stage: Path, disk: Disk, encoder: HashEncoder | None = None) -> Library:
    return Library(stage / "library", tools(encoder, disk=disk))


COMMANDS: dict[str, Callable[[Path, Disk], object]] = {
    "first add": lambda stage, disk: Library(stage / "empty", tools(disk=disk)).add([stage / "in"]),
    "add": lambda stage, disk: _library(stage, disk).add([stage / "in"]),
    "add, forgetting": lambda stage, disk: Library(stage / "library", replace(tools(disk=disk), remembered=1)).add(
        [stage / "in"]
    ),
    "remove": lambda stage, disk: _library(stage, disk).remove(["vb-forests"]),
    "reindex": lambda stage, disk: _library(stage, disk, OTHER).reindex(),
    "rollback": lambda stage, disk: _library(stage, disk).rollback("1"),
    "restore": lambda stage, disk: _library(stage, disk).restore(stage / "backup.zip"),
    "repair": lambda stage, disk: _library(stage, disk).repair("2"),
}


@pytest.fixture(scope="module")
def stage(memory: Path | None) -> Iterator[Path]:
    """A library of two generations with what a dead writer has left, files to add, and a backup of a third document."""
    with tempfile.TemporaryDirectory(dir=memory) as name:
        folder = Path(name) / "stage"
        library = Library(folder / "library", tools())
        library.add([write(folder / "in", roads=ROADS)])
        library.add([write(folder / "in", forests=FORESTS)])
        _leave_a_draft(folder)
        (folder / "in" / "forests.txt").unlink()
        write(folder / "in", roads=ROADS.replace("5 tỷ", "7 tỷ"), schools=SCHOOLS)
        other = Library(folder / "other", tools())
        other.add([write(folder / "far", schools=SCHOOLS)])
        other.backup(folder / "backup.zip")
        shutil.rmtree(folder / "other")
        yield folder


def _leave_a_draft(stage: Path) -> None:
    left = draft.begin(SqliteStore(stage / "library").open(Disk()), "add", "hash-16", 16, RECIPE.chunker)
    left.drop("vb-roads")
    left.put(read(write(stage / "far", stray="Văn bản dở dang.") / "stray.txt").document, RECIPE)
    (stage / "far" / "stray.txt").unlink()
    (stage / "library" / "generations" / ".new-3").mkdir()


@dataclass(frozen=True)
class Attempt:
    """One command on one copy of the stage, with one fault."""

    name: str
    stage: Path
    at: int
    fault: Fault
    late: bool = False

    def strike(self) -> None:
        """Run the command up to the fault."""
        if self.fault is Fault.KILLED:
            assert exit_of(self._run) == -signal.SIGKILL, self
            return
        try:
            self._run()
        except LibraryError as error:
            assert "\n" not in str(error)

    def _run(self) -> None:
        COMMANDS[self.name](self.stage, FaultyDisk(self.at, self.fault, late=self.late))

    def check(self, old: State | None, new: State | None) -> None:
        """The library is one of the two, answers, and becomes the new one when the command is given again."""
        found = state(self.stage, self.name)
        assert found in (old, new), self
        if found == old:
            COMMANDS[self.name](self.stage, Disk())
            assert state(self.stage, self.name) == new, self


def fresh(stage: Path, name: str) -> Path:
    """A copy of the stage; for `repair` with something to repair."""
    copy = stage.with_name("copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(stage, copy)
    if name == "repair":
        (copy / "library" / "generations" / "2" / "dense.npy").write_bytes(b"damaged")
    return copy


def state(stage: Path, name: str) -> State | None:
    """What a reader sees, having checked that the truth says the same; None for a library without documents."""
    root = stage / ("empty" if name == "first add" else "library")
    reader = Reader(root, repair=Library(root, tools()).repair)
    try:
        generation = reader.current()
    except LibraryError as error:
        assert "chưa có văn bản" in str(error)
        return None
    finally:
        reader.close()
    corpus = Corpus.open(generation.folder)
    texts = {document.id: document.text for document in corpus.documents}
    assert [entry.document_id for entry in Library(root, tools()).list()] == sorted(texts)
    encoder = OTHER if generation.manifest.encoder == OTHER.name else PLAIN
    return encoder.name, texts, nearest(corpus, generation.folder, "Kinh phí là bao nhiêu tỷ đồng?", encoder)


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("name", COMMANDS)
def test_the_library_is_the_old_or_the_new_one_wherever_it_ends(name: str, fault: Fault, stage: Path) -> None:
    old = state(fresh(stage, name), name)
    whole, disk = fresh(stage, name), FaultyDisk()
    COMMANDS[name](whole, disk)
    new = state(whole, name)
    assert {"create", "write", "sync", "rename", "remove"} <= set(disk.names)
    for at, effect in enumerate(disk.names, start=1):
        for late in (False, True) if effect in DECISIVE else (False,):
            attempt = Attempt(name, fresh(stage, name), at, fault, late)
            attempt.strike()
            attempt.check(old, new)


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_is_left_of_a_writer_that_died(name: str, stage: Path) -> None:
    copy = fresh(stage, name)
    COMMANDS[name](copy, Disk())
    Library(copy / "library", tools()).remove(["vb-roads"] if name != "restore" else ["vb-schools"])
    folders = {path.name for path in (copy / "library" / "generations").iterdir()}
    assert folders == {edition.name for edition in Library(copy / "library", tools()).history()}


def test_restoring_over_a_damaged_database_can_always_be_done_again(stage: Path) -> None:
    def damaged() -> Path:
        copy = fresh(stage, "restore")
        (copy / "library" / "library.sqlite").write_bytes(b"no database" * 1000)
        return copy

    whole, disk = damaged(), FaultyDisk()
    COMMANDS["restore"](whole, disk)
    new = state(whole, "restore")
    assert disk.names.count("rename") >= 2
    for at in range(1, len(disk.names) + 1):
        copy = damaged()
        assert exit_of(partial(COMMANDS["restore"], copy, FaultyDisk(at, Fault.KILLED))) == -signal.SIGKILL
        COMMANDS["restore"](copy, Disk())
        assert state(copy, "restore") == new, at
