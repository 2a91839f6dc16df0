"""Every Vietnamese sentence that people read in a chat, on the page or at the command line.

Errors of the index bring their own line. No sentence claims that a provision is in force, and none addresses
the reader with a pronoun: cadres, residents and newcomers read the same words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

NAME = "Hỏi đáp Nghị quyết"

# ── Answers ──────────────────────────────────────────────────────────────────────────────────────────────────

UNSURE = "Chưa chắc đã đúng điều được hỏi. Đây chỉ là những đoạn gần nhất trong văn bản:"
NOT_FOUND = "Các văn bản hiện có không nêu điều được hỏi."
SMALL_TALK = (
    "Xin chào! Đây là chương trình trả lời tự động: hãy hỏi về nội dung các văn bản, "
    "chương trình sẽ trích đúng nguyên văn và nêu nơi trích."
)
CORRECTION_FOOTNOTE = "[đúng: …] là chữ chương trình ghi thêm cạnh lỗi của bản sao chép; lời trích giữ như bản nguồn."
RELATED = "Có thể hỏi tiếp:"
QUOTE_MARKS = "«", "»"
ELLIPSIS = "…"
REMARK = "Ghi chú"
DOCUMENT = "Văn bản"
SECTION = "Mục"
PATH_SEPARATOR = " › "
ORIGIN_SEPARATOR = " · "


def not_found(topic: str) -> str:
    """The honest "no": with what the documents do speak of, where that is near the question."""
    return f"Tài liệu có nói về {topic}, nhưng không nêu điều được hỏi." if topic else NOT_FOUND


def reading(text: str) -> str:
    """The mark beside a known defect of a copy."""
    return f" [đúng: {text}]"


def labelled(label: str, text: str) -> str:
    """A line that says what it holds."""
    return f"{label}: {text}"


def section_path(headings: Sequence[str]) -> str:
    """Headings from the outermost to the innermost, as one line."""
    return PATH_SEPARATOR.join(headings)


def day(value: date) -> str:
    """A date as official documents write it: two digits for the day and for January and February.

    Source: Nghị định 30/2020/NĐ-CP, phụ lục I, mục II.4.b.

    >>> day(date(2023, 7, 6))
    'ngày 06 tháng 7 năm 2023'
    """
    month = f"{value.month:02d}" if value.month <= 2 else str(value.month)
    return f"ngày {value.day:02d} tháng {month} năm {value.year}"


def origin(number: str, issuer: str, dated: date | None, published: date | None) -> str:
    """Number, issuing body and date of a document, as far as they are known.

    >>> origin("", "Tỉnh ủy Bắc Kạn", None, date(2023, 7, 14))
    'Tỉnh ủy Bắc Kạn · đăng ngày 14 tháng 7 năm 2023'
    """
    when = day(dated) if dated else f"đăng {day(published)}" if published else ""
    known = (f"Số {number}" if number else "", issuer, when)
    return ORIGIN_SEPARATOR.join(part for part in known if part)


# ── Settings ─────────────────────────────────────────────────────────────────────────────────────────────────

ENV_FILE_NOT_UTF8 = "Tệp .env không phải văn bản UTF-8: lưu lại tệp bằng bảng mã UTF-8."
_SETTING_RULES = {
    "int_parsing": "phải là số nguyên",
    "less_than_equal": "không được lớn hơn {le}",
    "greater_than_equal": "không được nhỏ hơn {ge}",
    "value_error": "phải là địa chỉ bắt đầu bằng http:// hoặc https://",
    "bool_parsing": "phải là true hoặc false",
}


def setting_is_wrong(name: str, rule: str, bounds: Mapping[str, object]) -> str:
    """`rule` and `bounds` are pydantic's name of the broken rule and its context."""
    reason = _SETTING_RULES.get(rule, "có giá trị không dùng được").format_map(bounds)
    return f"Cấu hình {name} {reason}: sửa trong môi trường hoặc tệp .env (xem .env.example)."
