"""What the benchmarks say."""

from __future__ import annotations

NO_PASSAGES = "Không có đoạn nào để làm mẫu. Chỉ một thư mục văn bản: hoidap bench size SỐ_ĐOẠN --documents THƯ_MỤC"


def step_failed(step: str, place: object, why: str) -> str:
    """A process that measures has ended with an error."""
    return f"Bước {step} dừng giữa chừng ở {place}: {why}. Hãy thử lại: hoidap bench"
