"""Texts are tidied before any engine sees them."""

from __future__ import annotations

import pytest

from index.encode.texts import tidy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nghi\u0323 quye\u0302\u0301t", "Nghị quyết"),
        ("a\0b", "a b"),
        ("đ\ud83dx", "đ x"),
        ("👍", "👍"),
        ("", ""),
    ],
)
def test_composed_and_writable(text: str, expected: str) -> None:
    assert tidy(text) == expected
