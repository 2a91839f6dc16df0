from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import LibraryError
from index.library.library import Library
from index.library.progress import Progress, Stage
from index.library.reader import Reader
from index.library.report import ChangeReport
from tests.index.library.samples import FORESTS, ROADS, SCHOOLS, WHOLE, HashEncoder, ask, held, no_encoder, tools, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library of two documents, added one after the other."""
    root = tmp_path / "library"
    library = Library(root, tools())
    library.add([write(tmp_path / "first", roads=ROADS)])
    library.add([write(tmp_path / "second", forests=FORESTS)])
    return root


def library_without_encoder(root: Path) -> Library:
    return Library(root, replace(tools(), open_encoder=no_encoder))


def test_a_withdrawn_document_is_never_found_again(root: Path) -> None:
    assert library_without_encoder(root).remove(["vb-roads"]) == ChangeReport("3", went=("vb-roads",))
    assert ask(root, "Kinh phí là bao nhiêu tỷ đồng?") == FORESTS.split("\n\n")[1]


def test_a_reader_that_is_open_does_not_see_a_withdrawn_document_again(root: Path) -> None:
    reader = Reader(root)
    before = reader.current()
    Library(root, tools()).remove(["vb-roads"])
    assert (before.id, reader.current().id) == ("2", "3")
    assert reader.current().manifest.documents == 1
    reader.close()


def test_a_reader_knows_what_was_withdrawn_since_its_generation(root: Path, tmp_path: Path) -> None:
    reader = Reader(root)
    before = reader.current()
    assert reader.withdrawn(before.id) == frozenset()
    Library(root, tools()).remove(["vb-roads"])
    Library(root, tools()).add([write(tmp_path / "second", forests=SCHOOLS)])
    assert reader.withdrawn(before.id) == {"vb-roads"}
    Library(root, tools()).remove(["vb-forests"])
    assert reader.withdrawn(before.id) == {"vb-roads", "vb-forests"}
    reader.close()


def test_removing_an_unknown_document_removes_nothing(root: Path) -> None:
    with pytest.raises(LibraryError, match="vb-nothing"):
        Library(root, tools()).remove(["vb-roads", "vb-nothing"])
    assert set(held(root)) == {"vb-forests", "vb-roads"}


def test_removing_all_leaves_an_empty_library(root: Path) -> None:
    Library(root, tools()).remove(["vb-roads", "vb-forests"])
    with pytest.raises(LibraryError, match="hoidap add"):
        ask(root, "Rừng?")


def test_history_tells_every_generation_in_order(root: Path) -> None:
    Library(root, tools()).remove(["vb-roads"])
    history = Library(root, tools()).history()
    assert [(each.name, each.action, each.detail) for each in history] == [
        ("1", "add", "vb-roads"),
        ("2", "add", "vb-forests"),
        ("3", "remove", "vb-roads"),
    ]


def test_rollback_holds_the_earlier_documents_without_encoding(root: Path) -> None:
    Library(root, tools()).remove(["vb-roads"])
    told = library_without_encoder(root).rollback("2")
    assert told == ChangeReport("4", came=("vb-roads",))
    assert held(root) == {"vb-forests": FORESTS, "vb-roads": ROADS}


def test_rollback_brings_the_earlier_version_of_a_changed_document(root: Path, tmp_path: Path) -> None:
    Library(root, tools()).add([write(tmp_path / "first", roads=SCHOOLS)])
    assert library_without_encoder(root).rollback("2").changed == ("vb-roads",)
    assert held(root)["vb-roads"] == ROADS


def test_a_rollback_can_be_rolled_back(root: Path) -> None:
    library = Library(root, tools())
    library.rollback("1")
    assert library.rollback("2") == ChangeReport("4", came=("vb-forests",))
    assert held(root) == {"vb-forests": FORESTS, "vb-roads": ROADS}


@pytest.mark.parametrize("unknown", ["7", "0", "x", ""])
def test_rollback_to_an_unknown_generation_says_so(root: Path, unknown: str) -> None:
    with pytest.raises(LibraryError, match="hoidap history"):
        Library(root, tools()).rollback(unknown)


def test_reindex_encodes_everything_with_the_new_encoder(root: Path) -> None:
    encoder = HashEncoder("hash-8", 8)
    Library(root, tools(encoder)).reindex()
    assert sorted(encoder.encoded) == sorted([*ROADS.split("\n\n"), *FORESTS.split("\n\n")])
    reader = Reader(root)
    assert (reader.current().manifest.encoder, reader.current().manifest.dim) == ("hash-8", 8)
    reader.close()


def test_reindex_cuts_everything_with_the_new_chunker(root: Path) -> None:
    Library(root, tools(recipe=WHOLE)).reindex()
    assert ask(root, "Rừng phòng hộ được bảo vệ") == FORESTS
    assert [entry.passages for entry in Library(root, tools()).list()] == [1, 1]


def test_going_back_to_an_earlier_encoder_encodes_nothing(root: Path) -> None:
    Library(root, tools(HashEncoder("hash-8", 8))).reindex()
    again = HashEncoder()
    Library(root, tools(again)).reindex()
    assert again.encoded == []


def test_the_library_answers_while_it_is_reindexed(root: Path) -> None:
    answers: list[str] = []

    def ask_meanwhile(progress: Progress) -> None:
        if (progress.stage, progress.done) != (Stage.BUILD, 1):
            answers.append(ask(root, "Diện tích rừng?"))

    Library(root, tools(HashEncoder("hash-8", 8))).reindex(report=ask_meanwhile)
    assert answers == ["Diện tích rừng là 300 ha."] * 3


def test_folders_of_older_generations_go_but_for_the_last_five(root: Path, tmp_path: Path) -> None:
    library = Library(root, tools())
    for number in range(6):
        library.add([write(tmp_path / "first", roads=f"{ROADS} Lần {number}.")])
    assert sorted(path.name for path in (root / "generations").iterdir()) == ["4", "5", "6", "7", "8"]
