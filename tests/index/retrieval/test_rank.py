"""Features of a passage looked at closely."""

from __future__ import annotations

import numpy as np

from index.retrieval.rank import FIRST, SECOND, SENTENCE, Wanted, second_features, sentence_features
from index.retrieval.reading import Reading
from index.retrieval.surroundings import Surroundings
from index.terms import terms
from index.types import Asked, Passage, Query


def _asked(question: str, kind: Asked) -> tuple[Query, Wanted]:
    """A question whose terms are all worth 1."""
    worth = dict.fromkeys(terms(question), 1.0)
    return Query(question, question, worth, asked=kind), Wanted(worth, {}, worth, {}, {})


def _reading(*sentences: str) -> Reading:
    """A passage made of these sentences."""
    parts = tuple(frozenset(terms(each)) for each in sentences)
    passage = Passage("d.00000000", "d", (), " ".join(sentences), 0, 1)
    return Reading(
        passage, ((0, 1),) * len(parts), sentences, parts, frozenset().union(*parts), frozenset(), " ".join(sentences)
    )


def _rows(question: str, *sentences: str, kind: Asked = Asked.OPEN) -> dict[str, float]:
    """The features of one passage made of these sentences; all that the indexes give is 1."""
    query, wanted = _asked(question, kind)
    reading = _reading(*sentences)
    around = Surroundings(np.ones(1), np.ones(1))
    (row,) = second_features(query, wanted, [reading], np.ones((1, len(FIRST))), np.ones(1), around)
    return dict(zip(SECOND, row.tolist(), strict=True))


def test_a_passage_whose_best_sentence_is_itself_a_question_is_marked() -> None:
    assert _rows("nghỉ lễ mấy ngày", "**Nghỉ lễ mấy ngày?**", "Xem thêm.")["asks"] == 1
    assert _rows("nghỉ lễ mấy ngày", "Ai hỏi?", "Nghỉ lễ hai ngày.")["asks"] == 0


def test_the_trust_in_each_side_follows_the_length_of_the_question() -> None:
    short, long = _rows("nghỉ lễ", "Nghỉ lễ."), _rows(" ".join("abcdefghijklmnopqrstuvwxyz"), "A b c.")
    assert short["dense_scaled"] == long["dense_scaled"] == 1
    assert short["dense_scaled_long"] < 0 < long["dense_scaled_long"]


def test_a_name_that_the_question_says_itself_is_no_value() -> None:
    question = "ai là vợ của Trần Minh"
    told = _rows(question, "Ông Trần Minh có vợ.", kind=Asked.PERSON)
    answered = _rows(question, "Ông Trần Minh có vợ là Hoàng Lan.", kind=Asked.PERSON)
    assert (told["value"], told["no_value"]) == (0, 1)
    assert (answered["value"], answered["no_value"]) == (1, 0)


def test_a_sentence_is_nearer_to_the_answer_the_more_of_the_question_stands_beside_the_value() -> None:
    query, wanted = _asked("dân số xã", Asked.NUMBER)
    between = "theo báo cáo gửi về huyện trong tháng trước thì vẫn còn thấp hơn"
    rows = sentence_features(
        query, wanted, _reading("Dân số xã là 4.200.", f"Dân số xã {between} 4.200.", "Dân số xã."), np.ones(3), 0.0
    )
    near = rows[:, SENTENCE.index("value_near")].tolist()
    assert near[0] > near[1] == near[2] == 0


def test_names_count_where_they_are_written_the_same() -> None:
    both, one = "Hồ Ba Bể ở Bắc Kạn.", "Hồ Ba Bể ở ba bể Bắc."
    columns = ("names_met", "some_name_met", "name_missing")
    assert [_rows("Hồ Ba Bể ở Bắc Kạn rộng bao nhiêu?", both)[name] for name in columns] == [1, 1, 0]
    assert [_rows("Hồ Ba Bể ở Bắc Kạn rộng bao nhiêu?", one)[name] for name in columns] == [0.5, 1, 1]
    assert [_rows("Hồ rộng bao nhiêu?", one)[name] for name in columns] == [0, 0, 0]
