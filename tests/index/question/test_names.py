"""Names that a question spells."""

from __future__ import annotations

import pytest

from index.question.names import names


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Hồ Ba Bể ở Bắc Kạn rộng bao nhiêu?", ("Hồ Ba Bể", "Bắc Kạn")),
        ("Pháp có bao nhiêu vùng?", ()),
        ("Ai thua Pháp?", ("Pháp",)),
        ("ai thua phap", ()),
        ("HỒ BA BỂ Ở ĐÂU?", ()),
        ("Đường lên Hoà Bình.", ("Hòa Bình",)),
    ],
)
def test_names_are_runs_of_words_with_capitals(question: str, found: tuple[str, ...]) -> None:
    assert names(question) == found
