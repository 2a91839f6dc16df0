"""Features of a passage looked at closely."""

from __future__ import annotations

import numpy as np

from index.retrieval.rank import FIRST, SECOND, Wanted, second_features
from index.retrieval.reading import Reading
from index.retrieval.surroundings import Surroundings
from index.terms import terms
from index.types import Passage, Query


def _rows(question: str, *sentences: str) -> dict[str, float]:
    """The features of one passage made of these sentences; all that the indexes give is 1."""
    worth = dict.fromkeys(terms(question), 1.0)
    query = Query(question, question, worth)
    wanted = Wanted(worth, {}, worth, {}, {})
    parts = tuple(frozenset(terms(each)) for each in sentences)
    passage = Passage("d.00000000", "d", (), " ".join(sentences), 0, 1)
    reading = Reading(passage, ((0, 1),) * len(parts), sentences, parts, frozenset().union(*parts), frozenset())
    around = Surroundings(np.ones(1), np.ones(1), np.ones(1), np.ones(1))
    (row,) = second_features(query, wanted, [reading], np.ones((1, len(FIRST))), np.ones(1), around)
    return dict(zip(SECOND, row.tolist(), strict=True))


def test_a_passage_whose_best_sentence_is_itself_a_question_is_marked() -> None:
    assert _rows("nghỉ lễ mấy ngày", "**Nghỉ lễ mấy ngày?**", "Xem thêm.")["asks"] == 1
    assert _rows("nghỉ lễ mấy ngày", "Ai hỏi?", "Nghỉ lễ hai ngày.")["asks"] == 0


def test_the_trust_in_each_side_follows_the_length_of_the_question() -> None:
    short, long = _rows("nghỉ lễ", "Nghỉ lễ."), _rows(" ".join("abcdefghijklmnopqrstuvwxyz"), "A b c.")
    assert short["dense_scaled"] == long["dense_scaled"] == 1
    assert short["dense_scaled_long"] < 0 < long["dense_scaled_long"]
