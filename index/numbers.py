"""Numbers and numerals in the ways that people write them."""

from __future__ import annotations

import re

from index.terms import syllables

_ROMAN = re.compile(r"(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}
_ROMAN_PARTS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_COUNTED = r"(?:giai doan|khoa|lan thu|lan|phan|chuong|quy|ky|muc|dai hoi|cap)"
_NUMERAL = re.compile(rf"\b{_COUNTED} (\d{{1,2}}|[ivxl]{{1,6}})\b")
_LARGEST_ROMAN = 50
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def roman(text: str) -> int | None:
    """The value of a Roman numeral up to 89, in small letters; None for anything else."""
    if not text or _ROMAN.fullmatch(text) is None:
        return None
    values = [_ROMAN_VALUES[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def to_roman(value: int) -> str:
    """The Roman numeral of 1 to 3999, in small letters."""
    written = ""
    for size, letters in _ROMAN_PARTS:
        written += letters * (value // size)
        value %= size
    return written


def in_any_writing(number: str) -> frozenset[str]:
    """A number as a term, and its Roman numeral where it has one that is used for counting."""
    if number.isdigit() and 0 < int(number) < _LARGEST_ROMAN:
        return frozenset({number, to_roman(int(number))})
    return frozenset({number})


def other_writings(folded: str) -> dict[str, str]:
    """Numerals of a folded text that count something, and their other writing: "giai doan 2" gives {"2": "ii"}."""
    found = {}
    for match in _NUMERAL.finditer(folded):
        written = match.group(1)
        if written.isdigit():
            value = int(written)
            if 0 < value < _LARGEST_ROMAN:
                found[str(value)] = to_roman(value)
        elif (value_of := roman(written)) is not None:
            found[written] = str(value_of)
    return found


def numbers(text: str) -> tuple[str, ...]:
    """The numbers of a question that an answer must hold, without leading zeros: years, dates, counts."""
    found = []
    for match in _NUMBER.finditer(text):
        found += syllables(match.group())
    return tuple(dict.fromkeys(found))
