"""Plain text: its encoding, found by what makes Vietnamese of it, and its paragraphs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from index.errors import UnreadableError
from index.load import legacy, paragraph
from index.load.draft import Draft, draft, settle
from index.load.limits import Limits
from index.types import Extract

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_TEXT_CONTROLS = frozenset("\t\n\r\f\v\x00\x1a\x1b")
BINARY_SHARE = 0.05
"""More control characters than this are no text; VISCII and VPS put 6 and 14 rare capitals among them."""
HALF_EMPTY = 0.3
"""UTF-16 without its mark: this share of the odd or even bytes is zero where the text is Latin."""
BROKEN_SHARE = 0.002
"""Invalid bytes that a UTF-8 text may have, cut at its end or damaged, before it is taken for another encoding."""


def load(data: bytes, _limits: Limits) -> Extract:
    """The paragraphs of a text file."""
    text, encoding, warnings = decode(data)
    blocks, old = settle(paragraphs(text))
    return Extract(blocks, "txt", old or encoding, warnings)


def paragraphs(text: str) -> Iterator[Draft]:
    """A draft a paragraph; lines wrapped by hand are joined, other line ends are kept as the author's."""
    groups = [group.splitlines() for group in re.split(r"\n[ \t\u00a0]*\n", _unix(text))]
    stripped = [[line.strip() for line in group if line.strip()] for group in groups]
    wrapped_at = paragraph.width(stripped)
    for lines in stripped:
        yield from map(draft, paragraph.join(lines, wrapped_at))


def decode(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """The text of a file, the name of its encoding, and what was lost on the way."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace"), name.removesuffix("-sig"), ()
    unmarked = _utf16_order(data)
    if unmarked:
        return data.decode(unmarked, "replace"), "utf-16", ()
    try:
        text, encoding, warnings = data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        return _repaired(data) or _single_bytes(data)
    _refuse_binary(text)
    return text, encoding, warnings


def _utf16_order(data: bytes) -> str:
    sample = data[:4096]
    half = max(len(sample) // 2, 1)
    if sample[1::2].count(0) > HALF_EMPTY * half and sample[0::2].count(0) < HALF_EMPTY * half / 4:
        return "utf-16-le"
    if sample[0::2].count(0) > HALF_EMPTY * half and sample[1::2].count(0) < HALF_EMPTY * half / 4:
        return "utf-16-be"
    return ""


def _repaired(data: bytes) -> tuple[str, str, tuple[str, ...]] | None:
    """UTF-8 with a few bytes damaged, or None."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    if lost > max(1, BROKEN_SHARE * len(text)) or not any(ord(char) > 0x7F and char != "\ufffd" for char in text):
        return None
    return text.replace("\ufffd", ""), "utf-8", (f"{lost} chỗ hỏng trong UTF-8 đã bỏ qua",)


def _single_bytes(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """Text of one byte a letter, in whichever of the Vietnamese encodings makes most syllables of it."""
    surface = data.decode("latin-1")
    _refuse_binary(surface)
    readings = {name: legacy.convert(surface, name) for name in legacy.ENCODINGS}
    readings["windows-1258"] = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    readings["windows-1252"] = data.decode("cp1252", "replace")
    best = max(readings, key=lambda name: legacy.soundness(readings[name])[0])
    if best == "tcvn3" or best == "vni":  # their bytes 80 to 9F are the punctuation of windows-1252
        return legacy.convert(data.decode("cp1252", "replace"), best), best, ()
    return readings[best], best, ()


def _refuse_binary(text: str) -> None:
    sample = text[:20_000]
    controls = sum(char < " " and char not in _TEXT_CONTROLS for char in sample) + sample.count("\x00")
    if controls > BINARY_SHARE * len(sample):
        raise UnreadableError("không phải văn bản hoặc định dạng chưa hỗ trợ; hãy lưu lại thành .docx, .pdf hay .txt.")


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").replace("\v", "\n")
