"""Revising a generation makes the files that deriving all of it makes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.library.corpus import Corpus, Previous
from index.question import abbreviations
from index.question.accents import AccentModel
from index.retrieval import dense
from index.retrieval.derive import ACCENTS, derive, revise
from index.retrieval.sentence_vectors import STARTS, VECTORS
from index.retrieval.sparse import Sparse
from index.terms import terms
from index.text import chunk
from index.text.catalogue import open_catalogue
from index.text.clean import read_document
from index.types import Block, BlockKind, Document, Passage, Vectors

DATA = Path(__file__).parents[3] / "data"
(CONCLUSION,) = [
    read_document(path, open_catalogue(DATA / "catalogue.toml")) for path in sorted((DATA / "documents").glob("*.txt"))
]


def plain(name: str, text: str) -> Document:
    """A document of one paragraph."""
    return Document(name, name.upper(), text, (Block(0, len(text), BlockKind.PARAGRAPH),), f"{name}.txt", "")


ROADS = plain("roads", "Khu công nghiệp (KCN) dài 12 km. Nghị quyết giao KCN cho tỉnh Thái Nguyên quản lý.")
ZONES = plain("zones", "Ủy ban nhân dân quản lý KCN và 5 chỉ tiêu khó đạt. Đồng chí Nguyễn Văn Ất phụ trách.")
PRIZES = plain("prizes", "Khen thưởng 11 tập thể. Giải thưởng Bông Lúa Vàng trao tháng 5 năm 2024.")


def rows_of(passage: Passage, document: Document) -> Vectors:
    texts = chunk.encoding_texts(document, passage)
    made = np.array([np.random.default_rng(sum(map(ord, text))).standard_normal(8) for text in texts], np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def vectors_of(
    documents: Sequence[Document], only: Sequence[Passage] | None = None
) -> tuple[Vectors, NDArray[np.int64]]:
    by_id = {document.id: document for document in documents}
    passages = only if only is not None else [each for document in documents for each in chunk.split(document)]
    rows = [rows_of(passage, by_id[passage.document_id]) for passage in passages]
    return np.concatenate([np.empty((0, 8), np.float32), *rows]), np.array([len(each) for each in rows], np.int64)


def corpus_of(folder: Path, documents: Sequence[Document]) -> Corpus:
    folder.mkdir()
    Corpus.write(folder, documents, [each for document in documents for each in chunk.split(document)])
    return Corpus.open(folder)


def positions_of(corpus: Corpus, earlier: Corpus) -> NDArray[np.int64]:
    then, result = earlier.contents(), np.full(len(corpus), -1, np.int64)
    for document_id, content in corpus.contents().items():
        if then.get(document_id) == content:
            span, old = corpus.span(document_id), earlier.span(document_id)
            result[span.start : span.stop] = np.arange(old.start, old.stop)
    return result


STEPS = {
    "changed": ([CONCLUSION, ROADS], [CONCLUSION, replace(ROADS, text=ROADS.text.replace("12", "15"))]),
    "an abbreviation withdrawn": ([CONCLUSION, ROADS, ZONES], [CONCLUSION, ZONES]),
    "a new title": ([CONCLUSION, ROADS], [CONCLUSION, replace(ROADS, title="Đường sá KCN")]),
    "all replaced": ([ROADS], [PRIZES, ZONES]),
}


Derived = Callable[[Sequence[Document]], Path]


@pytest.fixture(scope="module")
def derived(tmp_path_factory: pytest.TempPathFactory) -> Derived:
    """Derives documents into a folder, each set of them once."""
    made: dict[tuple[Document, ...], Path] = {}

    def make(documents: Sequence[Document]) -> Path:
        if tuple(documents) not in made:
            folder = made[tuple(documents)] = tmp_path_factory.mktemp("derived") / "folder"
            derive(corpus_of(folder, documents), [vectors_of(documents)], folder)
        return made[tuple(documents)]

    return make


def revised(folder: Path, earlier: Path, documents: Sequence[Document]) -> Path:
    corpus = corpus_of(folder, documents)
    positions = positions_of(corpus, Corpus.open(earlier))
    fresh = [corpus.passage(place) for place in np.flatnonzero(positions < 0).tolist()]
    revise(corpus, *vectors_of(documents, fresh), folder, Previous(earlier, positions))
    return folder


def assert_same(one: Path, other: Path) -> None:
    """Both folders give the same, to a rounding of the scores."""
    assert abbreviations.open_defined(one) == abbreviations.open_defined(other)
    for name in (dense.FILE, VECTORS, STARTS):
        assert (one / name).read_bytes() == (other / name).read_bytes(), name
    left, right = AccentModel.open(one / ACCENTS).counts(), AccentModel.open(other / ACCENTS).counts()
    assert left.named() == right.named()
    assert np.array_equal(np.load(one / "sparse/keys.npy"), np.load(other / "sparse/keys.npy"))
    asked = {term for passage in Corpus.open(one) for term in terms(f"{passage.text} khu công nghiệp")}
    assert len(asked) > 20
    every = np.arange(len(Corpus.open(one)))
    for term in sorted(asked):
        assert Sparse(one).idf(term) == pytest.approx(Sparse(other).idf(term)), term
        assert Sparse(one).at([term], every) == pytest.approx(Sparse(other).at([term], every), abs=1e-5), term


@pytest.mark.parametrize("step", STEPS)
def test_revising_makes_what_deriving_makes(step: str, derived: Derived, tmp_path: Path) -> None:
    before, after = STEPS[step]
    assert_same(revised(tmp_path / "revised", derived(before), after), derived(after))


def test_revising_again_and_again_makes_what_deriving_makes(derived: Derived, tmp_path: Path) -> None:
    folder = derived([CONCLUSION, ROADS])
    for count, documents in enumerate(([CONCLUSION, PRIZES, ROADS], [PRIZES, ROADS], [PRIZES, ROADS, ZONES]), start=1):
        folder = revised(tmp_path / str(count), folder, documents)
    assert_same(folder, derived([PRIZES, ROADS, ZONES]))
