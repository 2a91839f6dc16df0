"""Which words of a page stand out."""

from __future__ import annotations

from index.load.page import Page, Word, with_bold_that_tells


def page(*words: tuple[str, bool]) -> Page:
    """A page of words in these fonts, bold or not by their weight."""
    return Page(1, tuple(Word("chữ", font, bold, 0, 10, 0, 10) for font, bold in words))


def bold(made: Page) -> list[bool]:
    return [word.bold for word in with_bold_that_tells([made])[0].words]


def test_a_few_heavy_words_are_bold() -> None:
    assert bold(page((".VnTime", False), (".VnTime", False), (".VnTimeH", True))) == [False, False, True]


def test_where_most_words_are_heavy_only_the_name_of_a_font_tells() -> None:
    assert bold(page((".VnTime", True), (".VnTime,Bold", True), (".VnTime", True))) == [False, True, False]
