"""What kind of value a question asks for, and whether a text holds one."""

from __future__ import annotations

import re

from index.terms import CAPITAL, syllables, words
from index.types import Asked

_DATE = re.compile(
    r"\b(?:khi nao|bao gio|luc nao|hom nao|ngay nao|ngay may|ngay bao nhieu|thang nao|thang may|nam nao|nam may|nam bao nhieu|"
    r"thoi gian nao|thoi diem nao|tu ngay|when|what date|which year|what year)\b"
)
_NUMBER = re.compile(
    r"\b(?:bao nhieu|may (?!moc|tinh|bay|anh|chu)|so luong|ty le|ti le|how many|how much|phan tram|dien tich|dan so|tong so|bnhieu)\b"
)
_PERSON = re.compile(r"\b(?:ai|nguoi nao|nhung ai|dong chi nao|ong nao|ba nao|who|whom|do ai)\b")
_PLACE = re.compile(r"\b(?:o dau|tai dau|noi nao|cho nao|dia diem nao|where|tinh nao|huyen nao|xa nao)\b")
_LIST = re.compile(
    r"\b(?:gom (?:co )?(?:nhung )?(?:gi|nao)|bao gom|nhung gi|liet ke|ke ten|ke ra|neu (?:cac|nhung)|la nhung|nhung .{2,60} nao|"
    r"cac .{2,60} (?:nao|gi)|what are|list)\b"
)
_REASON = re.compile(r"\b(?:vi sao|tai sao|nguyen nhan|do dau|vi dau|ly do|why|because)\b")
_YES_NO = re.compile(r"\bco .{2,80} (?:khong|chua|ko|hay khong)\b|\b(?:phai khong|dung khong|chua|khong)\s*\??$")
_PATTERNS = (
    (Asked.DATE, _DATE),
    (Asked.NUMBER, _NUMBER),
    (Asked.PERSON, _PERSON),
    (Asked.PLACE, _PLACE),
    (Asked.REASON, _REASON),
    (Asked.LIST, _LIST),
    (Asked.YES_NO, _YES_NO),
)

_NUMBER_WORDS = frozenset("mot hai ba bon sau bay tam chin muoi tram nghin ngan trieu ty ti hang chuc nhieu vai".split())
_HAS_NUMBER = re.compile(r"\d|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nghìn|triệu|tỷ)\b", re.IGNORECASE)
_HAS_DATE = re.compile(r"\b(?:ngày|tháng|năm|quý|thế kỷ|nhiệm kỳ|giai đoạn)\s+\d|\d{1,2}[/.-]\d{1,2}|\b(?:1[0-9]|20)\d\d\b", re.IGNORECASE)
_HAS_NAME = re.compile(rf"(?:(?<=\s)|^){CAPITAL}\w*(?:\s+{CAPITAL}\w*)+")


_EMPTY = frozenset(
    "ai anh ấy ạ à bạn bao bị bởi bằng cái các cần chị chỉ cho chưa có của cùng cũng còn do đã đang đâu đây để đến đi điều đó được em "
    "gì giờ giúp gồm hãy hay hả hỏi khi không kể là làm lại lên lúc mà mình mấy một nào này nay nêu nên nhé nhiêu nhỉ như nhưng những nó "
    "nói ở ơi phải ra rồi sao sẽ sau tại từ thế theo thì tôi trên trong trước và vào vậy vẫn về vì việc với vừa xin biết liệt rằng "
    "hiện bây giờ thôi nhằm thuộc đều rất".split()
) - {"liệt", "chỉ"}
_ENGLISH_EMPTY = frozenset("a an and are did do does for had has have how in is it its many me much of on or please tell that the to was were what when where which who whom why with by be been will".split())
_UNIT = re.compile(r"\b(?:bao nhieu|may|how many|how much) (?!la\b|nhu\b|roi\b|the\b|cai\b|tren\b|trong\b|nam\b|ngay\b|lan\b|nguoi ta\b)([a-z]+(?: [a-z]+)?)")


def content(restored: str, *, foreign: bool = False) -> frozenset[str]:
    """Folded syllables and bigrams of a question that say what it is about: no question words, no particles."""
    empty = _ENGLISH_EMPTY if foreign else _EMPTY
    found: set[str] = set()
    before = ""
    for match in words(restored.lower()):
        if match.group() in empty:
            before = ""
            continue
        (plain,) = syllables(match.group())[:1] or ("",)
        found.add(plain)
        if before:
            found.add(f"{before} {plain}")
        before = plain
    return frozenset(found - {""})


def unit(folded: str) -> str:
    """What a folded question counts, one or two syllables: "bao nhieu chi tieu kho dat" counts "chi tieu"."""
    match = _UNIT.search(folded)
    return match.group(1) if match else ""


def counts_unit(text: str, unit_: str) -> bool:
    """Whether a number stands beside the counted unit: "11 chỉ tiêu"; per cent may be a sign."""
    parts = syllables(text.replace("%", " phan tram "))
    first, *rest = unit_.split()
    for place, part in enumerate(parts):
        if part != first:
            continue
        near = parts[max(0, place - 2) : place]
        if any(each.isdigit() or each in _NUMBER_WORDS for each in near) and (not rest or parts[place + 1 : place + 2] == rest or len(rest[0]) < 2):
            return True
    return False


def asked(folded: str) -> Asked:
    """The kind of value that a folded question asks for; the first that fits of the list above."""
    return next((kind for kind, pattern in _PATTERNS if pattern.search(folded)), Asked.OPEN)


def holds(kind: Asked, text: str) -> bool:
    """Whether a text holds a value of the kind; True for kinds that have no form of their own."""
    if kind is Asked.NUMBER:
        return _HAS_NUMBER.search(text) is not None
    if kind is Asked.DATE:
        return _HAS_DATE.search(text) is not None
    if kind in (Asked.PERSON, Asked.PLACE):
        return _HAS_NAME.search(text) is not None
    return True
