"""Every Vietnamese sentence that people read: here those of answers and chats, in the modules beside it the others.

Errors of the index bring their own line. No sentence claims that a provision is in force, and none addresses
the reader with a pronoun: cadres, residents and newcomers read the same words.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.phrases import kept

NAME = "Hỏi đáp Nghị quyết"

EXAMPLE = "Có bao nhiêu chỉ tiêu khó đạt?"
"""Shown to newcomers where the library answers it."""

# ── Answers ──────────────────────────────────────────────────────────────────────────────────────────────────────────

UNSURE = "Chưa chắc đã đúng điều được hỏi. Đây chỉ là những đoạn gần nhất trong văn bản:"
NOT_FOUND = "Các văn bản hiện có không nêu điều được hỏi."
_HOW_TO_ASK = "Hãy gõ câu hỏi về nội dung các văn bản; câu trả lời là lời trích nguyên văn, kèm nơi trích."
SMALL_TALK = {
    "greeting": f"Xin chào! {_HOW_TO_ASK}",
    "thanks": "Không có gì. Rất vui vì giúp được; cần gì xin cứ hỏi tiếp.",
    "farewell": "Tạm biệt, hẹn gặp lại.",
    "identity": f"Đây là {NAME}: chương trình máy tính (AI) trả lời tự động, không phải người. {_HOW_TO_ASK}",
    "ability": (
        "Chương trình tìm câu trả lời trong các văn bản, trích đúng nguyên văn và nêu mục, văn bản, cơ quan ban hành, "
        "ngày. Điều văn bản không nêu thì chương trình nói là không nêu."
    ),
    "source": (
        "Toàn văn nằm ở mục Văn bản của trang web; trong Telegram, Zalo gõ /vanban. Dưới mỗi lời trích có lối tới đúng "
        "chỗ của nó trong văn bản."
    ),
    "praise": "Cảm ơn lời nhận xét. Cần gì xin cứ hỏi tiếp.",
    "reply": _HOW_TO_ASK,
}
"""By `bot.answering.small_talk.Talk`."""
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
    return f"Tài liệu có nói về “{topic}”, nhưng không nêu điều được hỏi." if topic else NOT_FOUND


def reading(text: str) -> str:
    """The mark beside a known defect of a copy."""
    return f" [đúng: {text}]"


def shortened(text: str, most: int) -> str:
    """The text in at most so many characters; it ends with "…" where some are left out.

    >>> shortened("Mục lục", 7), shortened("Mục lục", 5)
    ('Mục lục', 'Mục…')
    """
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}{ELLIPSIS}"


def how_to_ask(example: str) -> str:
    """How to ask, with a question that the library answers, where one is known.

    >>> how_to_ask("Hạn chế")
    'Gõ câu hỏi bằng lời thường, có dấu hay không dấu, ví dụ “Hạn chế”.'
    """
    shown = f", ví dụ “{example}”" if example else ""
    return f"Gõ câu hỏi bằng lời thường, có dấu hay không dấu{shown}."


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


# ── Channels ─────────────────────────────────────────────────────────────────────────────────────────────────────────

AUTOMATIC = "Chương trình máy tính (AI) trả lời tự động, không phải người."
"""Luật Trí tuệ nhân tạo 134/2025, điều 11: people are told that they talk with a program."""

WITHDRAWN = (
    "Văn bản được trích trong câu trả lời này vừa bị rút khỏi thư viện nên câu trả lời không được gửi nữa. Xin hỏi lại."
)
FAILED = "Chương trình gặp lỗi nên chưa trả lời được. Xin hỏi lại sau ít phút."
NOTHING_TO_ASK = "Thư viện chưa có văn bản nào nên chưa trả lời được. Xin quay lại sau."
NOT_READY = "Kho văn bản chưa sẵn sàng. Xin hỏi lại sau ít phút."

TOO_MANY = "Câu hỏi tới dồn dập quá: xin đợi một phút rồi hỏi tiếp."
PRIVACY_QUESTIONS = {
    False: "Chương trình không lưu nội dung câu hỏi.",
    True: "Người vận hành đã bật việc lưu nội dung câu hỏi, không kèm tên người hỏi, để bổ sung văn bản còn thiếu.",
}


def privacy(keeps_questions: bool, days: int) -> str:
    """Luật Bảo vệ dữ liệu cá nhân 91/2025, Nghị định 356/2025: what is kept, why, how long, and how to end it."""
    return (
        f"{PRIVACY_QUESTIONS[keeps_questions]} Để hiểu câu hỏi tiếp theo, vài câu gần nhất được nhớ tạm (trong bộ nhớ, "
        "hoặc trong cơ sở dữ liệu chung khi có nhiều máy cùng trả lời) và bị quên sau "
        f"{kept.MEMORY} không hỏi, hoặc khi gõ /moi.\n\n"
        "Trong lúc chờ trả lời, tin nhắn được cất trên đĩa để không mất khi máy hỏng, rồi xóa ngay khi trả lời xong. "
        f"Số hiệu của tin nhắn được giữ {kept.NUMBERS}, để không trả lời hai lần và để sửa câu trả lời khi "
        "câu hỏi được sửa.\n\n"
        f"Kết quả (trả lời được hay không, mất bao lâu) và đánh giá 👍 👎 được giữ {days} ngày dưới một mã không cho "
        "biết ai đã hỏi.\n\n"
        "Gõ /xoadulieu để xóa ngay những gì còn giữ về cuộc trò chuyện này."
    )


DELETED = "Đã xóa những gì còn giữ về cuộc trò chuyện này."
ONLY_TEXT = "Chương trình chỉ đọc được chữ: xin gõ câu hỏi."
UNKNOWN_COMMAND = "Chưa có lệnh này. Gõ câu hỏi bằng lời thường, hoặc /trogiup để xem cách dùng."
FORGOTTEN = "Đã quên cuộc hỏi đáp trước. Mời hỏi câu mới."
OLD_BUTTON = "Nút này đã cũ: xin gõ câu hỏi."
PASSAGE_IS_GONE = "Đoạn này không còn trong thư viện: văn bản đã được thay hoặc rút."
SHOW_WHOLE = "Xem đoạn đầy đủ"
SHARE = "Chia sẻ"
SEND_TO = "Gửi cho người khác"
ADD_TO_GROUP = "Thêm bot vào nhóm"
READ_IN_BOT = "Đọc trong văn bản"
NOTHING_INLINE = "Văn bản không nêu. Bấm để hỏi kỹ hơn"
TYPE_INLINE = "Gõ câu hỏi để chọn lời trích"
GOOD, BAD = "👍 Đúng ý", "👎 Chưa được"
THANKS_GOOD = "Cảm ơn, đã ghi nhận."
WHY_BAD = "Cảm ơn, đã ghi nhận. Chưa được ở chỗ nào? (không bắt buộc)"
REASONS = ("Không đúng điều đã hỏi", "Thiếu ý", "Có trong văn bản mà nói là không", "Khó hiểu")
KEY_SENTENCES = "Những câu chính, theo thứ tự trong văn bản:"
NO_KEY_SENTENCES = "Ở đây chỉ có những câu rất ngắn, không rút ra câu chính: xin đọc cả văn bản."
KEY_SENTENCES_OF_SECTION = "Những câu chính của mục:"

OPENING = "Phần đầu"
DOCUMENTS_TITLE = "Các văn bản trong thư viện"
DOCUMENT_IS_GONE = "Văn bản này không còn trong thư viện."
NEXT = "Sau ▶"
PREVIOUS = "◀ Trước"
CONTENTS = "Mục lục"
SUMMARY = "Những câu chính"
SUMMARY_OF_SECTION = "Những câu chính của mục"
WHOLE_SECTION = "Đọc cả mục"
SUMMARIES_TITLE = "Những câu chính của văn bản nào?"
ALL_DOCUMENTS = "Các văn bản"


def thanks_for_reason(reason: str) -> str:
    """After somebody told why an answer was no good."""
    return f"Đã ghi nhận: {reason}. Cảm ơn."


def page_title(title: str, page: int, pages: int) -> str:
    """A heading, with the page where there are several."""
    return f"{title} (trang {page}/{pages})" if pages > 1 else title


# ── Telegram ─────────────────────────────────────────────────────────────────────────────────────────────────────────

TELEGRAM = "Telegram"
TELEGRAM_COMMANDS = {
    "start": "Giới thiệu và các chủ đề",
    "trogiup": "Cách hỏi",
    "mucluc": "Mục lục của các văn bản",
    "tomtat": "Những câu chính của một văn bản",
    "vanban": "Các văn bản trong thư viện",
    "moi": "Bắt đầu cuộc hỏi đáp mới",
    "quyenriengtu": "Chương trình giữ gì và giữ bao lâu",
    "xoadulieu": "Xóa những gì còn giữ",
}
ADMIN_COMMANDS = {
    "danhsach": "Quản trị: các văn bản, rút văn bản",
    "thuhoi": "Quản trị: rút một văn bản",
    "hoantac": "Quản trị: quay về bản trước của thư viện",
    "lapchimuc": "Quản trị: lập lại chỉ mục",
    "thongke": "Quản trị: số câu hỏi, kết quả, đánh giá",
    "chuatraloi": "Quản trị: câu hỏi chưa có trong văn bản",
    "xuatcsv": "Quản trị: tải nhật ký dạng CSV",
}
TELEGRAM_TOKEN_REFUSED = "Telegram không nhận token: kiểm tra HOIDAP_TELEGRAM_TOKEN."


def start(titles: Sequence[str], more: int, then: str, name: str = NAME) -> str:
    """The greeting: what answers, what it knows, how to ask, and what may be done `then`."""
    known = "\n".join(f"• {title}" for title in titles)
    rest = f"\n… và {more} văn bản khác" if more else ""
    return (
        f"Xin chào! Đây là {name}. {AUTOMATIC}\n\n"
        f"Chương trình biết nội dung:\n{known}{rest}\n\n"
        "Gõ câu hỏi bằng lời thường, có dấu hay không dấu. Câu trả lời là lời trích nguyên văn, kèm nơi trích. "
        f"{then}"
    )


# ── Administration ───────────────────────────────────────────────────────────────────────────────────────────────────

ONLY_ADMINS = "Lệnh này chỉ dành cho người quản trị. Gõ /trogiup để xem những gì ai cũng dùng được."
UPLOAD_IS_GONE = "Tệp này không còn chờ xác nhận: đã được đưa vào, đã bỏ, hoặc để quá lâu. Cần thì xin gửi lại tệp."
FILE_TOO_LARGE = "Tệp lớn hơn 20 MB: Telegram không cho bot tải. Xin thêm trên máy chủ bằng hoidap add."
TAKE_IN = "Đưa vào thư viện"
TAKE_IN_HELD = "Đã được phép, đưa vào"
NOT_NOW = "Thôi"
REMOVE = "Rút"
DROPPED = "Đã bỏ tệp, thư viện không đổi."
LEFT_AS_IT_IS = "Thư viện không đổi."
WORKING = "Đang làm…"
QUESTIONS_NOT_KEPT = "Nội dung câu hỏi không được lưu. Bật bằng HOIDAP_KEEP_QUESTIONS=true và báo cho người dùng."
ALL_ANSWERED = "Không có câu hỏi nào chưa trả lời được."


def rollback_button(generation: str) -> str:
    """On a button that brings an earlier generation back."""
    return f"Quay về bản {generation}"
