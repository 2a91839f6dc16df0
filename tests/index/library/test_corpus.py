from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.library.corpus import Corpus
from index.types import Block, BlockKind, Correction, Document, Passage, Section

TEXT = "Kết luận\n\nLồng gh p 12 chương trình 😀 ở xã.\n\nHết."
KL = Document(
    id="kl-12",
    title="Kết luận số 12",
    text=TEXT,
    blocks=(Block(0, 8, BlockKind.TITLE, 1), Block(10, 44, BlockKind.ITEM, 0, 3)),
    source="kl.txt",
    sha256="ab" * 32,
    number="12-KL/TU",
    issuer="Tỉnh ủy Bắc Kạn",
    date=date(2023, 7, 6),
    published=date(2023, 7, 14),
    kind="Kết luận",
    status="còn hiệu lực",
    outline=(Section(0, "Mở đầu"), Section(10, "I. Nhiệm vụ", 2)),
    corrections=(Correction(15, 19, "ghép", "lỗi của bản chép"),),
)
QD = Document(id="qd-1", title="Quyết định", text="Điều 1. Ban hành.", blocks=(), source="qd.txt", sha256="cd" * 32)


def passage(document: Document, start: int, end: int, number: int, **more: object) -> Passage:
    plain = Passage(f"{document.id}.{number:08x}", document.id, (), document.text[start:end], start, end)
    return replace(plain, **more)  # type: ignore[arg-type]


PASSAGES = (
    passage(KL, 0, 8, 1),
    passage(KL, 10, 44, 2, headings=("I. Nhiệm vụ", "1. Chung"), page=3, corrections=KL.corrections),
    passage(QD, 0, 17, 1, headings=("I. Nhiệm vụ", "1. Chung")),
)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    Corpus.write(tmp_path, [KL, QD], PASSAGES)
    return Corpus.open(tmp_path)


def test_documents_come_back_as_they_were(corpus: Corpus) -> None:
    assert corpus.documents == (KL, QD)
    assert corpus.document("kl-12") == KL
    assert corpus.text("kl-12") == KL.text


def test_passages_come_back_as_they_were(corpus: Corpus) -> None:
    assert tuple(corpus) == PASSAGES
    assert len(corpus) == 3


def test_a_passage_is_found_by_its_id(corpus: Corpus) -> None:
    assert [corpus.position(each.id) for each in PASSAGES] == [0, 1, 2]


@pytest.mark.parametrize("unknown", ["kl-12.00000009", "kl-13.00000001", "kl-12", ""])
def test_an_unknown_passage_has_no_position(corpus: Corpus, unknown: str) -> None:
    assert corpus.position(unknown) is None


def test_a_document_knows_the_positions_of_its_passages(corpus: Corpus) -> None:
    assert (corpus.span("kl-12"), corpus.span("qd-1")) == (range(0, 2), range(2, 3))
    assert corpus.document_ids == ("kl-12", "qd-1")


@pytest.mark.parametrize("position", [-1, 3])
def test_there_is_nothing_outside_the_positions(corpus: Corpus, position: int) -> None:
    with pytest.raises(IndexError):
        corpus.passage(position)


def test_an_unknown_document_is_a_key_error(corpus: Corpus) -> None:
    with pytest.raises(KeyError):
        corpus.document("kl-13")


def test_a_document_without_passages_has_an_empty_span(tmp_path: Path) -> None:
    Corpus.write(tmp_path, [KL, QD], PASSAGES[2:])
    assert len(Corpus.open(tmp_path).span("kl-12")) == 0


def test_a_corpus_may_be_empty(tmp_path: Path) -> None:
    Corpus.write(tmp_path, [], [])
    assert (len(Corpus.open(tmp_path)), Corpus.open(tmp_path).documents) == (0, ())


def test_an_open_corpus_outlives_its_files(corpus: Corpus, tmp_path: Path) -> None:
    for file in tmp_path.iterdir():
        file.unlink()
    assert tuple(corpus) == PASSAGES


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (replace(PASSAGES[0], text="Kết quả!"), "does not stand in its document"),
        (replace(PASSAGES[0], id="kl-12.000000012"), "8 digits"),
        (replace(PASSAGES[0], id="kl-1.00000001"), "8 digits"),
        (replace(PASSAGES[0], id=PASSAGES[1].id), "same id"),
    ],
)
def test_a_passage_that_breaks_its_invariant_is_refused(tmp_path: Path, wrong: Passage, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Corpus.write(tmp_path, [KL], [wrong, PASSAGES[1]])


def test_passages_of_a_document_have_to_stand_together(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="order"):
        Corpus.write(tmp_path, [KL, QD], [PASSAGES[0], PASSAGES[2], PASSAGES[1]])


def test_two_documents_of_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="taken"):
        Corpus.write(tmp_path, [KL, KL], [])


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60), data=st.data())
def test_any_stretch_of_any_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject
) -> None:
    document = replace(QD, text=text)
    edges = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    spans = data.draw(st.lists(edges, max_size=5))
    passages = tuple(passage(document, start, end, number) for number, (start, end) in enumerate(spans))
    folder = tmp_path_factory.mktemp("corpus")
    Corpus.write(folder, [document], passages)
    assert tuple(Corpus.open(folder)) == passages
