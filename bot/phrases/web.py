"""What people read on the pages and in the answers of the JSON API."""

from __future__ import annotations

from bot import phrases
from bot.phrases import kept

# ── The frame of every page ──────────────────────────────────────────────────────────────────────────────────

NAVIGATION = (("/", "Hỏi đáp"), ("/van-ban", "Văn bản"), ("/chia-se", "Chia sẻ"))
"""The parts of the site: where they lie and what they are called."""

SHELL = {
    "name": phrases.NAME,
    "description": "Hỏi về nội dung văn bản của Đảng, nhận lại đúng nguyên văn và nơi trích.",
    "automatic": phrases.AUTOMATIC,
    "skip": "Tới nội dung chính",
    "navigation": "Các phần của trang",
    "large_print": "Chữ to",
    "large_print_hint": "Chữ to hoặc chữ thường, nhớ trên máy này",
}
"""Texts of `shell.html`, which every page has."""

NO_SUCH_PAGE = "Không có trang này"
NO_SUCH_PAGE_TEXT = "Địa chỉ có thể đã gõ sai, hoặc trang đã được chuyển đi."
WRONG_REQUEST = "Trang không nhận được yêu cầu này"
WRONG_REQUEST_TEXT = "Xin quay lại trang trước rồi thử lần nữa."
EMPTY_TITLE = "Chưa có văn bản"
FAILED_TITLE = "Trang đang gặp lỗi"
BACK_TO_ASKING = "Về trang hỏi đáp"

# ── The chat ─────────────────────────────────────────────────────────────────────────────────────────────────

CHAT = {
    "skip": "Tới ô nhập câu hỏi",
    "restart": "Hỏi mới",
    "restart_hint": "Xóa cuộc hỏi đáp này và bắt đầu lại",
    "welcome": "Hỏi văn bản, nhận\u00a0lại đúng nguyên\u00a0văn",
    "welcome_text": "Câu trả lời là lời trích nguyên văn, kèm mục, văn bản, cơ quan ban hành và ngày.",
    "topics": "Có thể bắt đầu từ đây",
    "conversation": "Cuộc hỏi đáp",
    "question": "Câu hỏi",
    "placeholder": "Nhập câu hỏi…",
    "send": "Gửi câu hỏi",
    "footer": "Lời trích giữ nguyên như bản nguồn. Trang này không khẳng định văn bản nào đang có hiệu lực.",
    "privacy": "Quyền riêng tư",
    "noscript": "Trình duyệt này không chạy JavaScript: gõ câu hỏi rồi bấm gửi, câu trả lời hiện ở trang sau.",
}
"""Texts of `chat.html`."""

CHAT_SCRIPT = {
    "asked": "Câu hỏi",
    "answered": "Trả lời",
    "looking": "Đang tìm trong văn bản…",
    "section": phrases.SECTION,
    "read": phrases.READ_IN_BOT,
    "remark": phrases.REMARK,
    "same": "cùng văn bản trên",
    "whole": "Xem cả đoạn",
    "part": "Thu gọn",
    "copy": "Chép lời trích",
    "copied": "Đã chép",
    "share": "Chia sẻ câu hỏi",
    "link_copied": "Đã chép liên kết",
    "good": phrases.GOOD,
    "bad": phrases.BAD,
    "related": "Có thể hỏi tiếp",
    "retry": "Hỏi lại",
    "offline": "Không kết nối được với máy chủ. Xin kiểm tra mạng rồi hỏi lại.",
    "failed": phrases.FAILED,
}
"""Texts that `chat.js` shows."""

WIDGET = {
    "open": phrases.NAME,
    "close": "Đóng",
    "title": phrases.NAME,
    "not_allowed": (
        "widget.js: trang này chưa được phép nhúng ô hỏi đáp nên nút mở thẻ mới. "
        "Người vận hành thêm địa chỉ của trang này vào HOIDAP_EMBED_ORIGINS."
    ),
}
"""Texts of `widget.js`."""

# ── The documents ────────────────────────────────────────────────────────────────────────────────────────────

NO_SUCH_DOCUMENT = "Không có văn bản này"

DOCUMENTS = {
    "title": phrases.DOCUMENTS_TITLE,
    "none": "Thư viện chưa có văn bản nào.",
    "remark": phrases.REMARK,
    "previous": phrases.PREVIOUS,
    "following": phrases.NEXT,
}
"""Texts of `documents.html`."""

DOCUMENT = {
    "contents": phrases.CONTENTS,
    "whole": "Toàn văn",
    "remark": phrases.REMARK,
    "gone": phrases.PASSAGE_IS_GONE,
    "footer": (
        "Lời văn giữ nguyên như bản nguồn; tên mục in nhỏ và chữ trong [đúng: …] là của chương trình. "
        "Trang này không khẳng định văn bản đang có hiệu lực."
    ),
}
"""Texts of `document.html`."""


def page_mark(page: int) -> str:
    """Where a page of the source begins."""
    return f"Trang {page}"


# ── Privacy ──────────────────────────────────────────────────────────────────────────────────────────────────

PRIVACY = {
    "title": "Quyền riêng tư",
    "delete": "Xóa dữ liệu của cuộc hỏi đáp này",
}
"""Texts of `privacy.html`."""

PRIVACY_SCRIPT = {
    "deleted": phrases.DELETED,
    "failed": phrases.FAILED,
}
"""Texts that `privacy.js` shows."""


def privacy(keeps_questions: bool, days: int) -> tuple[str, ...]:
    """Luật Bảo vệ dữ liệu cá nhân 91/2025, Nghị định 356/2025: what is kept, why, how long, and how to end it."""
    return (
        f"{phrases.AUTOMATIC} {phrases.PRIVACY_QUESTIONS[keeps_questions]}",
        "Để hiểu câu hỏi tiếp theo, vài câu gần nhất được nhớ tạm (trong bộ nhớ, hoặc trong cơ sở dữ liệu chung khi có "
        f"nhiều máy cùng trả lời) và bị quên sau {kept.MEMORY} không hỏi, hoặc khi bấm “Hỏi mới”.",
        "Trình duyệt giữ cuộc hỏi đáp tới khi đóng thẻ hoặc bấm “Hỏi mới”, và nhớ lựa chọn chữ to. Trang không dùng "
        "cookie cho người hỏi, không tải gì từ nơi khác.",
        f"Kết quả (trả lời được hay không, mất bao lâu) và đánh giá 👍 👎 được giữ {days} ngày dưới một mã không cho "
        "biết ai đã hỏi. Địa chỉ mạng chỉ nằm trong bộ nhớ, để không ai hỏi dồn dập làm người khác phải đợi.",
        "Liên kết chia sẻ chứa câu hỏi ở sau dấu #: ai có liên kết thì đọc được câu hỏi, nhưng câu hỏi không nằm "
        "trong địa chỉ mà trình duyệt gửi đi.",
    )


# ── The JSON API ─────────────────────────────────────────────────────────────────────────────────────────────

API_NO_QUESTION = "Thiếu câu hỏi: gửi JSON có trường question là một chuỗi."
API_NOT_JSON = "Yêu cầu phải là một đối tượng JSON (Content-Type: application/json)."
API_TOO_LARGE = "Yêu cầu quá lớn."
API_BAD_CONVERSATION = "Trường conversation phải là chuỗi ngắn."
API_NO_CONVERSATION = "Thiếu trường conversation: tên của cuộc hỏi đáp được đánh giá."
API_BAD_FEEDBACK = "Đánh giá phải có trường good (true hoặc false) và passage_id là mã đoạn hoặc chuỗi trống."
API_BAD_REASON = "Lý do phải là một trong các lý do mà /api/feedback trả về, kèm số feedback của đánh giá."
API_BAD_EVERYTHING = "Trường everything phải là true hoặc false."
API_TOO_MANY = phrases.TOO_MANY
API_BUSY = "Đang có nhiều người hỏi. Xin đợi vài giây rồi hỏi lại."
