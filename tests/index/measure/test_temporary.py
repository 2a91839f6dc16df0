from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.measure.question_set import document_of
from index.measure.temporary import temporary_searcher
from index.retrieval.search import Searcher
from tests.index.library.samples import HashEncoder

ROADS = document_of("roads", "Đường", "Đường liên xã dài 12 km.\n\nKinh phí là 5 tỷ đồng.")
FORESTS = document_of("forests", "Rừng", "Rừng phòng hộ được bảo vệ. Diện tích rừng là 300 ha.")


@pytest.fixture(scope="module")
def searcher() -> Iterator[Searcher]:
    with temporary_searcher([ROADS, FORESTS], HashEncoder()) as opened:
        yield opened


def test_every_document_is_searched(searcher: Searcher) -> None:
    assert searcher.corpus.documents == (ROADS, FORESTS)
    assert len(searcher.dense) == len(searcher.sparse) == len(searcher.corpus) == 2


@pytest.mark.parametrize(
    ("question", "document"), [("Diện tích rừng phòng hộ?", "forests"), ("duong lien xa dai bao nhieu", "roads")]
)
def test_a_question_finds_the_document_that_it_is_about(searcher: Searcher, question: str, document: str) -> None:
    found = searcher.find(searcher.understand(question), 2)
    assert found.hits[0].passage.document_id == document
    assert found.evidence[0].text in found.evidence[0].passage.text


def test_the_folder_is_gone_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with temporary_searcher([ROADS], HashEncoder()):
        assert len(list(tmp_path.iterdir())) == 1
    gc.collect()
    assert not list(tmp_path.iterdir())
