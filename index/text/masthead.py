"""What the head of a document says of it: issuer, number, date, kind and title.

The layout is that of decree 30/2020/NĐ-CP (annex I) and of guidance 36-HD/VPTW of the Party: issuer and motto side by
side, number and place with date under them, then the kind in capitals and what it is about.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from index.load.issuer import ORGAN, issuer_of_number, spelt
from index.types import BlockKind, RawBlock

HEAD_BLOCKS = 40
"""The head is looked for among so many blocks."""
TITLE_LINES = 6
"""A title has so many lines at most."""
BODY_CHARS, CAPITALS_CHARS = 330, 700
"""A paragraph longer than this is text and ends the head, set in capitals or not; the longest title seen has 368."""

KINDS = (
    "Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Lệnh", "Nghị quyết", "Nghị định", "Kết luận", "Chỉ thị", "Quyết định",
    "Quy định", "Quy chế", "Quy trình", "Quy ước", "Điều lệ", "Hướng dẫn", "Kế hoạch", "Chương trình hành động",
    "Chương trình", "Thông tri", "Thông tư liên tịch", "Thông tư", "Thông báo", "Thông cáo", "Báo cáo", "Tờ trình",
    "Đề án", "Dự án", "Phương án", "Công điện", "Công văn", "Lời kêu gọi", "Tuyên bố", "Cương lĩnh", "Biên bản",
    "Giấy mời", "Danh sách", "Tiêu chuẩn quốc gia", "Quy chuẩn kỹ thuật quốc gia",
)  # fmt: skip
_KIND_OF_SIGN = {
    "NQ": "Nghị quyết", "KL": "Kết luận", "CT": "Chỉ thị", "QĐ": "Quyết định", "QYĐ": "Quy định", "QĐI": "Quy định",
    "QC": "Quy chế", "HD": "Hướng dẫn", "KH": "Kế hoạch", "CTR": "Chương trình", "CTHĐ": "Chương trình hành động",
    "TTRI": "Thông tri", "TTLT": "Thông tư liên tịch", "TT": "Thông tư", "TB": "Thông báo", "BC": "Báo cáo",
    "TTR": "Tờ trình", "ĐA": "Đề án", "CĐ": "Công điện", "CV": "Công văn", "NĐ": "Nghị định", "PL": "Pháp lệnh",
    "L": "Luật", "QH": "Luật", "TCVN": "Tiêu chuẩn quốc gia",
    "QCVN": "Quy chuẩn kỹ thuật quốc gia", "BB": "Biên bản", "GM": "Giấy mời", "TC": "Thông cáo",
    "NQLT": "Nghị quyết liên tịch",
}  # fmt: skip
"""The sign of a kind in a document's number (decree 30/2020/NĐ-CP, annex III; guidance 36-HD/VPTW)."""


class Part(Enum):
    """What a block of the head is."""

    MOTTO = "motto"
    RULE = "rule"
    NUMBER = "number"
    DATE = "date"
    ISSUER = "issuer"
    KIND = "kind"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Masthead:
    """What could be read; "" and None where nothing could. `number` has no spaces, `kind` is one of KINDS."""

    title: str = ""
    number: str = ""
    issuer: str = ""
    date: date | None = None
    kind: str = ""


_STATE = r"c[ộô]ng\s+h(?:òa|oà)\s+x[ãa]\s+hội\s+chủ\s+nghĩa\s+việt\s+nam"
_MOTTO = re.compile(
    rf"\W*(?:nước\s+)?{_STATE}|.*độc\s+lập\s*[-–—.]+\s*tự\s+do|\W*đảng\s+cộng\s+sản\s+việt\s+nam\W*$", re.IGNORECASE
)
RULE = re.compile(r"[\W_]*$|[oO0*\-_ ]{3,}$")
_SIGN = (
    r"\d{1,5}[a-zA-Z]?(?:\s*/\s*\d{4})?\s*[-–/]\s*[A-ZĐƯ][A-Za-zĐđƯư]{0,9}\d{0,2}"
    r"(?:\s*[-–/.]\s*[A-ZĐƯ][A-Za-z0-9ĐđƯưÂÊÔƠ]*)*"
)
_NUMBER_LINE = re.compile(rf"(?:luật\s+|lệnh\s+)?số\s*[:.]?\s*(?P<sign>{_SIGN})?", re.IGNORECASE)
_SIGN_LINE = re.compile(r"/\s*[A-ZĐƯ]{1,6}[A-ZĐƯ0-9 .&\-–]*$")
"""The rest of a number whose figures are still to be written, set on a line of its own (`/GM-HĐND`)."""
_NUMBER_IN_TITLE = re.compile(rf"\bsố\s*[:.]?\s*(?P<sign>{_SIGN})", re.IGNORECASE)
_DATE = re.compile(r"ngày\s*(\d{1,2})\s*(?:tháng|/|-|\.)\s*(\d{1,2})\s*(?:năm|/|-|\.)\s*(\d{4})", re.IGNORECASE)
PLACE_DATE = re.compile(r"[^\W\d_][^\d]{1,40},\s*ngày\b.{0,12}\s*tháng\b.{0,8}\s*năm\b.{0,8}$", re.IGNORECASE)
_PASSED = re.compile(
    r"\W*(?:bộ\s+luật|luật|pháp\s+lệnh|nghị\s+quyết)\s+này\s+(?:đã\s+)?được\s.{5,160}?\sthông\s+qua\b.{0,12}ngày.{8,28}",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"[-–*\s]*(?:căn\s+cứ|thực\s+hiện\s+(?!quy)|theo\s+đề\s+nghị|xét\s|để\s+|kính\s+gửi|trong\s|sau\s+khi|thời\s+gian"
    r"|(?:điều|chương|phần|mục)\s+(?:\d|[ivx]+\b|thứ\s)|[ivx]{1,4}\s*[.\-/]\s|\d{1,2}[.)]\s|đơn\s+vị\s+tính)",
    re.IGNORECASE,
)
_KIND = re.compile(rf"(?P<kind>{'|'.join(sorted(KINDS, key=len, reverse=True))})\b(?P<rest>.*)$", re.IGNORECASE)
_DAY = re.compile(r"\W*ngày\s+\d", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"(?:chủ\s+tịch|bộ\s+trưởng|thủ\s+tướng|trưởng\s+ban|giám\s+đốc|tổng\s+giám\s+đốc|chính\s+phủ|quốc\s+hội|hội\s+đồng"
    r"|ban\s+(?:chấp\s+hành|thường\s+vụ|bí\s+thư)|bộ\s+chính\s+trị|(?:ủy|uỷ)\s+ban\s+nhân\s+dân|chánh\s+án)\b",
    re.IGNORECASE,
)
"""Who decides: the line between the title and what the decision rests on."""
ABOUT = re.compile(r"v\s*/\s*v\b", re.IGNORECASE)
"""How the subject of a letter begins."""
_STANDARD = re.compile(r"((?:TCVN|QCVN)\s*\d{1,5}(?:-\d+)?)\s*:\s*(\d{4})")
_SPACED = re.compile(r"(?:\w ){4}")
"""Letters set apart, as on the covers of standards."""
ANNEX = re.compile(
    rf"\(?\s*(?:ban\s+hành\s+)?kèm\s+theo\b|\(\s*ban\s+hành\s+theo\s+(?:{'|'.join(map(re.escape, KINDS))})\b",
    re.IGNORECASE,
)
"""The line under the title of what a decision brings with it."""


def read(blocks: Sequence[RawBlock]) -> Masthead:
    """What the first blocks tell of the document; see `Masthead`."""
    found = parts(blocks)
    lines = {part: [blocks[place].text for place in sorted(found) if found[place] is part] for part in Part}
    kind_line = next(iter(lines[Part.KIND]), "")
    titles = " ".join((kind_line, *lines[Part.TITLE])).strip()
    number = _number(lines[Part.NUMBER]) or _number_in(titles) or _standard(blocks)
    letter = any(ABOUT.match(block.text) for block in blocks[:HEAD_BLOCKS])
    kind = _kind(titles) or _kind_of(number) or ("Công văn" if letter and lines[Part.NUMBER] else "")
    return Masthead(
        title=_title(blocks, kind_line, lines[Part.TITLE]),
        number=number,
        issuer=spelt(lines[Part.ISSUER]) or issuer_of_number(number),
        date=_first_date((*lines[Part.DATE], *lines[Part.NUMBER])) or _first_date([titles]) or _passed(blocks),
        kind=kind,
    )


def parts(blocks: Sequence[RawBlock]) -> dict[int, Part]:
    """What each block of the head is, by its place among `blocks`; those that are none of it are left out."""
    found: dict[int, Part] = {}
    kind_at: int | None = None
    titles = 0
    for place, block in enumerate(blocks[:HEAD_BLOCKS]):
        part = _part(block, kind_at is not None)
        if part is None and _ends_head(block, titles > 0):
            break
        if kind_at is not None and part in (None, Part.KIND, Part.NUMBER):
            if titles == TITLE_LINES or ANNEX.match(block.text) or (titles and _ends_title(block, blocks[kind_at])):
                break
            if titles and not _goes_on(block, blocks[kind_at]):
                break
            part, titles = Part.TITLE, titles + 1
        elif part is Part.KIND:
            kind_at, titles = place, int(not _is_alone(block.text))
        if part is not None:
            found[place] = part
    return found | _rest_of_issuer(blocks, found)


def _rest_of_issuer(blocks: Sequence[RawBlock], found: Mapping[int, Part]) -> dict[int, Part]:
    """Lines in capitals under an issuer's name with more of the letterhead below them, which go on with the name."""
    first = next((place for place in sorted(found) if found[place] is Part.ISSUER), None)
    ends = [place for place in found if found[place] in (Part.MOTTO, Part.NUMBER, Part.DATE)]
    last = min((place for place in found if found[place] is Part.KIND), default=max(ends, default=0))
    if first is None:
        return {}
    within = (place for place in range(first + 1, last) if place not in found and any(end > place for end in ends))
    return {place: Part.ISSUER for place in within if _is_name(blocks[place])}


def _is_name(block: RawBlock) -> bool:
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and block.text.isupper() and len(block.text) < 120


def _part(block: RawBlock, seen_kind: bool) -> Part | None:
    """What a block of the head is by itself."""
    text = block.text
    if block.kind is BlockKind.ROW:
        return None
    if _MOTTO.match(text) and len(text) < 140:
        return Part.MOTTO
    if RULE.match(text):
        return Part.RULE
    if (_NUMBER_LINE.match(text) and len(text) < 110) or _SIGN_LINE.match(text):
        return Part.NUMBER
    if PLACE_DATE.match(text):
        return Part.DATE
    if _is_kind(text):
        return Part.KIND
    if not seen_kind and block.kind is not BlockKind.FURNITURE and _is_organ(text):
        return Part.ISSUER
    return None


def _is_organ(text: str) -> bool:
    return bool(ORGAN.match(text)) and len(text) < 120 and not re.search(r"\d|\.{3}|…|[.;,]\s*$", text)


def _is_kind(text: str) -> bool:
    """A line that is a kind's name, or begins with it in capitals."""
    match = _KIND.match(text)
    if match is None or len(text) > BODY_CHARS:
        return False
    words = match["rest"].split()
    of_organ = bool(words) and words[0].lower() in ("của", "số", "liên") and len(text) < 160
    return _is_alone(text) or match["kind"].isupper() or (of_organ and text[0].isupper())


def _ends_head(block: RawBlock, titled: bool) -> bool:
    text = block.text
    longest = CAPITALS_CHARS if text.isupper() else BODY_CHARS
    if block.kind is BlockKind.ROW or len(text) > longest or (not titled and _DAY.match(text)):
        return True
    return bool(_BODY.match(text)) and not text[:1].islower() and (titled or not text.isupper())


def _ends_title(block: RawBlock, kind: RawBlock) -> bool:
    """What comes after a title: who decides, the kind once more, or a heading of a lower level than the title's."""
    decides = _AUTHORITY.match(block.text) and len(block.text) < 120
    return bool(decides) or (_is_kind(block.text) and _is_alone(block.text)) or block.level > kind.level > 0


def _goes_on(block: RawBlock, kind: RawBlock) -> bool:
    """Whether a line is another of the title: in capitals, in mid-sentence, or set as the kind's line is."""
    set_alike = block.kind in (BlockKind.HEADING, BlockKind.TITLE) and block.kind is kind.kind
    return block.text.isupper() or block.text[:1].islower() or set_alike


def _is_alone(text: str) -> bool:
    match = _KIND.match(text)
    return match is not None and not match["rest"].strip(" :.*-")


def _title(blocks: Sequence[RawBlock], kind_line: str, titles: Sequence[str]) -> str:
    """The kind and what it is about; without a kind, a letter's subject, or what the file sets as title."""
    if kind_line:
        return " ".join((kind_line.rstrip(" :.*-"), *titles)).strip()
    head = [block for block in blocks[:HEAD_BLOCKS] if block.kind is not BlockKind.FURNITURE]
    about = (block.text for block in head[:12] if ABOUT.match(block.text))
    marked = (block.text for block in head if block.kind is BlockKind.TITLE and not _is_organ(block.text))
    outermost = (block.text for block in head[:3] if block.kind is BlockKind.HEADING and block.level == 1)
    return next(about, "") or next(marked, "") or _in_capitals(head) or next(outermost, "")


def _in_capitals(head: Sequence[RawBlock]) -> str:
    """The first lines in capitals that neighbour one another and name no organ."""
    title: list[str] = []
    for block in head:
        capitals = block.text.isupper() and len(block.text.split()) >= 3 and block.kind is not BlockKind.ROW
        if capitals and not _part(block, False) and not _STANDARD.match(block.text) and not _SPACED.match(block.text):
            title.append(block.text)
        elif title:
            break
    return " ".join(title[:TITLE_LINES])


def _kind(line: str) -> str:
    match = _KIND.match(line)
    if match is None:
        return ""
    name = unicodedata.normalize("NFC", " ".join(match["kind"].split()))
    return next(kind for kind in KINDS if kind.casefold() == name.casefold())


def _kind_of(number: str) -> str:
    signs = re.findall(r"[A-ZĐƯa-zđư]+", number)
    return next((_KIND_OF_SIGN[sign.upper()] for sign in signs if sign.upper() in _KIND_OF_SIGN), "")


def _number(lines: Sequence[str]) -> str:
    for line in lines:
        match = _NUMBER_LINE.match(line)
        if match and match["sign"]:
            return _tight(match["sign"])
    return ""


def _number_in(title: str) -> str:
    match = _NUMBER_IN_TITLE.search(title)
    return _tight(match["sign"]) if match else ""


def _standard(blocks: Sequence[RawBlock]) -> str:
    """The number of a national standard or technical regulation, which stands on its cover."""
    covers = (_STANDARD.fullmatch(block.text.strip()) for block in blocks[:HEAD_BLOCKS])
    return next((f"{match[1]}:{match[2]}" for match in covers if match), "")


def _tight(sign: str) -> str:
    return re.sub(r"\s+", "", sign).replace("–", "-")


def _first_date(lines: Sequence[str]) -> date | None:
    return next((found for line in lines for found in _dates(line)), None)


def _passed(blocks: Sequence[RawBlock]) -> date | None:
    """The day on which a law says at its end that it was passed."""
    found = (_PASSED.match(block.text) for block in reversed(blocks))
    return next((_first_date([match[0]]) for match in found if match), None)


def _dates(line: str) -> Iterator[date]:
    for day, month, year in _DATE.findall(line):
        try:
            yield date(int(year), int(month), int(day))
        except ValueError:
            continue
