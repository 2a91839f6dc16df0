"""Texts of the administration pages at `/quan-tri`, and of `hoidap password`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from bot import phrases
from bot.phrases import terminal

if TYPE_CHECKING:
    from bot.records.statistics import Statistics

PAGE = {
    "title": "Quản trị",
    "upload": "Thêm hoặc thay văn bản",
    "file": "Tệp docx, doc, pdf, rtf, html, xlsx, xls, pptx, txt hoặc md, tới 50 MB",
    "choose": "Chọn tệp",
    "no_file": "Chưa chọn tệp nào.",
    "send": "Xem trước",
    "job": "Việc đang làm",
    "see_job": "Xem việc gần nhất",
    "documents": "Các văn bản trong thư viện",
    "none": terminal.LIBRARY_IS_EMPTY,
    "passages": "đoạn",
    "remove": "Rút",
    "share": "Chia sẻ",
    "reindex": "Lập lại chỉ mục",
    "logout": "Đăng xuất",
}
MENU = (
    ("/quan-tri", "Văn bản"),
    ("/quan-tri/lich-su", "Lịch sử"),
    ("/quan-tri/thong-ke", "Thống kê"),
    ("/quan-tri/nhat-ky", "Nhật ký quản trị"),
    ("/", "Trang hỏi đáp"),
)
LOGIN_PAGE = {
    "title": "Đăng nhập quản trị",
    "password": "Mật khẩu",
    "login": "Đăng nhập",
}
PREVIEW_PAGE = {
    "title": "Xem trước tệp",
    "about": "Văn bản",
    "name": "Tên",
    "number": "Số",
    "issued": "Ban hành",
    "unknown": "không rõ",
    "outline": "Mục lục",
    "doubts": "Cần xem lại",
    "instead_of": "Thay cho",
    "came": "Câu thêm vào",
    "went": "Câu bỏ đi",
    "more": "câu nữa",
    "same": "Lời văn không đổi.",
    "take": phrases.TAKE_IN,
    "take_held": phrases.TAKE_IN_HELD,
    "drop": phrases.NOT_NOW,
}
CONFIRM_PAGE = {"title": "Xác nhận", "no": phrases.NOT_NOW}
JOB_PAGE = {
    "title": "Việc trên thư viện",
    "none": "Chưa có việc nào từ khi chương trình khởi động.",
    "close": "Có thể đóng trang này: việc vẫn tiếp tục.",
    "failed": "Chưa làm được:",
    "done": "Đã xong.",
    "seconds": "giây",
    "back": "Về trang quản trị",
}
HISTORY_PAGE = {
    "title": "Lịch sử thư viện",
    "edition": "Bản",
    "when": "Lúc",
    "what": "Việc",
    "current": "bản hiện nay",
    "forgotten": "đã xóa hẳn",
    "back": "Quay về bản này",
}
STATISTICS_PAGE = {
    "title": "Thống kê",
    "days": "Câu hỏi từng ngày",
    "outcomes": "Kết quả",
    "latency": "Thời gian trả lời",
    "feedback": "Đánh giá",
    "good": "Đúng ý",
    "bad": "Chưa được",
    "unanswered": "Câu hỏi chưa có trong văn bản",
    "not_kept": phrases.QUESTIONS_NOT_KEPT,
    "all_answered": phrases.ALL_ANSWERED,
    "csv": "Tải mọi lượt hỏi (CSV, không có nội dung câu hỏi)",
}
AUDIT_PAGE = {
    "title": "Nhật ký quản trị",
    "when": "Lúc",
    "who": "Ai (mã)",
    "what": "Việc",
    "none": "Chưa có việc nào.",
    "csv": "Tải nhật ký (CSV)",
}
"""Texts of the templates `admin-….html`, by the name of their place."""

AUDIT_CSV_NAME = "hoidap-nhat-ky-quan-tri.csv"
AUDIT_CSV_COLUMNS = ("thời gian", "mã người", "việc", "chi tiết")

NOT_SET_UP = "Trang quản trị chưa mở: chạy hoidap password rồi đặt HOIDAP_ADMIN_PASSWORD_HASH."
WRONG_PASSWORD = "Mật khẩu không đúng."
LOCKED = "Sai mật khẩu quá nhiều lần: đăng nhập bị khóa, xin thử lại sau 15 phút."

TAKING_IN = "Đưa văn bản vào thư viện"
REMOVING = "Rút văn bản"
GOING_BACK = "Quay về bản trước"
REINDEXING = "Lập lại chỉ mục"
ASK_TO_REINDEX = "Chia đoạn và mã hóa lại mọi văn bản? Trong lúc đó câu hỏi vẫn được trả lời theo chỉ mục đang có."

OUTCOMES = {
    "answered": "Trả lời được",
    "unsure": "Chưa chắc",
    "not_found": "Không có trong văn bản",
    "small_talk": "Chào hỏi",
}
"""By `bot.answering.answer.Outcome`."""

_ACTIONS = {
    "add": "thêm văn bản",
    "remove": "rút văn bản",
    "erase": "xóa hẳn văn bản",
    "rollback": "quay về bản",
    "reindex": "lập lại chỉ mục",
    "restore": "phục hồi",
    "refused": "bị từ chối",
    "login": "đăng nhập",
    "logout": "đăng xuất",
    "login_failed": "sai mật khẩu",
    "login_locked": "khóa đăng nhập",
}

HELP = {"password": "tạo mã băm của mật khẩu trang quản trị"}
TYPE_PASSWORD = "Mật khẩu mới: "
TYPE_AGAIN = "Gõ lại: "
PASSWORDS_DIFFER = "Hai lần gõ không giống nhau: chạy lại hoidap password."


def password_too_short(least: int) -> str:
    """A password that could be guessed."""
    return f"Mật khẩu phải có ít nhất {least} ký tự: chạy lại hoidap password."


def setting_line(hashed: str) -> str:
    """What goes into `.env`; the quotes keep the dollar signs as they are."""
    return f"HOIDAP_ADMIN_PASSWORD_HASH='{hashed}'"


JOB_FELL_SILENT = (
    "Bản chạy làm việc này đã dừng hay mất liên lạc với cơ sở dữ liệu. Thư viện là bản trước hoặc bản mới: "
    "xem ở lịch sử; nếu việc chưa xong thì làm lại."
)


def another_job(title: str) -> str:
    """Only one job at a time."""
    return f"Đang làm việc khác ({title}): xin đợi xong rồi làm lại."


def ask_to_go_back(generation: str) -> str:
    """Before an earlier generation is brought back."""
    return f"Đưa thư viện về đúng các văn bản của bản {generation}? Việc này tạo một bản mới, nên vẫn quay lại được."


def edition(published_at: str | None, action: str, detail: str) -> tuple[str, str]:
    """When a generation was made, and what was done."""
    return _local(published_at or ""), " ".join(part for part in (_ACTIONS.get(action, action), detail) if part)


def action(name: str) -> str:
    """What an administrator did."""
    return _ACTIONS.get(name, name)


def moment(at: float) -> str:
    """A moment as people in Việt Nam write it."""
    from bot.records.statistics import VIETNAM

    return datetime.fromtimestamp(at, VIETNAM).strftime("%d/%m/%Y %H:%M:%S")


def days(count: int) -> str:
    """How far back the figures go."""
    return f"{count} ngày"


def summary(found: Statistics) -> str:
    """The figures in one line."""
    return (
        f"{found.days} ngày qua: {found.questions} câu hỏi của {found.people} người; "
        f"một nửa trả lời xong trong {found.median_ms:.0f} ms, 95% trong {found.slow_ms:.0f} ms."
    )


def latency_labels(borders: Sequence[float]) -> tuple[str, ...]:
    """Names of the columns between the borders, in milliseconds."""
    names = [f"{border:.0f}" for border in borders]
    between = [f"{low}–{high}" for low, high in pairwise(names)]
    return (f"dưới {names[0]} ms", *between, f"từ {names[-1]}")


def _local(stamp: str) -> str:
    """An ISO moment, which the library keeps in UTC."""
    try:
        return moment(datetime.fromisoformat(stamp).timestamp())
    except ValueError:
        return stamp
