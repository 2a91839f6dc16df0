"""Text fits where it goes, whole where it can, and never ends without saying so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sharing.sheet import Weight
from bot.sharing.typesetting import LEADING, Setting, balanced, fitted, placed, wrapped

ONE = Weight.REGULAR


def wide(text: str, _weight: Weight) -> float:
    """A typeface whose letters are all half as wide as high."""
    return len(text) / 2


def test_lines_are_filled_and_broken_between_words() -> None:
    assert wrapped("một hai ba bốn", ONE, 10, 40, wide) == ("một hai", "ba bốn")


def test_a_word_wider_than_a_line_is_broken() -> None:
    assert wrapped("a" * 20, ONE, 10, 40, wide) == ("a" * 8, "a" * 8, "a" * 4)


def test_the_line_breaks_of_a_text_stay() -> None:
    assert wrapped("một\nhai", ONE, 10, 400, wide) == ("một", "hai")


@given(st.text(alphabet="ab Ẫ\n", max_size=200), st.integers(10, 200))
def test_no_line_is_wider_than_its_place_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, ONE, 10, width, wide)
    assert all(wide(line, ONE) * 10 <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_text_gets_the_largest_size_that_has_room() -> None:
    setting = fitted("một hai", ONE, (30, 10), 70, 30, wide)
    assert (setting.lines, setting.size, setting.is_whole) == (("một hai",), 20, True)


def test_a_text_without_room_ends_after_a_sentence() -> None:
    setting = fitted("Một hai. Ba bốn. Năm sáu.", ONE, (10, 10), 60, 2 * 10 * LEADING, wide)
    assert (setting.lines, setting.is_whole) == (("Một hai. Ba", "bốn. …"), False)


def test_a_sentence_without_room_ends_after_a_word() -> None:
    setting = fitted("một hai ba bốn năm sáu", ONE, (10, 10), 50, 10 * LEADING, wide)
    assert (setting.lines, setting.is_whole) == (("một hai …",), False)


@pytest.mark.parametrize("text", ["", "   ", "a" * 1000])
def test_what_cannot_be_set_at_all_takes_no_room(text: str) -> None:
    assert fitted(text, ONE, (10, 10), 5, 10, wide).height == 0


def test_lines_in_the_middle_are_about_equally_long() -> None:
    setting = Setting(("một hai ba bốn", "năm"), ONE, 10)
    assert balanced(setting, 100, wide).lines == ("một hai ba", "bốn năm")


def test_lines_stand_below_their_top() -> None:
    first, second = placed(Setting(("một", "hai ba"), ONE, 10), 5, 100, (0, 0, 0), wide, centred_in=50)
    assert (first.left, first.baseline) == (5 + (50 - 15) / 2, 110)
    assert (second.left, second.baseline) == (5 + (50 - 30) / 2, 110 + 10 * LEADING)
