"""What kind of value a question asks for, and whether a text holds one."""

from __future__ import annotations

import re

from index.terms import CAPITAL
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

_HAS_NUMBER = re.compile(r"\d|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nghìn|triệu|tỷ)\b", re.IGNORECASE)
_HAS_DATE = re.compile(r"\b(?:ngày|tháng|năm|quý|thế kỷ|nhiệm kỳ|giai đoạn)\s+\d|\d{1,2}[/.-]\d{1,2}|\b(?:1[0-9]|20)\d\d\b", re.IGNORECASE)
_HAS_NAME = re.compile(rf"(?:(?<=\s)|^){CAPITAL}\w*(?:\s+{CAPITAL}\w*)+")


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
