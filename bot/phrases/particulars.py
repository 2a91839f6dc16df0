"""What answers say beside their quotes: places that no heading names, parts of a question that nothing answers."""

from __future__ import annotations

PLACES = {
    "signature": "Phần ký",
    "recipients": "Nơi nhận",
    "date": "Đầu văn bản",
    "number": "Đầu văn bản",
    "issuer": "Đầu văn bản",
    "title": "Tên văn bản",
    "posted": "Đầu trang",
    "closing": "Dòng cuối",
}
"""By the value of `index.text.particulars.Particular`."""


def part_not_found(part: str) -> str:
    """Under an answer to the other parts of a question; `part` as it was typed."""
    return f"Chưa thấy trong văn bản: “{part}”."
