"""Whether a text tells a value that may be the answer; stricter than `asked.holds`, which the order rests on."""

from __future__ import annotations

import re

from index.question.asked import NAME, holds, may_be_a_person
from index.syllable import is_syllable
from index.terms import CAPITAL
from index.types import Asked

_SURNAMES = frozenset(
    word
    for line in (
        "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn vương trịnh trương đinh lâm",
        "phùng mai tô hà tạ thái lương lưu la triệu nông ma vi lò giàng vàng sùng bàn hứa chu cao quách tống tăng",
        "kiều châu doãn thân mạc nghiêm khổng từ lục lã đàm phương văn bế hầu hạng thào lầu mùa cầm quàng tòng ksor",
    )
    for word in line.split()
)
"""The common surnames of the Kinh and of the mountain peoples."""
_PLACES = frozenset(
    {
        *("thái nguyên", "thái bình", "hà nội", "hà tĩnh", "hà giang", "hà nam", "cao bằng", "lâm đồng", "cà mau"),
        *("la mã", "châu âu", "châu á", "châu phi", "hồ tây", "hồ gươm", "hoàng sa", "trường sa", "phương tây"),
        *("văn phòng", "văn hóa", "văn hoá", "hồ ba", "mai châu", "hà đông", "vũng tàu", "vi tính", "dương lịch"),
    }
)
"""Places and other things that begin as names of people do."""
_NO_COUNT = re.compile(
    r"^\W*(?:\(?\d{1,2}[.)/]|\d{1,2}(?:\.\d{1,2})+\.?|[ivx]+\.)\s|"
    r"\b(?:điều|khoản|điểm|mục|chương|phần|phụ lục|mẫu|quý|năm|tháng|ngày|khóa|khoá|lần thứ|thứ|giai đoạn|nhiệm kỳ|số)"
    r"\s+\d[\d/.-]*(?:[-–/][A-ZĐa-zđ-]+)*|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\[\d+\]|"
    r"\b\d+(?:/\d{4})?[/-][A-ZĐ][\wĐđ-]*|\b(?:một số|một cửa|một phần|mọi mặt|0?2 cấp|hai cấp)\b",
    re.IGNORECASE,
)
"""Numbers that count nothing: of items, articles, dates and documents."""
_HAS_COUNT = re.compile(r"\d|\b(?:một|hai|ba|bốn|sáu|bảy|tám|chín|mười|trăm|nghìn|triệu|tỷ|nửa)\b", re.IGNORECASE)


_RELATIVE = re.compile(
    r"\b(?:từ|sau) ngày (?:ký|ban hành|công bố|thông qua|được)\b|\b(?:hằng|hàng) (?:ngày|tuần|tháng|quý|năm)\b"
    r"|\bthường xuyên\b|\bquý (?:[IVX]+|\d)\b",
    re.IGNORECASE,
)
"""Days that are told without a date: "kể từ ngày ký", "trước ngày 15 hằng tháng"."""
_HAS_PLACE = re.compile(
    r"\b(?:(?i:ở|tại|thuộc|nằm|giáp|trụ sở|trung tâm|địa điểm)\s+(?:\w+\s+){0,3}?"
    r"|(?i:từ|đến|về|tỉnh|huyện|xã|phường|thành phố|thị trấn|thị xã|thôn|bản|khu|quận|đường|phố|tổ|làng|hồ|sông|núi"
    r"|vùng|miền|nước|đảo|biển|cảng|sân bay|trường|nhà|chùa|đền)\s+)"
    rf"{CAPITAL}\w*"
)
"""A name after a word for a place, or soon after one that leads to it."""


def tells(kind: Asked, text: str) -> bool:
    """Whether a text tells a value of the kind: no number of an item, an article, a date or a document counts, and no
    name of a place or an office."""
    if kind is Asked.NUMBER:
        return _HAS_COUNT.search(_NO_COUNT.sub(" ", text)) is not None
    if kind is Asked.PERSON:
        names = (match.group() for match in NAME.finditer(text))
        return any(may_be_a_person(name) and _begins_as_a_person(name) for name in names)
    if kind is Asked.PLACE:
        return _HAS_PLACE.search(text) is not None
    if kind is Asked.DATE and _RELATIVE.search(text):
        return True
    return holds(kind, text)


def _begins_as_a_person(name: str) -> bool:
    """Whether a name begins as Vietnamese people's do, or is none that is spelt as Vietnamese."""
    parts = name.split()
    if not all(is_syllable(part) for part in parts):
        return True
    first = next((place for place, part in enumerate(parts) if part.lower() in _SURNAMES), None)
    return first is not None and len(parts) > first + 1 and " ".join(parts[first : first + 2]).lower() not in _PLACES
