"""What is said where documents are erased for good."""

from __future__ import annotations

from collections.abc import Sequence

HELP = {
    "erase": "xóa hẳn khỏi mọi bản, không quay về được",
    "yes": "không hỏi lại trước khi xóa hẳn",
}
AGREED = frozenset({"xóa", "xoá", "xoa"})

YES_WITHOUT_ERASE = "--yes chỉ đi cùng --erase"
NOT_CONFIRMED = "Chưa xóa gì. Muốn xóa hẳn thì gõ xóa khi được hỏi, hoặc thêm --yes."
ELSEWHERE = (
    "Bản sao lưu (hoidap backup), tệp gốc trên đĩa và lời trích đã gửi cho người hỏi không nằm trong thư viện: "
    "nếu cần, xóa riêng."
)


def ask(document_ids: Sequence[str]) -> str:
    """Before documents are erased."""
    return f"Xóa hẳn {', '.join(document_ids)} khỏi mọi bản của thư viện? Không lấy lại được. Gõ xóa để đồng ý: "


def erased(document_ids: Sequence[str]) -> str:
    """After that."""
    return f"Đã xóa hẳn: {', '.join(document_ids)}."


def not_brought_back(document_ids: Sequence[str]) -> str:
    """What an earlier generation held and going back to it does not bring."""
    return f"Không lấy lại được văn bản đã xóa hẳn: {', '.join(document_ids)}."


def remark(detail: str, erased: int) -> str:
    """A line of the history of a generation that held documents which were erased since.

    >>> remark("vb-1", 0), remark("vb-1", 2)
    ('vb-1', 'vb-1 (2 văn bản của bản này đã xóa hẳn)')
    """
    return f"{detail} ({erased} văn bản của bản này đã xóa hẳn)" if erased else detail
