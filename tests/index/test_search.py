"""Search over the conclusion: candidates, order, sentences."""

from __future__ import annotations

from index.rank import FIRST, SECOND, SENTENCE, Weights
from index.search import Searcher


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
