"""A large index is searched in lists: nearly as good as exactly, mapped, and revised without training anew."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.retrieval import dense
from index.retrieval.dense import EXACT_BELOW, FILE, ROWS, Dense, lists_for, probed
from index.types import Vectors

COUNT = EXACT_BELOW + 1_000
DIM = 16


def unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    """Vectors in clusters, as texts of a few subjects are."""
    random = np.random.default_rng(9)
    centres = random.standard_normal((200, DIM))
    return unit(centres[random.integers(200, size=COUNT)] + 0.3 * random.standard_normal((COUNT, DIM)))


@pytest.fixture(scope="module")
def folder(vectors: Vectors, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    dense.write(folder, COUNT, np.array_split(vectors, 3))
    return folder


def nearest(vectors: Vectors, vector: Vectors, k: int) -> list[int]:
    return [int(place) for place in np.argsort(-(vectors @ vector))[:k]]


def recall(opened: Dense, vectors: Vectors, k: int) -> float:
    """Of the k nearest by exact search, averaged over 100 of the vectors as questions."""
    shares = [
        len({*nearest(vectors, each, k)} & {*opened.search(each, 100)[0][:k].tolist()}) / k for each in vectors[:100]
    ]
    return float(np.mean(shares))


@pytest.mark.parametrize(
    "count, lists", [(0, 0), (EXACT_BELOW - 1, 0), (EXACT_BELOW, 256), (100_000, 512), (1_000_000, 2048)]
)
def test_the_kind_is_chosen_by_size(count: int, lists: int) -> None:
    assert lists_for(count) == lists


@pytest.mark.parametrize("lists, share", [(256, 0.375), (1024, 0.375), (2048, 0.25), (4096, 0.25)])
def test_narrower_lists_are_searched_more_sparingly(lists: int, share: float) -> None:
    assert probed(lists) == share * lists


def test_recall_at_ten_is_at_least_97_in_a_hundred(folder: Path, vectors: Vectors) -> None:
    assert recall(Dense(folder), vectors, 10) >= 0.97


def test_cosines_are_those_of_the_vectors_and_fall(folder: Path, vectors: Vectors) -> None:
    positions, cosines = Dense(folder).search(vectors[7], 50)
    assert positions[0] == 7
    assert cosines == pytest.approx(vectors[positions] @ vectors[7], abs=1e-3)
    assert (np.diff(cosines) <= 0).all()


def test_a_mapped_index_finds_what_one_in_memory_finds(folder: Path, vectors: Vectors) -> None:
    program = (
        "import faiss, numpy, sys\n"
        "index = faiss.read_index(sys.argv[1])\n"
        "index.nprobe = int(sys.argv[2])\n"
        "print(*sorted(index.search(numpy.load(sys.argv[3])[None, :], 20)[1][0]))"
    )
    question = folder / "question.npy"
    np.save(question, vectors[3])
    wanted = [sys.executable, "-c", program, str(folder / FILE), "64", str(question)]
    found = subprocess.run(wanted, capture_output=True, text=True, check=True).stdout.split()
    assert sorted(Dense(folder).search(vectors[3], 20)[0].tolist()) == [int(each) for each in found]


def test_a_revised_index_has_the_new_ones_in_and_the_removed_ones_out(
    folder: Path, vectors: Vectors, tmp_path: Path
) -> None:
    fresh = unit(np.random.default_rng(5).standard_normal((3, DIM)).astype(np.float32))
    stay = np.concatenate([np.arange(10), np.arange(20, COUNT)])
    positions = np.concatenate([stay[:30], [-1, -1, -1], stay[30:]])
    dense.revise(tmp_path, folder, positions, fresh)
    opened, rows = Dense(tmp_path), np.concatenate([vectors[stay[:30]], fresh, vectors[stay[30:]]])
    assert len(opened) == COUNT - 10 + 3
    assert [int(opened.search(each, 1)[0][0]) for each in fresh] == [30, 31, 32]
    assert recall(opened, rows, 10) >= 0.97
    assert np.load(tmp_path / ROWS) == pytest.approx(rows, abs=1e-3)


def test_an_index_that_has_shrunk_is_exact_again(folder: Path, vectors: Vectors, tmp_path: Path) -> None:
    kept = EXACT_BELOW - 1
    dense.revise(tmp_path, folder, np.arange(kept), np.empty((0, DIM), np.float32))
    assert not (tmp_path / ROWS).exists()
    assert Dense(tmp_path).search(vectors[9], 10)[0].tolist() == nearest(vectors[:kept], vectors[9], 10)


def test_a_small_index_that_has_grown_gets_lists(vectors: Vectors, tmp_path: Path) -> None:
    (tmp_path / "small").mkdir()
    (tmp_path / "large").mkdir()
    dense.write(tmp_path / "small", 100, [vectors[:100]])
    positions = np.concatenate([np.arange(100), np.full(COUNT - 100, -1)])
    dense.revise(tmp_path / "large", tmp_path / "small", positions, vectors[100:])
    assert recall(Dense(tmp_path / "large"), vectors, 10) >= 0.97
