"""Folded syllables: the words of the sparse side, made the same way for documents and questions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

CAPITAL = "[" + "".join(chr(code) for code in range(0x1EFA) if chr(code).isupper()) + "]"
"""A pattern for one capital letter: Vietnamese capitals and small letters alternate in Unicode; no range holds them."""

_MARKS = re.compile("[\u0300-\u036f]+")
"""Combining marks of Latin letters: what is left of a letter's diacritics after NFD."""
_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_NEW_STYLE = {
    first + unicodedata.normalize("NFC", second + tone): unicodedata.normalize("NFC", first + tone) + second
    for first, second in ("oa", "oe", "uy")
    for tone in _TONES
}
_SECOND = "".join({pair[1] for pair in _NEW_STYLE} | {pair[1].upper() for pair in _NEW_STYLE})
_NEW_TONE = re.compile(f"[ouOU](?<![qQ].)[{_SECOND}](?![^\\W\\d_])")
"""Begins with a set of letters, which is found twelve times as fast as one of several pairs; "où" passes too."""
_D_STROKE = str.maketrans(dict.fromkeys("đðɖ", "d"))
"""Eth and the African d look the same in capitals (Ð, Ɖ), and old texts hold them for Đ."""

LONGEST_WORD = 16
"""Characters of what `fold` remembers: a question folds some 350 words, most of them the same for every question."""
WORDS_KEPT = 20_000
"""Vietnamese has some 7,000 syllables; 3 MB."""


def fold(text: str) -> str:
    """Lower case without diacritics: `fold("Đảng bộ") == "dang bo"`. Keeps the number of words."""
    return _folded_word(text) if len(text) <= LONGEST_WORD else _folded(text)


@lru_cache(WORDS_KEPT)
def _folded_word(word: str) -> str:
    return _folded(word)


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower().translate(_D_STROKE))
    return unicodedata.normalize("NFC", _MARKS.sub("", decomposed))


def same_tone(text: str) -> str:
    """NFC with the tone mark where the old style puts it: "hoà", "uỷ" become "hòa", "ủy"; "hoàn" and "quý" stay."""
    return _NEW_TONE.sub(_old_style, unicodedata.normalize("NFC", text))


def words(text: str) -> Iterator[re.Match[str]]:
    """The syllables and numbers of a text, with their places."""
    return _WORD.finditer(text)


def syllables(text: str) -> list[str]:
    """Folded syllables in order; numbers lose leading zeros, so that "06" meets "6"."""
    return [as_term(match) for match in _WORD.findall(fold(text))]


def bigrams(parts: Sequence[str]) -> list[str]:
    """Neighbouring syllables joined by a space."""
    return [f"{left} {right}" for left, right in pairwise(parts)]


def terms(text: str) -> list[str]:
    """Folded syllables, then folded bigrams: what BM25 counts."""
    parts = syllables(text)
    return parts + bigrams(parts)


def _old_style(match: re.Match[str]) -> str:
    found = match.group()
    old = _NEW_STYLE.get(found.lower())
    if old is None:
        return found
    return old if found.islower() else old.upper() if found.isupper() else old.capitalize()


def as_term(word: str) -> str:
    """A folded word as a term: a number without leading zeros."""
    return word.lstrip("0") or "0" if word.isdigit() else word
