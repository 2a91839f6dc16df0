"""What a text tells of the asked kind that the question does not say itself."""

from __future__ import annotations

import pytest

from index.question.fresh import NEAR, around_fresh, said
from index.terms import syllables
from index.types import Asked, Query


def _fresh(kind: Asked, question: str, text: str) -> bool:
    return bool(around_fresh(kind, text, frozenset(syllables(question))))


@pytest.mark.parametrize(
    ("kind", "question", "text", "fresh"),
    [
        (Asked.PERSON, "Ai là chồng của Hoàng Lan?", "Chị Hoàng Lan kết hôn năm ngoái.", False),
        (Asked.PERSON, "Ai là chồng của Hoàng Lan?", "Chị Hoàng Lan kết hôn với anh Trần Minh.", True),
        (Asked.PERSON, "Ai là chồng của Hoàng Lan?", "Chồng chị Hoàng Lan là Minh.", True),
        (Asked.PERSON, "Ai ký?", "Văn bản do Ban Thường vụ ký.", False),
        (Asked.PLACE, "Huyện Ba Bể ở đâu?", "Huyện Ba Bể có hồ đẹp.", False),
        (Asked.PLACE, "Huyện Ba Bể ở đâu?", "Huyện thuộc tỉnh Bắc Kạn cũ.", True),
        (Asked.NUMBER, "Năm 2020 có bao nhiêu xã?", "Các xã của 2020.", False),
        (Asked.NUMBER, "Năm 2020 có bao nhiêu xã?", "Có hai mươi ba xã.", True),
        (Asked.DATE, "Nghị quyết 06 ngày nào?", "Nghị quyết ngày 06.", False),
        (Asked.DATE, "Nghị quyết 06 ngày nào?", "Ban hành ngày 6/7/2023.", True),
        (Asked.REASON, "Vì sao năm 2020 mất mùa?", "Hạn hán năm 2019.", False),
    ],
)
def test_only_a_value_that_the_question_does_not_say_is_fresh(
    kind: Asked, question: str, text: str, fresh: bool
) -> None:
    assert _fresh(kind, question, text) is fresh


def test_the_words_around_a_value_reach_so_far_and_no_further() -> None:
    before = [f"a{place}" for place in range(NEAR + 1)]
    (around,) = around_fresh(Asked.NUMBER, f"{' '.join(before)} 17", frozenset())
    assert around == {*before[1:], "17"}


def test_a_question_says_its_words_as_restored_and_as_searched() -> None:
    query = Query("bch họp", "Ban chấp hành họp", {"bch": 1.0, "ban chap": 1.0})
    assert {"bch", "ban", "chap", "hanh", "hop"} <= said(query)
