"""Vietnamese text from before Unicode: which encoding it is in, and its letters in NFC.

Old fonts draw Vietnamese letters in the places of Western ones, so a faithful extractor returns `Céng hoµ`. Text
comes here as the characters that stand for those places: U+0001–U+00FF, or their Windows-1252 forms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from types import MappingProxyType

from index.syllable import is_syllable

GRAVE, ACUTE, TILDE, HOOK, DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
CIRCUMFLEX, BREVE = "\u0302", "\u0306"

_TCVN3 = (
    "ĂÂÊÔƠƯĐăâêôơưđ\0\0\0\0\0\0àảãáạ\0ằẳẵắ\0\0\0\0\0\0\0ặầẩẫấậè\0ẻẽéẹềểễếệìỉ\0\0\0ĩíịò\0ỏõóọồổỗốộờởỡớợù\0ủũúụừửữứựỳỷỹýỵ"
)
"""TCVN 5712:1993 (VN3), bytes A1 to FE: the fonts .VnTime, .VnArial and so on."""

_VISCII = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII_CONTROLS = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
"""RFC 1456: bytes 80 to FF, and the six below 20."""

_VPS = (
    "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ‘’ỀỂỄỐỒỔỖýỷỵỚỜỞ\xa0ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕựầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺß"
    "àáâãảạăçèéêẽìíîĩẴĐòóôõöƠụùúủüỶẼỳ"
)
_VPS_CONTROLS = {0x02: "Ạ", 0x03: "Ậ", 0x04: "Ặ", 0x05: "Ẹ", 0x06: "Ệ", 0x10: "Ị", 0x11: "Ọ", 0x12: "Ộ"} | {
    0x13: "Ợ", 0x14: "Ụ", 0x15: "Ự", 0x19: "Ỵ", 0x1C: "Ẫ", 0x1D: "Ữ"
}  # fmt: skip
"""Vietnamese Professionals Society: bytes 80 to FF, and the fourteen below 20 (ICU's x-viet-vps)."""

_VNI_LETTERS = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_MARKS = {
    "ø": GRAVE, "ù": ACUTE, "û": HOOK, "õ": TILDE, "ï": DOT,
    "â": CIRCUMFLEX, "à": CIRCUMFLEX + GRAVE, "á": CIRCUMFLEX + ACUTE, "å": CIRCUMFLEX + HOOK,
    "ã": CIRCUMFLEX + TILDE, "ä": CIRCUMFLEX + DOT,
    "ê": BREVE, "è": BREVE + GRAVE, "é": BREVE + ACUTE, "ú": BREVE + HOOK, "ü": BREVE + TILDE, "ë": BREVE + DOT,
}  # fmt: skip
"""VNI for Windows: a mark is written after its vowel as a letter of its own, in the vowel's case."""

_GLYPH_NAMES = {"\u2212": "\xad", "\u2219": "\xb7", "\u22c5": "\xb7", "\u03bc": "\xb5", "\u0394": "\xc6"}
"""What a pdf names the glyphs of these places (minus, bullet operator, mu …); only next to a letter is it one."""

_FONTS: tuple[tuple[str, str], ...] = (("vni", r"^vni\b"), ("tcvn3", r"^\.?vn[a-z0-9]"), ("vps", r"^vps\b"))
_SUBSET = re.compile(r"^[A-Z]{6}\+")
"""The tag that a pdf puts before the name of a font of which it holds a part."""
_CAPITALS_FONT = re.compile(r"^\.?vn.*h(?=$|[-, ])", re.IGNORECASE)
_WORD = re.compile(r"[^\s!\"#$%&'()*+,\-./0-9:;<=>?@\[\\\]^_`{|}~…“”‘’–—•]+")

_UNICODE_LETTER = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")

MIN_WORDS = 4
"""Fewer words with letters beyond ASCII than this decide nothing by themselves."""
SURE, MARGIN = 0.7, 0.25
"""A reading is taken when this share of such words are syllables, and so much more than unread. On the 44 old
documents of the evaluation set the right reading scores .94 to 1 and the text unread .07 to .28."""
SAMPLE_CHARS = 60_000


def convert(text: str, encoding: str) -> str:
    """`text` with its letters in Unicode NFC; characters the encoding does not use stay.

    >>> convert("Céng hoµ x· héi chñ nghÜa", "tcvn3"), convert("Ñaûng Coäng saûn", "vni")
    ('Cộng hoà xã hội chủ nghĩa', 'Đảng Cộng sản')
    """
    return _CONVERTERS[encoding](text)


def encoding_of_font(font: str) -> str:
    """The encoding that a font's name tells of, or "".

    >>> encoding_of_font("ABCDEF+.VnTimeH"), encoding_of_font("VNI-Times"), encoding_of_font("Times New Roman")
    ('tcvn3', 'vni', '')
    """
    name = _SUBSET.sub("", font).strip().lower()
    return next((encoding for encoding, pattern in _FONTS if re.match(pattern, name)), "")


def draws_capitals(font: str) -> bool:
    """Whether the font draws small letters as capitals: TCVN3 has none with a tone, .VnTimeH is how they were set."""
    name = _SUBSET.sub("", font).strip()
    return bool(_CAPITALS_FONT.match(name)) and (name.isupper() or not re.search(r"h(?=$|[-, ])", name))


def soundness(text: str) -> tuple[float, int]:
    """The share of words with letters beyond ASCII that are Vietnamese syllables, and how many such words there are."""
    words = [word for word in _WORD.findall(text[:SAMPLE_CHARS]) if not word.isascii()]
    if not words:
        return 0.0, 0
    return sum(map(is_syllable, words)) / len(words), len(words)


def guess(text: str) -> str:
    """The old encoding that makes Vietnamese of `text`, or "" when it needs none or none does."""
    unread, words = soundness(text)
    if words < MIN_WORDS or unread >= SURE:
        return ""
    best, encoding = max((soundness(convert(text[:SAMPLE_CHARS], name))[0], name) for name in _CONVERTERS)
    return encoding if best >= SURE and best >= unread + MARGIN else ""


def fits(text: str, encoding: str) -> bool:
    """Whether text whose font names `encoding` can be read in it: few words are, unless they hold Unicode's letters."""
    unread, words = soundness(text)
    if words < MIN_WORDS:
        return not _UNICODE_LETTER.search(text)
    return soundness(convert(text, encoding))[0] >= unread


def without_unicode(text: str) -> str:
    """The words of `text` that hold no letter of Unicode's Vietnamese, which no old font has."""
    return " ".join(word for word in text.split() if not _UNICODE_LETTER.search(word))


def _table(first: int, letters: str, controls: dict[int, str]) -> Callable[[str], str]:
    """A converter of single places: windows-1252 forms are taken back to their bytes where the table uses those."""
    table = {first + place: letter for place, letter in enumerate(letters) if letter != "\0"} | controls
    if first == 0x80:
        for place in range(0x80, 0xA0):
            surface = bytes([place]).decode("cp1252", "ignore")
            if surface:
                table[ord(surface)] = table[place]
    return lambda text: unicodedata.normalize("NFC", _restore_glyphs(text).translate(table))


def _restore_glyphs(text: str) -> str:
    if not any(char in text for char in _GLYPH_NAMES):
        return text
    padded = f" {text} "
    return "".join(
        _GLYPH_NAMES.get(char, char) if _is_letter(before) or _is_letter(after) else char
        for before, char, after in zip(padded, text, padded[2:], strict=False)
    )


def _is_letter(char: str) -> bool:
    """A letter, or a sign in whose place an old font has one."""
    return char.isalpha() or "\xa1" <= char <= "\xff"


@cache
def _vni() -> tuple[MappingProxyType[str, str], re.Pattern[str]]:
    """Every written form of VNI with its letter, and the pattern that finds the longest form first."""
    marks = _VNI_MARKS | {mark.upper(): accent for mark, accent in _VNI_MARKS.items()}
    forms = _VNI_LETTERS | {old.upper(): new.upper() for old, new in _VNI_LETTERS.items()}
    for vowel in "aeiouyôöAEIOUYÔÖ":
        base = forms.get(vowel, vowel)
        for mark, accent in marks.items():
            letter = unicodedata.normalize("NFC", base + accent)
            if len(letter) == 1:
                forms[vowel + mark] = letter
    longest_first = sorted(forms, key=len, reverse=True)
    return MappingProxyType(forms), re.compile("|".join(map(re.escape, longest_first)))


def _convert_vni(text: str) -> str:
    forms, pattern = _vni()
    return unicodedata.normalize("NFC", pattern.sub(lambda found: forms[found[0]], text))


_CONVERTERS: dict[str, Callable[[str], str]] = {
    "vni": _convert_vni,
    "vps": _table(0x80, _VPS, _VPS_CONTROLS),
    "viscii": _table(0x80, _VISCII, _VISCII_CONTROLS),
    "tcvn3": _table(0xA1, _TCVN3, {}),
}
ENCODINGS = tuple(_CONVERTERS)
