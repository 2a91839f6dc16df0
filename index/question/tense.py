"""Whether a text tells of what has come about or of what is to be done.

Resolutions set both side by side: "Công nghiệp có sự phục hồi" among the results, "Tháo gỡ khó khăn của các cơ sở công
nghiệp" among the tasks.
"""

from __future__ import annotations

import re
from enum import StrEnum

_MARK = re.compile(r"^\W*(?:\(?(?:\d{1,2}|[a-zđ])[).]\s*)?")
_ORDERS = re.compile(
    r"(?:tiếp tục|tập trung|tăng cường|đẩy mạnh|đẩy nhanh|đổi mới|chỉ đạo|"
    r"thực hiện (?:tốt|đồng bộ|nghiêm|hiệu quả)|kịp thời|chủ động|"
    r"nâng cao|hoàn thiện|yêu cầu|phấn đấu|khẩn trương|rà soát|triển khai (?:đồng bộ|hiệu quả|thực hiện)|quan tâm|"
    r"bảo đảm|đảm bảo|xây dựng|phát huy|quản lý|lồng ghép|ưu tiên|huy động|"
    r"khuyến khích|tổ chức thực hiện|chú trọng|phát triển)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\b(?:đã|được|đạt|chưa|còn|vẫn|tăng trưởng|có bước|có sự|có nhiều|gặp)\b", re.IGNORECASE)
_ASKED_PAST = re.compile(
    r"\b(?:đã|qua|vừa qua|kết quả|thành tích|chưa(?=\W*$)|hạn chế|tồn tại|được đánh giá|"
    r"tình hình|tiến bộ|khá hơn)\b|\bcó .* không\W*$|"
    r"^(?:nhìn chung)\b"
)
_ASKED_FUTURE = re.compile(
    r"\b(?:phải|cần|nên|sẽ|nhiệm vụ|giải pháp|làm gì|làm sao|bằng cách nào|"
    r"thời gian tới|sắp tới|định|muốn|để|biện pháp|phương hướng)\b"
)

_CAUSE = re.compile(r"\b(?:nguyên nhân|lý do|do(?! đó)|vì|bởi|dẫn đến|nhờ|khiến|xuất phát từ)\b", re.IGNORECASE)

_ASKED_IN_FORCE = re.compile(
    r"\bhiệu lực\b.*\b(?:khi nào|bao giờ|lúc nào|hôm nào|từ đâu|(?:ngày|tháng|năm|thời điểm) (?:nào|bao nhiêu|mấy))\b"
    r"|\b(?:khi nào|bao giờ|(?:ngày|tháng|năm|thời điểm) nào)\b.*\bhiệu lực\b|\bngày (?:có )?hiệu lực\b"
    r"|\b(?:áp dụng|thi hành|thực hiện) (?:kể )?từ (?:khi nào|bao giờ|lúc nào|hôm nào|(?:ngày|tháng|năm) (?:nào|mấy))\b"
)
_IN_FORCE = re.compile(r"\bnày\s+có\s+hiệu\s+lực\b", re.IGNORECASE)
_SINCE_IN_FORCE = re.compile(r"\b(?:ngày|khi|thời điểm)\s+(?:\w+\s+){1,4}này\s+có\s+hiệu\s+lực\b", re.IGNORECASE)
"""What holds before or after that day, and does not say which it is."""


class Tense(StrEnum):
    """What a text is about: results, tasks, or either."""

    RESULT = "result"
    TASK = "task"
    EITHER = "either"


def asked(restored: str) -> Tense:
    """What a question with its diacritics asks for."""
    text = restored.lower()
    past, future = _ASKED_PAST.search(text) is not None, _ASKED_FUTURE.search(text) is not None
    return Tense.EITHER if past == future else Tense.RESULT if past else Tense.TASK


def told(sentence: str) -> Tense:
    """What a sentence tells of: it begins with an order, or says what was, is or has come about."""
    begins = _MARK.sub("", sentence)
    if _ORDERS.match(begins):
        return Tense.TASK
    return Tense.RESULT if _TOLD.search(begins) else Tense.EITHER


def asks_in_force(question: str) -> bool:
    """Whether a question with its diacritics asks when a document comes into force."""
    text = question.lower()
    return "hết hiệu lực" not in text and _ASKED_IN_FORCE.search(text) is not None


def tells_in_force(sentence: str) -> bool:
    """Whether a sentence says of its own document that it comes into force: "Quyết định này có hiệu lực …"."""
    return _IN_FORCE.search(sentence) is not None and _SINCE_IN_FORCE.search(sentence) is None


def gives_cause(sentence: str) -> bool:
    """Whether a sentence says why something is so."""
    return _CAUSE.search(sentence) is not None
