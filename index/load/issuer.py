"""Who issues documents: how the names of organs are told and spelt.

Heads are set in capitals, which no answer should shout; what is a name in them is known from the word before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

ORGAN = re.compile(
    r"(?:ban\s+chấp\s+hành|ban\s+bí\s+thư|ban\s+thường\s+vụ|ban\s+(?:tổ\s+chức|tuyên|dân\s+vận|nội\s+chính|kinh\s+tế|cán\s+sự|chỉ\s+đạo|quản\s+lý)|bql\b"
    r"|bộ\s+chính\s+trị|(?:tỉnh|thành|huyện|quận|thị|đảng|chi)\s+(?:ủy|uỷ)\b|đảng\s+bộ|đảng\s+đoàn|quốc\s+hội\b|chính\s+phủ\b"
    r"|thủ\s+tướng\s+chính\s+phủ|chủ\s+tịch\s+nước|(?:ủy|uỷ)\s+ban|hội\s+đồng\s+nhân\s+dân|ubnd\b|hđnd\b|bộ\s+(?!luật)"
    r"|liên\s+bộ|sở\s|cục\s|tổng\s+cục|vụ\s|văn\s+phòng|mặt\s+trận|toà\s+án|tòa\s+án|viện\s|ngân\s+hàng|hội\s+(?!nghị)|bch\s"
    r"|trường\s|đoàn\s|liên\s+đoàn|công\s+đoàn|kiểm\s+toán|thanh\s+tra|học\s+viện|(?:tỉnh|thành\s+phố|huyện|quận|xã|phường)\s)",
    re.IGNORECASE,
)
"""How the name of an organ, or the second line of one, begins."""

_ACRONYMS = frozenset({"UBND", "HĐND", "BCH", "BQL", "TP.", "TP", "HCM", "TW", "PCCC", "CNCH", "MTTQ", "TNCS", "VP"})
_UNIT = r"(?:thành phố|tỉnh|huyện|quận|xã|phường|thị xã|thị trấn|đặc khu)"
_PLACE = re.compile(rf"(?:^|\b)(?:(?:tỉnh|thành|huyện|quận|thị|đảng) (?:ủy|uỷ)|{_UNIT}(?! (?:ủy|uỷ)\b)) (?P<names>.+)$")
_SECOND_LINE = re.compile(rf"{_UNIT}\b(?! (?:ủy|uỷ)\b)", re.IGNORECASE)
"""The place of an organ, on a line of its own; a committee (`TỈNH ỦY`) is another organ."""
_COMMON = re.compile(
    rf"(?:(?:ủy|uỷ) ban nhân dân|hội đồng nhân dân|ubnd|hđnd|đảng bộ|{_UNIT}"
    r"|(?:tỉnh|thành|huyện|quận|thị|đảng) (?:ủy|uỷ))\b"
)
"""Names that are common words but for the place after them."""
_KNOWN = (
    "Ban Chấp hành Trung ương Đảng", "Ban Chấp hành Trung ương", "Ban Chấp hành Đảng bộ", "Bộ Chính trị", "Ban Bí thư",
    "Ban Thường vụ", "Thủ tướng Chính phủ", "Văn phòng Chính phủ", "Văn phòng Trung ương", "Văn phòng Quốc hội",
    "Ủy ban Thường vụ Quốc hội", "Chính phủ", "Quốc hội", "Chủ tịch nước", "Ban Tổ chức", "Ban Tuyên giáo và Dân vận",
    "Ban Tuyên giáo", "Ban Dân vận", "Ban Nội chính", "Ủy ban Kiểm tra", "Bộ Tài chính", "Bộ Kế hoạch và Đầu tư",
    "Bộ Nội vụ", "Bộ Công an", "Bộ Quốc phòng", "Bộ Tư pháp", "Bộ Y tế", "Bộ Xây dựng", "Bộ Công Thương",
    "Bộ Ngoại giao",
    "Bộ Giáo dục và Đào tạo", "Bộ Khoa học và Công nghệ", "Bộ Nông nghiệp và Môi trường", "Bộ Dân tộc và Tôn giáo",
    "Bộ Văn hóa, Thể thao và Du lịch", "Bộ Lao động - Thương binh và Xã hội", "Mặt trận Tổ quốc Việt Nam",
)  # fmt: skip
_OF_NUMBER = (
    (re.compile(r"NĐ-CP$|NQ-CP$"), "Chính phủ"),
    (re.compile(r"-TTg$"), "Thủ tướng Chính phủ"),
    (re.compile(r"QH\d{2}$"), "Quốc hội"),
    (re.compile(r"UBTVQH\d{2}$"), "Ủy ban Thường vụ Quốc hội"),
    (re.compile(r"-VPCP$"), "Văn phòng Chính phủ"),
    (re.compile(r"-BTC$"), "Bộ Tài chính"),
    (re.compile(r"-BCA$"), "Bộ Công an"),
)
"""Signs of issuers that one organ alone bears (decree 30/2020/NĐ-CP, annex VI)."""


def spelt(lines: Sequence[str]) -> str:
    """The issuer of a head's lines: an organ of another stands after a dash, a name's second line goes on with it.

    >>> spelt(["ỦY BAN NHÂN DÂN", "TỈNH CÀ MAU"]), spelt(["THÀNH ỦY HÀ NỘI", "BAN TỔ CHỨC"])
    ('Ủy ban nhân dân tỉnh Cà Mau', 'Thành ủy Hà Nội - Ban Tổ chức')
    """
    organs: list[str] = []
    for line in lines[:4]:
        name = _spelt(line.strip(" *-_:."))
        if organs and _SECOND_LINE.match(name):
            same_case = line.strip() if organs[-1].isupper() else f"{name[0].lower()}{name[1:]}"
            organs[-1] = f"{organs[-1]} {same_case}"
        elif organs and not ORGAN.match(name):
            organs[-1] = f"{organs[-1]} {name}"
        elif name and name not in organs:
            organs.append(name)
    return " - ".join(organs)


def issuer_of_number(number: str) -> str:
    """The organ that a number's sign names, or ""."""
    return next((organ for sign, organ in _OF_NUMBER if sign.search(number)), "")


def _spelt(name: str) -> str:
    """A name in capitals as it is written in a sentence; one that is not known, or not in capitals, stays."""
    if not name.isupper():
        return name
    lower = " ".join(name.lower().split())
    known = next((organ for organ in _KNOWN if re.match(rf"{re.escape(organ.lower())}\b", lower)), "")
    if known:
        return f"{known} {_names_raised(lower[len(known) :].strip())}".strip()
    if not _COMMON.match(lower):
        return name
    raised = _names_raised(lower)
    return raised[:1].upper() + raised[1:]


def _names_raised(lower: str) -> str:
    """The words after `tỉnh`, `huyện` and the like as names, acronyms in capitals."""
    place = _PLACE.search(lower)
    start = place.start("names") if place else len(lower)
    names = " ".join(word[:1].upper() + word[1:] for word in lower[start:].split())
    units = re.sub(rf"\b{_UNIT}\b", lambda found: found[0].lower(), names, flags=re.IGNORECASE)
    words = f"{lower[:start]}{units}".split()
    return " ".join(word.upper() if word.upper() in _ACRONYMS else word for word in words)
