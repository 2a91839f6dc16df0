from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answer import Quote
from index.types import Document, Passage

TEXT = "Nửa nhiệm kỳ qua có 54/66 chỉ tiêu đạt. Tuy vậy, còn 11 chỉ tiêu khó đạt."
DOCUMENT = Document("kl-12", "Kết luận", TEXT, (), "kl.txt", "ab")
PASSAGE = Passage("kl-12.00000001", "kl-12", (), TEXT, 0, len(TEXT))


@given(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT)))
def test_words_of_the_passage_are_a_quote(start: int, length: int) -> None:
    end = min(start + length, len(TEXT))
    assert Quote(TEXT[start:end], PASSAGE, DOCUMENT, start, end).text in TEXT


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("còn 12 chỉ tiêu khó đạt.", 49, 73),
        ("Nửa nhiệm kỳ", 1, 13),
        ("nửa nhiệm kỳ", 0, 12),
        ("Nửa nhiệm kỳ ", 0, 12),
        ("", 5, 5),
        ("Nửa", 0, 500),
    ],
)
def test_words_that_do_not_stand_there_are_no_quote(text: str, start: int, end: int) -> None:
    with pytest.raises(ValueError, match="verbatim"):
        Quote(text, PASSAGE, DOCUMENT, start, end)


def test_a_quote_is_of_its_passages_document() -> None:
    with pytest.raises(ValueError, match="is not of document"):
        Quote("Nửa", PASSAGE, replace(DOCUMENT, id="kl-13"), 0, 3)


def test_a_quote_cannot_be_changed_afterwards() -> None:
    quote = Quote("Nửa", PASSAGE, DOCUMENT, 0, 3)
    with pytest.raises(FrozenInstanceError):
        quote.text = "khác"  # type: ignore[misc]
    with pytest.raises(ValueError, match="verbatim"):
        replace(quote, text="khác")
