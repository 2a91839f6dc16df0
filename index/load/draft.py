"""Blocks as they stand in a file, in the letters of its fonts, and how they become text in Unicode.

A loader gives each stretch of text with the name of its font. The reading of a font is decided once for the whole
file: its name proposes an encoding, all the text set in it confirms or refuses it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from index.load import legacy, paragraph
from index.load.issuer import ORGAN
from index.types import BlockKind, RawBlock

HEADING_CHARS = 200
"""A paragraph all in bold that is no longer than this is drafted as a heading, whose level 0 says it is not known."""
LINE_BREAK = "\v"
"""A line that the author ended inside a paragraph."""
CELL_BREAK = " | "
"""Stands between the cells of a row: as little the document's own words as a line break is."""

_BULLETS = dict.fromkeys((0xF0B7, 0xF0A7, 0xF0D8, 0xF076, 0xF0A8, 0xF0FC, 0xF0E0, 0x25AA, 0x25CF), "•")
_SYMBOLS = _BULLETS | {0xF000 + code: chr(code) for code in range(0x20, 0x40)}
"""Private places that the fonts Symbol and Wingdings use in office files; their digits and signs are ASCII's."""
_SAME_GLYPH = {0xD0: "Đ", 0xF0: "đ", 0x189: "Đ"}
"""The letters eth, drawn as the Vietnamese đ and typed for it; Vietnamese has no eth."""
_SPACES = dict.fromkeys((0xA0, 0x2007, 0x202F, 0x3000, 0x2028, 0x2029, 0x85), " ")
_LETTERS = _SYMBOLS | _SAME_GLYPH | _SPACES
_HEAD = re.compile(r"chủ nghĩa việt nam|độc lập\s*[-–]\s*tự do|cộng sản việt nam|,\s*ngày\b.{0,12}tháng", re.IGNORECASE)
_COLUMNS = re.compile(r"(?:[ \t\xa0]{3,}|[\t\v]+)(?!\s|tháng|năm|\d)")
"""A document's head typed in two columns with spaces or tabs between them, as before tables."""
_BESIDE = re.compile(
    r"(?<=[A-ZĐÀ-Ỵ])\s+(?=C\wNG\s+H\w{1,2}\s+X\w\s+H\wI\s+CH\w\s+NGH|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM)"
    r"|(?<=VIỆT NAM)\s+(?!\W*[Đđ]ộc\s+lập)(?=\w)|(?<!VIỆT NAM)(?<=\w)\s+(?=Độc\s+lập\s*[-–])|(?<=[Hh]ạnh phúc)\s+(?=\w)"
)
"""The same where a scan's reading leaves only a space between the columns: the motto's lines tell where they part."""
_OF_STATE = re.compile(r"NƯỚC\s+C\wNG")
HEAD_CHARS = 300
_BAD_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text set in one font; `font` is "" where the file names none."""

    text: str
    font: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before its letters are read."""

    runs: tuple[Run, ...]
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    page: int | None = None


def draft(text: str, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0, page: int | None = None) -> Draft:
    """A draft of text that has no fonts."""
    return Draft((Run(text),), kind, level, page)


def settle(drafts: Iterable[Draft]) -> tuple[tuple[RawBlock, ...], str]:
    """The blocks in Unicode NFC, empty ones left out, and the name of the old encoding found or ""."""
    kept = tuple(drafts)
    readings = _readings(kept)
    blocks: list[RawBlock] = []
    found: set[str] = set()
    for each in kept:
        pieces = list(_pieces(each.runs, readings))
        found |= {encoding for _, encoding in pieces}
        lines = map(plain, _lines("".join(text for text, _ in pieces), each.kind))
        blocks += [RawBlock(line, each.kind, each.level, each.page) for line in lines if line]
    return tuple(blocks), "+".join(sorted(found - {""}))


def _lines(text: str, kind: BlockKind) -> list[str]:
    """The text at its line breaks, except within a row and where a break only wraps a sentence."""
    if kind is not BlockKind.ROW and len(text) <= HEAD_CHARS and _HEAD.search(text):
        return [line for column in _COLUMNS.split(text) for line in _columns_of_scan(column)]
    if LINE_BREAK not in text or kind is BlockKind.ROW:
        return [text]
    joined: list[str] = []
    for line in text.split(LINE_BREAK):
        if joined and _goes_on(joined[-1], line):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _columns_of_scan(line: str) -> list[str]:
    """The parts of a head's line that names the state or the Party beside an organ; a title with either stays whole."""
    begins = line[:2].isupper() or line[:3].lower() == "độc"
    titled = _OF_STATE.search(line) or ("ĐẢNG CỘNG SẢN" in line[1:] and not ORGAN.match(line))
    return _BESIDE.split(line) if begins and not titled else [line]


def _goes_on(before: str, line: str) -> bool:
    return (
        line.lstrip()[:1].islower()
        and not paragraph.MARKER.match(line.lstrip())
        and before.rstrip()[-1:] not in ".;:!?"
    )


def plain(text: str) -> str:
    """`text` in NFC on one line, without control characters, private glyphs or doubled spaces.

    >>> plain("Đảng\\u00a0 bộ\\x00\\ttỉnh\\u200b")
    'Đảng bộ tỉnh'
    """
    composed = unicodedata.normalize("NFC", text.translate(_LETTERS))
    spaced = _BLANK.sub(" ", composed)
    return "".join(char for char in spaced if unicodedata.category(char) not in _BAD_CATEGORIES).strip()


def _readings(drafts: tuple[Draft, ...]) -> Mapping[str, str]:
    """For each font the encoding that its text is in, "" for Unicode."""
    texts: dict[str, list[str]] = {}
    for each in drafts:
        for font, runs in groupby(each.runs, key=lambda run: run.font):
            texts.setdefault(font, []).append("".join(run.text for run in runs))
    readings: dict[str, str] = {}
    for font, pieces in texts.items():
        if "".join(pieces).isascii():
            readings[font] = ""
            continue
        text = legacy.without_unicode(" ".join(pieces))
        named = legacy.encoding_of_font(font)
        readings[font] = named if named and legacy.fits(text, named) else legacy.guess(text)
    return readings


def _pieces(runs: tuple[Run, ...], readings: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The letters of one block and the encoding each stretch was in.

    Neighbours of one encoding are read together, for VNI splits letters over runs.
    """
    for (encoding, capitals), group in groupby(runs, key=lambda run: _manner(run, readings)):
        text = "".join(run.text for run in group)
        old = encoding if encoding and not text.isascii() and legacy.fits(text, encoding) else ""
        letters = legacy.convert(text, old) if old else text
        yield (letters.upper() if capitals and (old or text.isascii()) else letters), old


def _manner(run: Run, readings: Mapping[str, str]) -> tuple[str, bool]:
    encoding = readings[run.font]
    return encoding, encoding == "tcvn3" and legacy.draws_capitals(run.font)
