"""Numbers, dates and ordinals in the ways that people write them."""

from __future__ import annotations

import re

from index.terms import fold, syllables

_ONES = "khong mot hai ba bon nam sau bay tam chin".split()
_SPOKEN = {word: value for value, word in enumerate(_ONES)} | {"muoi": 10, "tu": 4, "lam": 5, "nhat": 1, "dau tien": 1}
_ROMAN = re.compile(r"(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}
_COUNTED = r"(?:giai doan|khoa|lan thu|lan|phan|chuong|quy|ky|muc|dai hoi|cap)"
_NUMERAL = re.compile(rf"\b{_COUNTED} (\d{{1,2}}|[ivxl]{{1,6}})\b")
_SPOKEN_NUMBER = r"(?:dau tien|nhat|muoi (?:mot|hai|ba|bon|lam|sau|bay|tam|chin)|muoi|mot|hai|ba|bon|tu|nam|sau|bay|tam|chin)"
_ORDINAL = re.compile(
    rf"\b(?:nhiem vu|giai phap|muc tieu|noi dung|muc|y|diem|phan|so)(?: (?:trong tam|chu yeu))? "
    rf"(?:(?:thu|so) ?({_SPOKEN_NUMBER}|\d{{1,2}})|(dau tien)|\(?(\d{{1,2}})\)?)(?!\d|[/.,]\d| ?%)\b"
)
_ENGLISH_ORDINAL = re.compile(r"\b(?:task|solution|item|point)\s*(?:no\.?\s*|number\s*)?\(?(\d{1,2})\b|\b(\d{1,2})(?:st|nd|rd|th) (?:task|solution)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def roman(text: str) -> int | None:
    """The value of a Roman numeral up to 89, in small letters; None for anything else."""
    if not text or _ROMAN.fullmatch(text) is None:
        return None
    values = [_ROMAN_VALUES[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def to_roman(value: int) -> str:
    """The Roman numeral of 1 to 49, in small letters."""
    parts = ((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    written = ""
    for size, letters in parts:
        written += letters * (value // size)
        value %= size
    return written


def other_writings(folded: str) -> dict[str, str]:
    """Numerals of a folded text that count something, and their other writing: "giai doan 2" gives {"2": "ii"}."""
    found = {}
    for match in _NUMERAL.finditer(folded):
        written = match.group(1)
        if written.isdigit():
            value = int(written)
            if 0 < value < 50:
                found[str(value)] = to_roman(value)
        elif (value_of := roman(written)) is not None:
            found[written] = str(value_of)
    return found


def ordinal(folded: str) -> int | None:
    """The place in a list that a folded question asks for: "nhiem vu thu sau" gives 6."""
    match = _ORDINAL.search(folded) or _ENGLISH_ORDINAL.search(folded)
    if match is None:
        return None
    return _value(next(group for group in match.groups() if group))


def numbers(text: str) -> tuple[str, ...]:
    """The numbers of a question that an answer must hold, without leading zeros: years, dates, counts."""
    found = []
    for match in _NUMBER.finditer(text):
        found += syllables(match.group())
    return tuple(dict.fromkeys(found))


def spoken(folded: str) -> dict[str, str]:
    """Ordinals said in words after "thu" or "lan": {"thu ba": "3"}."""
    return {match.group(): str(_value(match.group(1))) for match in re.finditer(rf"thu ({_SPOKEN_NUMBER})\b", fold(folded))}


def _value(words: str) -> int:
    if words.isdigit():
        return int(words)
    if words in _SPOKEN:
        return _SPOKEN[words]
    return sum(_SPOKEN[word] for word in words.split())
