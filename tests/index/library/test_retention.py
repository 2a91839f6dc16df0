"""Old generations are forgotten with all that only they hold; what is remembered keeps everything it needs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from index.errors import LibraryError
from index.library import tables
from index.library.disk import Disk
from index.library.library import Library
from index.library.progress import Progress, Stage
from index.library.sqlite import SqliteStore
from tests.index.library.samples import FORESTS, ROADS, SCHOOLS, WHOLE, HashEncoder, held, no_encoder, tools, write

KEPT = (tables.versions, tables.passages, tables.vectors, tables.originals, tables.readings, tables.members)


def library(root: Path, encoder: HashEncoder | None = None, remembered: int = 2) -> Library:
    return Library(root, replace(tools(encoder), remembered=remembered))


def rows(root: Path) -> dict[str, int]:
    """How many rows each table has that grows with what is remembered."""
    with SqliteStore(root).open(Disk()).reading() as connection:
        return {each.name: connection.scalar(select(func.count()).select_from(each)) or 0 for each in KEPT}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Four generations of which two are remembered: forests stay, roads are replaced three times."""
    root = tmp_path / "library"
    library(root).add([write(tmp_path / "in", forests=FORESTS, roads=ROADS)])
    for number in range(3):
        library(root).add([write(tmp_path / "in", roads=f"{ROADS}\n\nLần {number}.")])
    return root


def test_a_remembered_generation_can_be_gone_back_to_without_encoding(root: Path) -> None:
    Library(root, replace(tools(), open_encoder=no_encoder, remembered=2)).rollback("3")
    assert held(root) == {"vb-forests": FORESTS, "vb-roads": f"{ROADS}\n\nLần 1."}


def test_a_forgotten_generation_says_so_and_stays_in_the_history(root: Path) -> None:
    with pytest.raises(LibraryError, match="Bản 2 đã cũ: thư viện chỉ giữ văn bản của 2 bản gần nhất"):
        library(root).rollback("2")
    assert [(each.name, each.forgotten) for each in library(root).history()] == [
        ("1", True),
        ("2", True),
        ("3", False),
        ("4", False),
    ]


def test_a_forgotten_generation_cannot_be_derived_anew(root: Path) -> None:
    with pytest.raises(LibraryError, match="không có bản 2"):
        library(root).repair("2")


def test_nothing_but_vectors_stays_of_an_interrupted_run(root: Path, tmp_path: Path) -> None:
    def interrupt(progress: Progress) -> None:
        if progress.stage is Stage.BUILD:
            raise KeyboardInterrupt

    before = rows(root)
    with pytest.raises(KeyboardInterrupt):
        library(root).add([write(tmp_path / "new", schools=SCHOOLS)], report=interrupt)
    library(root).add([write(tmp_path / "in", forests=FORESTS)])  # the same: clears away, adds nothing
    after = rows(root)
    assert {name for name in before if before[name] != after[name]} == {"vectors"}


def test_what_only_forgotten_generations_hold_is_deleted(root: Path) -> None:
    assert rows(root) == {"versions": 3, "passages": 8, "vectors": 6, "originals": 3, "readings": 3, "members": 3}


def test_a_library_that_changes_for_ever_does_not_grow(root: Path, tmp_path: Path) -> None:
    before = rows(root)
    for number in range(3, 8):
        library(root).add([write(tmp_path / "in", roads=f"{ROADS}\n\nLần {number}.")])
    assert rows(root) == before


def test_vectors_of_an_encoder_that_no_generation_has_are_deleted(root: Path, tmp_path: Path) -> None:
    other = HashEncoder("hash-8", 8)
    library(root, other).reindex()
    with_both = rows(root)["vectors"]
    library(root, other).add([write(tmp_path / "in", roads=SCHOOLS)])
    assert rows(root)["vectors"] == 2 + 3 + 2 < with_both


def test_passages_of_a_chunker_that_no_generation_has_are_deleted(root: Path) -> None:
    whole = replace(tools(recipe=WHOLE), remembered=1)
    Library(root, whole).reindex()
    assert rows(root) == {"versions": 2, "passages": 2, "vectors": 2, "originals": 2, "readings": 2, "members": 2}


def test_what_an_interrupted_run_has_encoded_stays_for_the_next_try(root: Path, tmp_path: Path) -> None:
    def interrupt(progress: Progress) -> None:
        if progress.stage is Stage.BUILD:
            raise KeyboardInterrupt

    folder = write(tmp_path / "new", schools=SCHOOLS)
    with pytest.raises(KeyboardInterrupt):
        library(root).add([folder], report=interrupt)
    library(root).add([write(tmp_path / "in", roads=ROADS)])
    encoder = HashEncoder()
    library(root, encoder).add([folder])
    assert encoder.encoded == []


def test_reindex_deletes_what_an_interrupted_run_has_encoded(root: Path, tmp_path: Path) -> None:
    def interrupt(progress: Progress) -> None:
        if progress.stage is Stage.BUILD:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library(root).add([write(tmp_path / "new", schools=SCHOOLS)], report=interrupt)
    assert rows(root)["vectors"] == 8
    library(root).reindex()
    assert rows(root)["vectors"] == 5
