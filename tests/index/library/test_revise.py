"""What is the same is taken over from the earlier generation, and makes the same files as deriving all of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.library.corpus import Corpus, Previous
from index.library.library import Library, Tools
from index.types import Vectors
from tests.index.library.samples import FORESTS, ROADS, SCHOOLS, WHOLE, HashEncoder, ask, derive, tools, write


class Reviser:
    """Takes rows over from the earlier file, and remembers how many there were."""

    def __init__(self) -> None:
        self.taken_over: list[int] = []

    def __call__(
        self, corpus: Corpus, vectors: Vectors, counts: NDArray[np.int64], folder: Path, previous: Previous
    ) -> None:
        old, new = previous.positions >= 0, previous.positions < 0
        assert len(vectors) == len(counts) == np.count_nonzero(new)
        rows = np.empty((len(corpus), 16), np.float32)
        rows[new] = vectors
        rows[old] = np.load(previous.folder / "dense.npy")[previous.positions[old]]
        np.save(folder / "dense.npy", rows)
        (folder / "sparse").mkdir()
        (folder / "sparse" / "size.json").write_text(json.dumps(len(corpus)))
        self.taken_over.append(int(np.count_nonzero(old)))


@pytest.fixture
def reviser() -> Reviser:
    return Reviser()


@pytest.fixture
def library(tmp_path: Path, reviser: Reviser) -> Library:
    library = Library(tmp_path / "library", replace(tools(), revise=reviser))
    library.add([write(tmp_path / "in", forests=FORESTS, roads="#title Đường\n" + ROADS)])
    return library


def same_as_derived(root: Path, generation: str) -> bool:
    """Whether the folder holds what deriving the whole generation gives."""
    revised = root / "generations" / generation
    corpus, vectors = Corpus.open(revised), np.load(revised / "dense.npy")
    revised.rename(root / "revised")
    Library(root, tools()).repair(generation)
    whole = Corpus.open(revised)
    return (
        (tuple(corpus), corpus.documents, corpus.contents()) == (tuple(whole), whole.documents, whole.contents())
        and [corpus.span(each) for each in corpus.document_ids] == [whole.span(each) for each in whole.document_ids]
        and np.array_equal(vectors, np.load(revised / "dense.npy"))
    )


def test_a_first_generation_is_derived_as_a_whole(library: Library, reviser: Reviser) -> None:
    assert len(library.list()) == 2
    assert reviser.taken_over == []


def test_an_added_document_leaves_the_others_taken_over(library: Library, reviser: Reviser, tmp_path: Path) -> None:
    library.add([write(tmp_path / "more", offices=SCHOOLS)])
    assert reviser.taken_over == [4]
    assert same_as_derived(tmp_path / "library", "2")


def test_a_changed_document_is_made_anew(library: Library, reviser: Reviser, tmp_path: Path) -> None:
    library.add([write(tmp_path / "in", forests=FORESTS + "\n\nHết rừng.")])
    assert reviser.taken_over == [2]
    assert same_as_derived(tmp_path / "library", "2")


def test_new_metadata_makes_a_document_anew(library: Library, reviser: Reviser, tmp_path: Path) -> None:
    library.add([write(tmp_path / "in", roads="#title Cầu đường\n" + ROADS)])
    assert reviser.taken_over == [2]
    assert same_as_derived(tmp_path / "library", "2")


def test_a_removed_document_is_left_out(library: Library, reviser: Reviser, tmp_path: Path) -> None:
    library.remove(["vb-forests"])
    assert reviser.taken_over == [2]
    assert same_as_derived(tmp_path / "library", "2")


def test_many_revisions_are_the_same_as_one_derivation(library: Library, reviser: Reviser, tmp_path: Path) -> None:
    library.add([write(tmp_path / "more", offices=SCHOOLS)])
    library.remove(["vb-forests"])
    library.rollback("2")
    library.add([write(tmp_path / "more", offices="Lớp học.\n\n" + SCHOOLS, zones="#id a-first\nKhu phố.")])
    assert len(reviser.taken_over) == 4
    assert same_as_derived(tmp_path / "library", "5")
    assert ask(tmp_path / "library", "Diện tích rừng?") == "Diện tích rừng là 300 ha."


def test_a_damaged_earlier_generation_is_not_taken_over(library: Library, reviser: Reviser, tmp_path: Path) -> None:
    dense = tmp_path / "library" / "generations" / "1" / "dense.npy"
    dense.write_bytes(dense.read_bytes()[:-4] + b"\0\0\0\0")
    library.add([write(tmp_path / "more", offices=SCHOOLS)])
    assert reviser.taken_over == []
    assert same_as_derived(tmp_path / "library", "2")


@pytest.mark.parametrize(
    "other", [tools(HashEncoder("other-16")), tools(recipe=WHOLE)], ids=["another encoder", "another chunker"]
)
def test_reindexing_with_another_tool_takes_nothing_over(
    library: Library, reviser: Reviser, tmp_path: Path, other: Tools
) -> None:
    assert len(library.list()) == 2
    Library(tmp_path / "library", replace(other, revise=reviser, derive=derive)).reindex()
    assert reviser.taken_over == []


@pytest.mark.parametrize("earlier", ["damaged", "of another encoder"])
def test_a_missing_folder_is_not_made_from_an_earlier_one_that_does_not_serve(
    library: Library, reviser: Reviser, tmp_path: Path, earlier: str
) -> None:
    root = tmp_path / "library"
    if earlier == "damaged":
        library.add([write(tmp_path / "more", offices=SCHOOLS)])
        (root / "generations" / "1" / "dense.npy").write_bytes(b"damaged")
    else:
        Library(root, tools(HashEncoder("other-16"))).reindex()
    (root / "generations" / "2").rename(root / "lost")
    reviser.taken_over.clear()
    library.repair("2")
    assert reviser.taken_over == []
    assert same_as_derived(root, "2")
