"""Two questions in one: "Hội nghị họp ngày nào và ai phát biểu bế mạc?"."""

from __future__ import annotations

import re

from index.question.ordinals import ordinal
from index.terms import fold, same_tone, words

MOST = 3
_BORDER = re.compile(r"\s*[?;]\s+|,\s+|,?\s+(?:và|va|với lại|voi lai|đồng thời|dong thoi|and)\s+", re.IGNORECASE)
_PLACE = re.compile(r"(?:thứ|số|thu|so) ?(?:\d{1,2}|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:ai|gi|bao nhieu|bn|bnh|nao|may|dau|tai sao|vi sao|ra sao|the nao|ntn|bao gio|khi nao|"
    r"who|what|when|where|which|why|how)\b"
)
_OTHER_WORDS = re.compile(r"\b(?:máy|mây|may|ái|ải|gỉ|đầu|đấu|đậu|đau|náo|não)\b", re.IGNORECASE)
"""Words that ask nothing, but would read as words that do once they have lost their diacritics."""
_PREDICATE = re.compile(
    r"\s(?=(?:là|la|tăng|tang|giảm|giam|đạt|dat|được|duoc|phải|phai|cần|can|chiếm|chiem|gồm|gom|do|có|co|bao nhiêu|"
    r"bao nhieu|bn|như thế nào|nhu the nao|thế nào|the nao|ra sao|khi nào|khi nao|bao giờ|bao gio)\b)",
    re.IGNORECASE,
)
_AND = re.compile(r"\s(?:và|va|cùng với|cung voi)\s", re.IGNORECASE)
_SHORTEST, _SHORT = 2, 3
"""Words that a question has at least, and a stretch that goes on with the question before it at most."""


def parts(question: str) -> tuple[str, ...]:
    """The questions that one message asks, at most MOST; the message alone where it asks one.

    A stretch that asks nothing belongs to the question before it where it is short, else to the one after it.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for border in [*_BORDER.finditer(question), None]:
        end = border.start() if border else len(question)
        stretch = question[start:end].strip()
        count = sum(1 for _ in words(stretch))
        if _asks(stretch) and count >= _SHORTEST:
            found.append((start, end))
        elif found and count <= _SHORT:
            found[-1] = (found[-1][0], end)
        else:
            continue
        start = border.end() if border else end
    if len(found) < 2 or len(found) > MOST:
        return (question,)
    found[-1] = (found[-1][0], len(question))
    return tuple(question[first:last].strip() for first, last in found)


def subjects(question: str) -> tuple[str, ...]:
    """The two questions of two subjects that share what is asked of them; the question alone where it has one.

    >>> subjects("Thu ngân sách và xuất khẩu tăng bao nhiêu?")
    ('Thu ngân sách tăng bao nhiêu?', 'xuất khẩu tăng bao nhiêu?')
    """
    joint = _AND.search(question)
    if joint is None or _asks(question[: joint.start()]):
        return (question,)
    first, rest = question[: joint.start()].strip(), question[joint.end() :]
    predicate = _PREDICATE.search(rest, len(rest.split(maxsplit=1)[0]) if rest.split() else 0)
    if predicate is None or not _asks(rest[predicate.start() :]):
        return (question,)
    return (f"{first} {rest[predicate.end() :]}", rest)


def _asks(stretch: str) -> bool:
    folded = fold(same_tone(_OTHER_WORDS.sub("-", stretch)))
    return _ASKS.search(folded) is not None or ordinal(stretch) is not None or _PLACE.match(stretch) is not None
