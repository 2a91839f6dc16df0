"""A new version's changes are its sentences, not its line breaks."""

from __future__ import annotations

from bot.reading.difference import Difference, difference


def test_only_what_is_said_differently_is_a_difference() -> None:
    before = "I. Mục tiêu\n\nĐón 12 triệu lượt khách. Xây 37 điểm dừng chân."
    after = "I. Mục tiêu\nĐón 12 triệu\tlượt khách. Xây 40 điểm dừng chân."
    assert difference(before, after) == Difference(("Xây 40 điểm dừng chân.",), ("Xây 37 điểm dừng chân.",))


def test_a_sentence_that_stands_once_more_has_come() -> None:
    assert difference("Một. Hai.", "Hai. Một. Một.") == Difference(("Một.",), ())
    assert difference("Một.", "Một.") == Difference((), ())
