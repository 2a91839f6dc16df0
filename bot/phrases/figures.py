"""Figures of the last days, as administrators read them in a chat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.records.statistics import Statistics

CSV_NAME = "hoidap-nhat-ky.csv"
CSV_COLUMNS = ("thời gian", "kênh", "kết quả", "mili giây")

_OUTCOMES = {
    "answered": "trả lời được",
    "unsure": "chưa chắc",
    "not_found": "không có trong văn bản",
    "small_talk": "chào hỏi",
}
_BARS = "▁▂▃▄▅▆▇█"


def statistics(found: Statistics, reasons: Sequence[tuple[str, int]]) -> str:
    """The last days in a few lines."""
    if not found.questions:
        return f"{found.days} ngày qua chưa có câu hỏi nào."
    outcomes = ", ".join(f"{_OUTCOMES[outcome.value]} {count}" for outcome, count in found.outcomes.items() if count)
    lines = [
        f"{found.days} ngày qua: {found.questions} câu hỏi của {found.people} người",
        outcomes,
        f"Một nửa số câu trả lời xong trong {found.median_ms:.0f} ms, 95% trong {found.slow_ms:.0f} ms",
        f"Đánh giá: 👍 {found.good} · 👎 {found.bad}",
        *(f"   {reason}: {count}" for reason, count in reasons),
    ]
    return "\n".join(line for line in lines if line)


def bars(found: Statistics) -> str:
    """A line with a bar for each day, for channels without pictures."""
    most = max((day.questions for day in found.by_day), default=0) or 1
    return "\n".join(
        f"{day.date:%d/%m}  {_BARS[day.questions * (len(_BARS) - 1) // most]}  {day.questions}" for day in found.by_day
    )
