"""The accented syllables of the passages that share most words with a text."""

from __future__ import annotations

from index.retrieval.nearby import PASSAGES, Nearby
from index.retrieval.search import Searcher


def test_passages_are_found_without_diacritics_and_give_theirs(searcher: Searcher) -> None:
    found = Nearby(searcher.sparse, searcher.readings)("quan ly chi ngan sach chat che")
    assert {"quản", "lý", "ngân", "sách", "chặt", "chẽ"} <= found.keys()
    assert all(1 <= count <= PASSAGES for count in found.values())


def test_a_text_of_unknown_words_has_none_nearby(searcher: Searcher) -> None:
    assert not Nearby(searcher.sparse, searcher.readings)("xyzzy")


def test_a_searcher_reads_bare_questions_by_what_stands_nearby(searcher: Searcher) -> None:
    assert searcher.understanding.nearby is not None
    assert searcher.understand("quan ly chi ngan sach").restored == "quản lý chi ngân sách"
