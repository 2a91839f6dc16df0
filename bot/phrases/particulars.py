"""What the places of a document's own particulars are called, which no heading of the text names."""

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
