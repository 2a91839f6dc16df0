"""Bodies as what a question asks for: "Sở nào chủ trì?", "cơ quan nào chịu trách nhiệm?"."""

from __future__ import annotations

import re

from index.terms import CAPITAL, fold, same_tone

_ASKED = re.compile(
    r"\b(so|bo|cuc|phong|vien|co quan|don vi|to chuc|doan the|luc luong|ban nganh|nganh|cap|uy ban)(?: \w+){0,3}? nao\b"
    r"|\b(?:do|giao(?: cho)?) (ai) (?:chu tri|phu trach|chiu trach nhiem|thuc hien|tham muu)\b"
    r"|\bai (?:la (?:co quan|don vi) )?(?:chu tri|phu trach|chiu trach nhiem)\b"
)
_BODY = re.compile(
    r"\b(?:Sở|Bộ|Ban|UBND|Ủy ban|Uỷ ban|HĐND|Hội đồng|Công an|Cục|Chi cục|Tổng cục|Thanh tra|Văn phòng|Trung tâm|Hội"
    r"|Đoàn|Liên đoàn|Mặt trận|Tỉnh ủy|Thành ủy|Huyện ủy|Đảng ủy|Chính phủ|Quốc hội|Tòa án|Viện|Thuế|Kho bạc|Ngân hàng"
    r"|Trường|Phòng|Bảo hiểm xã hội|Báo|Đài|Quân khu|Tổng công ty|Tập đoàn|Công ty)\b"
)
_OF_KIND = {kind: re.compile(rf"\b{name}\s+[A-ZĐ]") for kind, name in (("so", "Sở"), ("bo", "Bộ"), ("cuc", "Cục"))}
"""Kinds of bodies whose names begin with the kind."""

_NAMED = re.compile(rf"\b(?:Sở|Bộ|Cục|Chi cục|Tổng cục|Phòng) {CAPITAL}\w*(?: \w+)?")


def body_asked(restored: str) -> str:
    """The kind of body that a question asks for, folded: "so", "co quan", "ai"; "" for none."""
    match = _ASKED.search(fold(same_tone(restored)))
    return "" if match is None else next(filter(None, match.groups()), "ai")


def bodies_named(question: str) -> list[str]:
    """The bodies that a question spells by name, cut after two syllables of it: "Sở Tài chính", "Bộ Công Thương"."""
    return [match.group() for match in _NAMED.finditer(same_tone(question))]


def names_body(kind: str, text: str) -> bool:
    """Whether a text names a body of the kind, of any kind where the kind is a general word."""
    return _OF_KIND.get(kind, _BODY).search(text) is not None
