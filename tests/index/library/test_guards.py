"""What keeps the library whole where two are at work, a writer died, or something was altered."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.corpus import Corpus
from index.errors import EncoderError
from index.library.library import Library, Tools
from index.library.lock import writer_lock
from index.library.reader import Reader
from index.types import Vectors
from tests.index.library.samples import FORESTS, ROADS, HashEncoder, derive, held, tools, write


class CountedDerive:
    """Derives, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, corpus: Corpus, vectors: Vectors, counts: NDArray[np.int64], folder: Path) -> None:
        self.times += 1
        derive(corpus, vectors, counts, folder)


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
