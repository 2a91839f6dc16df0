"""The binary Word file of 1997 to 2003: its characters in order, with their look and their paragraph.

Offsets are those of [MS-DOC]. `cp` counts characters of the document, `fc` is a byte offset into the stream that holds
them; the piece table leads from one to the other.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from index.load import sprm97
from index.load.sprm97 import Look, Paragraph

PAGE = 512
"""Properties lie in pages of this size, the number of entries in the last byte."""
COMPRESSED = 1 << 30
"""The bit of a piece's offset that tells one byte a character; the offset is then doubled."""

STYLES, CHARACTERS, PARAGRAPHS, FONTS, PIECES, LISTS, LIST_FORMATS = 1, 12, 13, 15, 33, 73, 74
"""Places in the header's table of (offset, length) pairs, which begins at byte 9A."""
_PAIRS, _COUNTS = 0x9A, 0x4C
_PARTS = ("text", "footnotes", "headers", "macros", "comments", "endnotes", "boxes")
FONT_NAME = 40
"""Where the name begins in a font's record, counted from the record's length byte."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of one look: `fc` is that of the first, `width` the bytes of each."""

    text: str
    fc: int
    width: int
    properties: bytes


class WordFile:
    """The two streams of a document and the tables in them; raises `struct.error` or `IndexError` on damage."""

    def __init__(self, main: bytes, table: bytes) -> None:
        self.main, self.table = main, table
        self.counts = struct.unpack_from(f"<{len(_PARTS)}I", main, _COUNTS)
        self.pieces = tuple(_pieces(self.section(PIECES)))
        self.fonts = tuple(_fonts(self.section(FONTS)))
        self.styles = sprm97.styles(self.section(STYLES))
        self._looks = _Stretches(_pages(main, self.section(CHARACTERS), _look_entry, 1))
        self._paragraphs = _Stretches(_pages(main, self.section(PARAGRAPHS), _paragraph_entry, 13))

    def section(self, place: int) -> bytes:
        """One of the tables that the header points to."""
        offset, length = struct.unpack_from("<II", self.main, _PAIRS + 8 * place)
        return self.table[offset : offset + length]

    def after(self, place: int) -> bytes:
        """The table stream from that table on, for what follows a table without being counted in it."""
        offset = struct.unpack_from("<I", self.main, _PAIRS + 8 * place)[0]
        return self.table[offset:]

    def span(self, part: str) -> tuple[int, int]:
        """The first `cp` of a part of the text, such as "headers", and the one after its last."""
        place = _PARTS.index(part)
        start = sum(self.counts[:place])
        return start, start + self.counts[place]

    def stretches(self, first: int, last: int) -> Iterator[Stretch]:
        """The characters from `cp` `first` up to `last`."""
        for start, end, offset, width in self.pieces:
            low, high = max(start, first), min(end, last)
            fc, stop = offset + (low - start) * width, min(offset + (high - start) * width, len(self.main))
            while low < high and fc + width <= stop:
                until, properties = self._looks.at(fc)
                until = min(max(until - (until - fc) % width, fc + width), stop)
                raw = self.main[fc:until]
                yield Stretch(raw.decode("utf-16-le" if width == 2 else "cp1252", "replace"), fc, width, properties)
                fc = until

    def paragraph_at(self, fc: int) -> Paragraph:
        """The paragraph whose mark lies at `fc`."""
        record = self._paragraphs.at(fc)[1]
        style = int.from_bytes(record[:2], "little")
        return sprm97.paragraph(style, record[2:], self.styles)

    def look(self, properties: bytes, paragraph: Paragraph) -> Look:
        """The look of a stretch within `paragraph`."""
        style = self.styles.get(paragraph.style, sprm97.Style())
        return sprm97.look(properties, style.look, self.styles)

    def font(self, look: Look) -> str:
        """The name of a font, "" where the file gives none."""
        return self.fonts[look.font] if 0 <= look.font < len(self.fonts) else ""


class _Stretches:
    """Property records over ranges of `fc`, found by bisection."""

    def __init__(self, records: Iterator[tuple[int, int, bytes]]) -> None:
        self._records = sorted(records)
        self._starts = [record[0] for record in self._records]

    def at(self, fc: int) -> tuple[int, bytes]:
        """The end of the range around `fc` and its record; b"" where no range is."""
        place = bisect_right(self._starts, fc) - 1
        if place >= 0 and fc < self._records[place][1]:
            return self._records[place][1:]
        following = self._starts[place + 1] if place + 1 < len(self._starts) else 1 << 62
        return following, b""


def _pieces(section: bytes) -> Iterator[tuple[int, int, int, int]]:
    """(first cp, cp after the last, fc, bytes a character) of each piece."""
    place = 0
    while section[place] == 1:
        place += 3 + struct.unpack_from("<H", section, place + 1)[0]
    size = struct.unpack_from("<I", section, place + 1)[0]
    count = (min(size, len(section) - place - 5) - 4) // 12
    positions = struct.unpack_from(f"<{count + 1}I", section, place + 5)
    first_record = place + 5 + 4 * (count + 1)
    for number in range(count):
        offset = struct.unpack_from("<I", section, first_record + 8 * number + 2)[0]
        if offset & COMPRESSED:
            yield positions[number], positions[number + 1], (offset & ~COMPRESSED) // 2, 1
        else:
            yield positions[number], positions[number + 1], offset, 2


def _fonts(section: bytes) -> Iterator[str]:
    """The names of the fonts in the order of their numbers."""
    place = 4
    while place < len(section):
        size = section[place]
        name = section[place + FONT_NAME : place + 1 + size].decode("utf-16-le", "ignore")
        yield name.split("\0")[0]
        place += 1 + size


def _pages(
    main: bytes, section: bytes, entry: Callable[[bytes, int], bytes], entry_bytes: int
) -> Iterator[tuple[int, int, bytes]]:
    """The records of every page that a table of pages lists."""
    count = (len(section) - 4) // 8
    for number in struct.unpack_from(f"<{count}I", section, 4 * (count + 1)) if count > 0 else ():
        page = main[PAGE * (number & 0x3FFFFF) :][:PAGE]
        if len(page) < PAGE:
            continue
        entries = min(page[-1], (PAGE - 5) // (4 + entry_bytes))
        bounds = struct.unpack_from(f"<{entries + 1}I", page)
        for place in range(entries):
            at = 2 * page[4 * (entries + 1) + entry_bytes * place]
            if bounds[place] < bounds[place + 1]:
                yield bounds[place], bounds[place + 1], entry(page, at) if at else b""


def _look_entry(page: bytes, at: int) -> bytes:
    return page[at + 1 : at + 1 + page[at]]


def _paragraph_entry(page: bytes, at: int) -> bytes:
    """The style's number and the changes; the length counts words, less one byte or after a byte of zero."""
    if page[at]:
        return page[at + 1 : at + 2 * page[at]]
    return page[at + 2 : at + 2 + 2 * page[at + 1]]
