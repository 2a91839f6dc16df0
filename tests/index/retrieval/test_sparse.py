from __future__ import annotations

from collections.abc import Sequence
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory

import bm25s
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.retrieval import postings, sparse
from index.retrieval.sparse import K1, B, Sparse
from index.terms import terms

PASSAGES = [
    terms("Thu hút đầu tư vào khu công nghiệp"),
    terms("Quản lý thu ngân sách, chống thất thu ngân sách"),
    terms("Du lịch được quan tâm"),
    [],
]
WORDS = st.lists(st.lists(st.sampled_from(["thu", "chi", "du", "lich"]), max_size=8), min_size=1, max_size=6)


def bm25(passages: Sequence[Sequence[str]], term: str) -> list[float]:
    """BM25 as Robertson and Zaragoza write it, without the constant factor k1 + 1, and with Lucene's idf."""
    holding = sum(term in passage for passage in passages)
    idf = log(1 + (len(passages) - holding + 0.5) / (holding + 0.5))
    average = sum(map(len, passages)) / len(passages)
    return [
        idf * count / (count + K1 * (1 - B + B * len(passage) / average)) if (count := passage.count(term)) else 0.0
        for passage in passages
    ]


@pytest.fixture
def opened(tmp_path: Path) -> Sparse:
    sparse.write(tmp_path, PASSAGES)
    return Sparse(tmp_path)


@pytest.mark.parametrize("term", ["thu", "ngan sach", "du", "khong"])
def test_scores_are_bm25(opened: Sparse, term: str) -> None:
    assert column(opened, term) == pytest.approx(bm25(PASSAGES, term), rel=1e-5)


@given(WORDS)
@settings(max_examples=25, deadline=None)
def test_scores_of_any_passages_are_bm25(passages: list[list[str]]) -> None:
    with TemporaryDirectory() as folder:
        sparse.write(Path(folder), passages)
        opened = Sparse(Path(folder))
        for term in ("thu", "chi", "du", "lich"):
            expected = bm25(passages, term) if any(passages) else [0.0] * len(passages)
            assert column(opened, term) == pytest.approx(expected, rel=1e-5)


def test_scores_are_those_of_bm25s(opened: Sparse) -> None:
    model = bm25s.BM25(k1=K1, b=B, method="lucene")
    model.index([list(passage) for passage in PASSAGES], create_empty_token=False, show_progress=False)
    for term in ("thu", "ngan sach", "du"):
        assert column(opened, term) == pytest.approx(model.get_scores([term]), rel=1e-5)


def test_an_index_of_many_slices_and_ranges_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(3)
    passages = [[f"t{number}" for number in random.integers(40, size=random.integers(9))] for _ in range(200)]
    for name in ("whole", "parts"):
        (tmp_path / name).mkdir()
    sparse.write(tmp_path / "whole", passages)
    for module in (postings, sparse):
        monkeypatch.setattr(module, "POSTINGS_AT_ONCE", 7)
    monkeypatch.setattr(postings, "TERMS_AT_ONCE", 20)
    sparse.write(tmp_path / "parts", passages)
    same_files(tmp_path / "whole", tmp_path / "parts")
    (tmp_path / "revised").mkdir()
    positions = np.where(np.arange(200) % 9 == 4, -1, np.arange(200))
    sparse.revise(tmp_path / "revised", tmp_path / "parts", positions, passages[4::9])
    same_files(tmp_path / "whole", tmp_path / "revised")


def same_files(one: Path, other: Path) -> None:
    files = sorted(path.name for path in (one / sparse.FOLDER).iterdir())
    assert files == sorted(path.name for path in (other / sparse.FOLDER).iterdir())
    assert [path.name for path in other.iterdir()] == [sparse.FOLDER]
    for name in files:
        assert (one / sparse.FOLDER / name).read_bytes() == (other / sparse.FOLDER / name).read_bytes(), name


def test_a_terms_scores_come_in_the_order_that_is_asked_for(opened: Sparse) -> None:
    found = opened.at(["thu", "khong"], np.array([2, 1, 0, 3]))
    assert (found > 0).tolist() == [[False, True, True, False], [False] * 4]
    assert opened.at([], np.array([1])).shape == (0, 1)


def test_the_best_are_those_of_all_scores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Frequent terms are looked up for a few passages alone, and nothing changes by it."""
    random = np.random.default_rng(5)
    passages = [[f"t{int(number)}" for number in random.zipf(1.3, size=12) if number < 400] for _ in range(3000)]
    sparse.write(tmp_path, passages)
    monkeypatch.setattr(sparse, "FREQUENT", 20)
    monkeypatch.setattr(sparse, "FEW", 4)
    opened = Sparse(tmp_path)
    for number in range(40):
        weights = {f"t{int(each)}": float(random.uniform(0.2, 1)) for each in random.zipf(1.3, size=9) if each < 400}
        total = sum((weight * column(opened, term) for term, weight in weights.items()), np.zeros(len(passages)))
        expected = np.sort(total)[::-1][:10]
        assert np.sort(total[opened.best(weights, 10)])[::-1] == pytest.approx(expected, rel=1e-5), number


def test_the_best_are_few_where_few_hold_a_term(opened: Sparse) -> None:
    assert sorted(opened.best({"thu": 1.0, "khong": 1.0}, 3).tolist()) == [0, 1]
    assert opened.best({}, 3).tolist() == []


def column(opened: Sparse, term: str) -> NDArray[np.float32]:
    """A term's scores in all passages."""
    return np.asarray(opened.at([term], np.arange(len(opened)))[0])


def test_a_rarer_term_is_worth_more_and_an_unknown_one_most(opened: Sparse) -> None:
    assert opened.idf("thu") < opened.idf("du") < opened.idf("khong") == opened.unknown_idf
    assert opened.idf("du") == pytest.approx(log(1 + 3.5 / 1.5))


def test_known_terms_are_in_it(opened: Sparse) -> None:
    assert "ngan sach" in opened
    assert "sach ngan" not in opened
    assert len(opened) == 4


@pytest.mark.parametrize("passages", [[], [[], []]])
def test_an_index_without_words_scores_nothing(tmp_path: Path, passages: list[list[str]]) -> None:
    sparse.write(tmp_path, passages)
    opened = Sparse(tmp_path)
    assert column(opened, "thu").tolist() == [0.0] * len(passages)
    assert opened.best({"thu": 1.0}, 2).tolist() == []
