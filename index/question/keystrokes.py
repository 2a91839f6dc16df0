"""Telex and VNI keystrokes that an input method left undone: "dduowcj" is "được", "tie6u" is "tiêu"."""

from __future__ import annotations

import re
import unicodedata

_TELEX_TONES = {"f": "\u0300", "s": "\u0301", "x": "\u0303", "r": "\u0309", "j": "\u0323"}
_VNI_TONES = {"2": "\u0300", "1": "\u0301", "4": "\u0303", "3": "\u0309", "5": "\u0323"}
_TELEX_LETTERS = (
    ("uow", "ươ"), ("dd", "đ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư"),
)  # fmt: skip
_VNI_LETTERS = (
    ("uo7", "ươ"), ("d9", "đ"), ("a6", "â"), ("e6", "ê"), ("o6", "ô"), ("a8", "ă"), ("o7", "ơ"), ("u7", "ư"),
)  # fmt: skip
_LATE_MARK = re.compile(r"^([a-z]*?)(d|a|e|o|uo|u)([a-z]*?)([6789])([1-5]?)$")
_SYLLABLE = re.compile(
    r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"(?:uyê|uya|iê|yê|uô|ươ|ưa|ia|ua|oai|oay|oeo|uây|iêu|yêu|uôi|ươi|ươu|uyu|oa|oă|oe|uê|uy|uâ|uơ|"
    r"ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)
_VOWELS = "aăâeêioôơuưy"


def decode(word: str) -> str:
    """The syllable that a word's keystrokes were meant to make, in lower case; "" where they make none.

    A word of plain letters is no keystrokes: something must be left of a tone or a letter's mark.
    """
    typed = word.lower()
    if not typed.isascii() or not typed.isalnum() or typed.isdigit():
        return ""
    if any(character.isdigit() for character in typed):
        return _vni(typed)
    return _telex(typed)


def _telex(typed: str) -> str:
    tone, rest = "", typed
    for place in range(len(typed) - 1, 0, -1):
        if typed[place] in _TELEX_TONES and any(vowel in typed[:place] for vowel in "aeiouyw"):
            tone, rest = _TELEX_TONES[typed[place]], typed[:place] + typed[place + 1 :]
            break
    for keys, letter in _TELEX_LETTERS:
        rest = rest.replace(keys, letter)
    rest = _spread_marks(rest)
    return _toned(rest, tone) if _SYLLABLE.fullmatch(rest) and (tone or rest != typed) else ""


def _spread_marks(rest: str) -> str:
    """Marks typed at a syllable's end: "duocdw"-like keys are rare; "toanaf" and "muonw" are usual."""
    match = re.fullmatch(r"([a-zđ]*?)(uo|o|u|a)([a-z]*?)w", rest)
    if match:
        head, vowel, tail = match.groups()
        return head + {"uo": "ươ", "o": "ơ", "u": "ư", "a": "ă"}[vowel] + tail
    match = re.fullmatch(r"([a-zđ]*?)([aeo])([^aeo]+)\2", rest)
    if match:
        head, vowel, tail = match.groups()
        return head + {"a": "â", "e": "ê", "o": "ô"}[vowel] + tail
    return rest


def _vni(typed: str) -> str:
    late = _LATE_MARK.match(typed)
    if late:
        head, vowel, tail, mark, tone_key = late.groups()
        typed = f"{head}{vowel}{mark}{tail}{tone_key}"
    tones = [character for character in typed if character in _VNI_TONES]
    rest = "".join(character for character in typed if character not in _VNI_TONES)
    for keys, letter in _VNI_LETTERS:
        rest = rest.replace(keys, letter)
    if len(tones) > 1 or not _SYLLABLE.fullmatch(rest):
        return ""
    return _toned(rest, _VNI_TONES[tones[0]] if tones else "")


def _toned(syllable: str, tone: str) -> str:
    """Puts the tone mark where spelling wants it."""
    if not tone:
        return unicodedata.normalize("NFC", syllable)
    places = [place for place, letter in enumerate(syllable) if letter in _VOWELS]
    if syllable.startswith(("qu", "gi")) and len(places) > 1:
        places = places[1:]
    marked = [place for place in places if syllable[place] in "ăâêôơ"]
    closed = places[-1] + 1 < len(syllable)
    at = marked[-1] if marked else places[1] if len(places) == 3 or (len(places) == 2 and closed) else places[0]
    return unicodedata.normalize("NFC", syllable[: at + 1] + tone + syllable[at + 1 :])
