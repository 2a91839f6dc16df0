"""What `hoidap forget` and `hoidap export` say."""

from __future__ import annotations

from collections.abc import Mapping

from bot.phrases import kept

HELP = {
    "forget": "xóa mọi thứ còn giữ về một người",
    "export": "in ra mọi thứ còn giữ về một người, dạng JSON",
    "person": "người đó: kênh:mã, ví dụ telegram:123456789, zalo_bot:…, zalo_oa:…, web:… (trong nhóm: kênh:nhóm:mã)",
}
NO_SUCH_CHANNEL = "Người phải được ghi là kênh:mã, với kênh là {}."
IN_MEMORY = (
    "Nếu chương trình đang chạy, vài câu gần nhất còn nằm trong bộ nhớ "
    f"tới khi {kept.MEMORY} không hỏi hoặc khởi động lại."
)


def forgotten(counts: Mapping[str, int]) -> str:
    """What was deleted of somebody, by its table."""
    if not any(counts.values()):
        return "Không còn giữ gì về người này."
    return "Đã xóa: " + ", ".join(f"{name} {count}" for name, count in counts.items() if count) + "."
