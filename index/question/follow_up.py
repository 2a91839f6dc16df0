"""Which questions make sense only after the one before them: "Còn du lịch thì sao?", "Ông ấy giữ chức vụ gì?"."""

from __future__ import annotations

import re

from index.terms import fold, words

_LONGEST = 14
"""Syllables; longer questions say themselves what they are about."""
_LONGEST_GENERAL = 8

_THE_WORD = (
    r"giới|nào|kỷ|kỉ|mạnh|hệ|trận|chấp|lực|tục|vận|võ|nước|cục|phiệt|gia|năng|đứng|đất|tôn|chiến|hiển|thao|phả|thủ|"
    r"bí|rồng|thiên|tử|vương|lữ|thời|cờ|yếu"
)
"""What follows "thế" as the first half of a word: "thế giới", "thế mạnh"."""
_STILL = re.compile(
    rf"^(?:ok|ừ|à|rồi|thôi)?\W*(?:(?:thế|vậy|và|rồi)\W+)*(?:còn(?! gọi)|thế(?! (?:{_THE_WORD})\b)|vậy|và|ok|ừ)\b"
    r"|^trong đó\b|\bthì sao\W*$|\bthì (?:thế|như thế) nào\W*$|^(?:với|về) .* thì "
)
_THE_CHILD = (
    r"duong|nguoi|so|em|gai|trai|cai|chau|giong|ca|trau|bo|lon|ga|dau|chip|nuoi|song|vat|meo|cho|de|ngua|vit|cua"
)
"""What follows "con" as a word for a child, an animal or a thing."""
_STILL_BARE = re.compile(rf"^(?:(?:the|vay|va|roi)\W+)*con (?!(?:{_THE_CHILD})\b)(?:\w+\W*){{1,5}}$")
"""Of questions typed without diacritics: "con an sinh xa hoi" may be restored as "con", which is the commoner word."""
_THEN_BARE = re.compile(
    r"^(?:the|vay|roi) (?:con|thi|ai|khong|co|bao|may|nguyen|ly|vi|tai|o|ngay|nam|cai|muc|nhiem)\b|"
    r"\bthi (?:sao|the nao|may cai|bao nhieu)\W*$"
)
_POINTING = re.compile(
    r"\b(?:(?:việc|cái|điều|nhiệm vụ|giải pháp|mục|nội dung|vấn đề|nguyên nhân|hạn chế|chỉ tiêu|lĩnh vực|hội nghị|"
    r"cuộc họp|văn bản|nghị quyết|kết luận|chương trình|dự án|con số|kết quả|tỉnh|huyện|khu) (?:đó|này|ấy|kia)"
    r"|(?:ông|bà|anh|chị|đồng chí|người|vị) (?:ấy|đó|này)"
    r"|ở đó|lúc đó|khi đó|ngày đó|năm đó|ngày ấy|năm ấy|như vậy|chi tiết hơn|cụ thể hơn|nói rõ hơn|rõ hơn)\b"
    r"|^nó\b|\b(?:của|cho|với|về|là|thì|vậy) nó\b|^họ (?!và|tên|hàng|hay|là)"
    r"|\b(?:của|cho|với|về|thì) họ\b(?! (?:tên|hàng|nào))"
)
_POINTING_ENGLISH = re.compile(
    r"^(?:and|what about|how about|why|then)\b.{0,25}$|\b(?:it|they|he|she|him|them|its|their|his|her)\b|"
    r"\b(?:that|this) (?:one|task|document|person|year|meeting)\b"
)
_GENERAL = frozenset(
    word
    for line in (
        "nguyên nhân lý lí do ban hành ngày tháng năm giờ ký diễn mục đích ý nghĩa thời gian thời điểm địa điểm",
        "cụ thể chi tiết ví dụ đâu bao lâu mấy nào gì ai khi nào ra sao vì tại là của có được bởi nhằm để ở vào lúc từ",
        "vậy thế hả ạ nhỉ cho biết rõ hơn nói thêm nữa",
    )
    for word in line.split()
)
"""Words that any subject may be asked with; a short question of these alone has none of its own."""
_GENERAL_BARE = frozenset(map(fold, _GENERAL))
_OPENING = re.compile(
    rf"^\W*(?:(?:ok|ừ|à|rồi|thôi|thế|vậy|và|còn|u|a|roi|thoi|the|vay|va|con(?! (?:{_THE_CHILD})\b))\W+)+", re.I
)
_CLOSING = re.compile(r"\bth[iì] (?:sao|(?:như )?thế nào|(?:nhu )?the nao)\W*$|\W+$", re.I)
"""What stands around the subject that a question turns to: "thế còn … thì sao?"."""
_WHEN = frozenset(
    word
    for line in ("nam thang quy ngay gio tuan hom dau cuoi truoc ngoai nay sau qua giua ky nhiem",)
    for word in line.split()
)
"""Folded words of times: with one of these alone the earlier question is asked of another time."""


def leans_on_earlier(typed: str, restored: str, *, foreign: bool = False) -> bool:
    """Whether a question makes sense only after the one before it; `restored` is the question with its diacritics."""
    text = restored.lower().strip()
    parts = [match.group() for match in words(text)]
    if len(parts) > _LONGEST:
        return False
    if foreign:
        return _POINTING_ENGLISH.search(text) is not None
    bare = typed.lower()
    is_bare = bare == fold(bare)
    if _POINTING.search(text) or _turns(typed, text):
        return True
    if len(parts) > _LONGEST_GENERAL:
        return False
    return _GENERAL.issuperset(parts) or (is_bare and _GENERAL_BARE.issuperset(map(fold, parts)))


def new_subject(typed: str, restored: str) -> str:
    """What a follow-up turns to, as it was typed; empty where it names nothing of its own.

    >>> new_subject("Thế còn du lịch thì sao?", "Thế còn du lịch thì sao?")
    'du lịch'
    >>> new_subject("Còn năm 2021?", "Còn năm 2021?")
    ''
    """
    text = restored.lower().strip()
    if _POINTING.search(text) or not _turns(typed, text):
        return ""
    opening = _OPENING.match(typed)
    subject = _CLOSING.sub("", typed[opening.end() if opening else 0 :]).strip()
    parts = [match.group() for match in words(subject.lower())]
    own = [part for part in parts if not part.isdigit() and fold(part) not in _WHEN | _GENERAL_BARE]
    return subject if own else ""


def _turns(typed: str, restored: str) -> bool:
    bare = typed.lower()
    unaccented = bare == fold(bare) and (_STILL_BARE.search(bare) or _THEN_BARE.search(bare))
    return bool(_STILL.search(restored) or unaccented)
