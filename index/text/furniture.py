"""What stands on the pages of a document without saying anything: mottoes, page numbers, addressees, signatures.

Answers quote none of it. The layout is that of decree 30/2020/NĐ-CP, annex I.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.text.masthead import ABOUT, ANNEX, HEAD_BLOCKS, PLACE_DATE, RULE, Part, parts
from index.types import BlockKind, RawBlock

TAIL_BLOCKS = 60
"""The addressees and the signatures after them take so many lines at most: the longest list seen has 23."""
SIGNATURE_BLOCKS = 6
"""Lines of a signature: for whom, the offices, the name."""
LINE_CHARS = 130
"""Addressees and offices are written on one line."""

FURNITURE_CHARS = 300
"""A longer line is text; the longest of a table of contents seen has 154."""

_SILENT = frozenset({Part.MOTTO, Part.RULE, Part.NUMBER, Part.DATE})
"""Parts of the head whose content the document's number and date repeat, as its issuer does where there is a number."""
_MOTTO = re.compile(
    r"\W*(?:cộng\s+h(?:òa|oà)\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam)?\W*(?:độc\s+lập\W+tự\s+do\W+hạnh\s+phúc)?\W*$|đảng\s+cộng\s+sản\s+việt\s+nam\W*$",
    re.IGNORECASE,
)
PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*$", re.IGNORECASE)
_CONTENTS = re.compile(r".*?(?:\.{4,}|…{2,}|(?:\s\.){4,})\s*\d{1,4}\W*$")
"""A line of a table of contents: words, dots, a page."""
_POINTER = re.compile(r"[*_\s]*(?:>>|»)|\W*(?:(?:xem|đọc) (?:thêm|ngay)|mới(?: nhất)?|nóng|hot)[*_\s]*:", re.IGNORECASE)
"""How web pages begin a line that leads to another text, by its title: ">> …", "Xem thêm: …", "Mới: …"."""
_DOWNLOAD = re.compile(r"\btải\b", re.IGNORECASE)
ADDRESSEES = re.compile(r"\W*nơi\s+(?:nhận|gửi)\b", re.IGNORECASE)
_ADDRESSEE = re.compile(r"\W*[-–—•]|.*;\s*$|\W*(?:lưu|như\s+(?:trên|điều))\b", re.IGNORECASE)
_FOR_WHOM = re.compile(r"\W*(?:(?:T/?M|K/?T|T/?L|TUQ|Q)\s*[./:]\s*|T/M\s+)[A-ZĐÀ-Ỵ]{2}")
"""Signed for a body (TM.), in place of one (KT.) or by its order (TL.), always in capitals."""
OFFICE = re.compile(
    r"\W*(?:(?:phó\s+)?(?:bí\s+thư|chủ\s+tịch|chủ\s+nhiệm|trưởng\s+(?:ban|phòng|đoàn)|(?:tổng\s+)?giám\s+đốc|thủ\s+tướng"
    r"|(?:bộ|thứ|viện|hiệu|(?:tổng\s+|chi\s+)?cục|vụ|phòng)\s+trưởng|chánh\s+(?:văn\s+phòng|án|thanh\s+tra))"
    r"|(?:tỉnh|huyện|thành|đảng)\s+(?:ủy|uỷ)\s+viên|(?:ủy|uỷ)\s+viên)\b|\W*\(?\s*(?:đã\s+ký|ký\s+tên|ký,?\s+(?:đóng\s+dấu|ghi\s+rõ))",
    re.IGNORECASE,
)
NAME_LINE = re.compile(
    r"(?:(?:TS|ThS|PGS|GS)\.?\s*|(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy) )*"
    r"(?:[A-ZĐÀ-Ỵ][a-zà-ỹđ]{0,6}\s+){1,4}[A-ZĐÀ-Ỵ][a-zà-ỹđ]{0,6}[.!]?$"
)


def furnish(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """The blocks with what is furniture marked so and the lines of the title as titles; order and number stay.

    A letterhead that comes again before an annex is furniture there too.
    """
    head = parts(blocks)
    known = _SILENT | {Part.ISSUER} if Part.NUMBER in head.values() else _SILENT
    silent = {place for place, part in head.items() if part in known}
    letterhead = {blocks[place].text for place in silent if blocks[place].text.isupper()}
    silent |= (
        {place for place, block in enumerate(blocks) if block.text in letterhead} | tails(blocks) | _refers(blocks)
    )
    titles = {place for place, part in head.items() if part in (Part.ISSUER, Part.KIND, Part.TITLE)}
    titles |= {place for place, block in enumerate(blocks[:HEAD_BLOCKS]) if head and ABOUT.match(block.text)}
    return [_marked(block, place in silent, place in titles) for place, block in enumerate(blocks)]


def points_elsewhere(text: str) -> bool:
    """Whether a line only leads to another text; what may be taken from the same page belongs to its own.

    >>> points_elsewhere(">> Lịch nghỉ Tết 2026"), points_elsewhere(">> Tải về Nghị định 73"), points_elsewhere("Mới")
    (True, False, False)
    """
    return len(text) <= FURNITURE_CHARS and bool(_POINTER.match(text)) and not _DOWNLOAD.search(text)


def _marked(block: RawBlock, silent: bool, title: bool) -> RawBlock:
    if silent or (block.kind is not BlockKind.ROW and _is_furniture(block.text)):
        return replace(block, kind=BlockKind.FURNITURE, level=0)
    if title and block.kind is not BlockKind.FURNITURE:
        return replace(block, kind=BlockKind.TITLE, level=0)
    return block


def _is_furniture(text: str) -> bool:
    if len(text) > FURNITURE_CHARS:
        return not any(map(str.isalnum, text))
    return bool(
        RULE.match(text)
        or PLACE_DATE.match(text)
        or _MOTTO.match(text)
        or PAGE_NUMBER.match(text)
        or _CONTENTS.match(text)
        or points_elsewhere(text)
    )


def _refers(blocks: Sequence[RawBlock]) -> set[int]:
    """The places of the lines in brackets that say with which decision an annex comes; two at most are one bracket."""
    found: set[int] = set()
    for place, block in enumerate(blocks):
        lines = [each.text for each in blocks[place : place + 2] if len(each.text) <= FURNITURE_CHARS]
        if block.kind is BlockKind.ROW or block.text[:1] != "(" or not ANNEX.match(block.text):
            continue
        closed = next((count for count in range(1, len(lines) + 1) if lines[count - 1].endswith((")", ")."))), 0)
        found |= set(range(place, place + closed))
    return found


def tails(blocks: Sequence[RawBlock]) -> set[int]:
    """The places of addressees and signatures; a document may have several, each before an annex."""
    found: set[int] = set()
    place = 0
    while place < len(blocks):
        end = place
        if ADDRESSEES.match(blocks[place].text):
            end = _end_of_addressees(blocks, place)
        elif opens_signature(blocks[place]) or _is_signed_above(blocks, place):
            end = _end_of_signature(blocks, place)
        found |= set(range(place, end))
        place = max(end, place + 1)
    return found


def _end_of_addressees(blocks: Sequence[RawBlock], start: int) -> int:
    place = start + 1
    while place < min(len(blocks), start + TAIL_BLOCKS):
        block = blocks[place]
        if not _is_line(block):
            break
        if opens_signature(block):
            return _end_of_signature(blocks, place)
        if not (_ADDRESSEE.match(block.text) or OFFICE.match(block.text) or NAME_LINE.match(block.text)):
            break
        place += 1
    return place


def _end_of_signature(blocks: Sequence[RawBlock], start: int) -> int:
    place = start + 1
    while place < min(len(blocks), start + SIGNATURE_BLOCKS):
        block = blocks[place]
        signs = opens_signature(block) or OFFICE.match(block.text) or NAME_LINE.match(block.text)
        if not _is_line(block) or not (signs or RULE.match(block.text)):
            break
        place += 1
    return _end_of_addressees(blocks, place) if place < len(blocks) and ADDRESSEES.match(blocks[place].text) else place


def opens_signature(block: RawBlock) -> bool:
    """Whether a line tells for whom a document is signed."""
    return _is_line(block) and bool(_FOR_WHOM.match(block.text))


def _is_signed_above(blocks: Sequence[RawBlock], place: int) -> bool:
    """Whether the line is the office of who signs, in capitals right above the addressees."""
    block, after = blocks[place], blocks[place + 1 : place + 2]
    office = _is_line(block) and block.text.isupper() and OFFICE.match(block.text)
    return bool(office) and any(ADDRESSEES.match(each.text) for each in after)


def _is_line(block: RawBlock) -> bool:
    return len(block.text) <= LINE_CHARS and block.kind not in (BlockKind.CAPTION, BlockKind.TITLE)
