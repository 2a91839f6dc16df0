"""Search over the conclusion: candidates, order, sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.retrieval.rank import FIRST, SECOND, SENTENCE, Weights
from index.retrieval.search import Searcher


class LongestFirst:
    """A reranker that likes long passages."""

    name = "longest"

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        assert question
        return np.array([len(passage) for passage in passages], np.float32)


def test_the_passage_that_answers_comes_first(searcher: Searcher) -> None:
    hits = searcher.search(searcher.understand("Có bao nhiêu chỉ tiêu khó đạt?"))
    assert "11 chỉ tiêu khó đạt" in hits[0].passage.text


def test_scores_fall_and_lie_between_0_and_1(searcher: Searcher) -> None:
    scores = [hit.score for hit in searcher.search(searcher.understand("du lịch"), 17)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_as_many_passages_come_as_are_asked_for_and_no_more_than_there_are(searcher: Searcher) -> None:
    query = searcher.understand("quản lý chi ngân sách")
    assert len(searcher.search(query, 3)) == 3
    assert len(searcher.search(query, 500)) <= len(searcher.corpus)


def test_evidence_is_the_passages_sentences_best_first(searcher: Searcher) -> None:
    found = searcher.find(searcher.understand("Quản lý chi ngân sách thế nào?"))
    assert found.evidence[0].text == "Quản lý chi ngân sách chặt chẽ, tiết kiệm, đúng quy định."
    assert [each.score for each in found.evidence] == sorted((each.score for each in found.evidence), reverse=True)


def test_a_correction_is_found_by_its_reading(searcher: Searcher) -> None:
    found = searcher.find(searcher.understand("khoáng sản trái phép"))
    assert "trái phep" in found.evidence[0].text


def test_there_is_a_coefficient_for_every_feature() -> None:
    weights = Weights.packaged()
    assert (len(weights.first), len(weights.second), len(weights.sentence)) == (len(FIRST), len(SECOND), len(SENTENCE))


def test_a_reranker_orders_the_passages_looked_at_closely(searcher: Searcher) -> None:
    query = searcher.understand("Có bao nhiêu chỉ tiêu khó đạt?")
    plain = searcher.search(query, 10)
    hits = replace(searcher, reranker=LongestFirst()).search(query, 10)
    lengths = [len(hit.passage.text) for hit in hits]
    assert lengths == sorted(lengths, reverse=True)
    assert {hit.passage.id for hit in hits} == {hit.passage.id for hit in plain}
