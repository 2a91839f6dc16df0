"""Every Vietnamese sentence that people read in a chat, on the page or at the command line.

Errors of the index bring their own line. No sentence claims that a provision is in force, and none addresses
the reader with a pronoun: cadres, residents and newcomers read the same words.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from bot.phrases import personal

if TYPE_CHECKING:
    from bot.records.journal import Statistics

NAME = "Hỏi đáp Nghị quyết"

# ── Answers ──────────────────────────────────────────────────────────────────────────────────────────────────

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


# ── Channels ─────────────────────────────────────────────────────────────────────────────────────────────────

AUTOMATIC = "Chương trình máy tính (AI) trả lời tự động, không phải người."
"""Luật Trí tuệ nhân tạo 134/2025, điều 11: people are told that they talk with a program."""

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
        f"{personal.MEMORY} không hỏi, hoặc khi gõ /moi.\n\n"
        "Trong lúc chờ trả lời, tin nhắn được cất trên đĩa để không mất khi máy hỏng, rồi xóa ngay khi trả lời xong. "
        f"Số hiệu của tin nhắn được giữ {personal.NUMBERS}, để không trả lời hai lần và để sửa câu trả lời khi "
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


# ── Telegram ─────────────────────────────────────────────────────────────────────────────────────────────────

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


def telegram_start(titles: Sequence[str], more: int) -> str:
    """The greeting: what answers, what it knows, how to ask. HTML, the titles escaped by the caller."""
    known = "\n".join(f"• {title}" for title in titles)
    rest = f"\n… và {more} văn bản khác" if more else ""
    return (
        f"Xin chào! Đây là <b>{NAME}</b>. {AUTOMATIC}\n\n"
        f"Chương trình biết nội dung:\n{known}{rest}\n\n"
        "Gõ câu hỏi bằng lời thường, có dấu hay không dấu. Câu trả lời là lời trích nguyên văn, kèm nơi trích. "
        "Hoặc bấm một chủ đề:"
    )


# ── Administration ───────────────────────────────────────────────────────────────────────────────────────────

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
CSV_NAME = "hoidap-nhat-ky.csv"
CSV_COLUMNS = ("thời gian", "kênh", "kết quả", "mili giây")

_OUTCOMES = {
    "answered": "trả lời được",
    "unsure": "chưa chắc",
    "not_found": "không có trong văn bản",
    "small_talk": "chào hỏi",
}
_BARS = "▁▂▃▄▅▆▇█"


def rollback_button(generation: str) -> str:
    """On a button that brings an earlier generation back."""
    return f"Quay về bản {generation}"


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


# ── The log ──────────────────────────────────────────────────────────────────────────────────────────────────

LOG_GENERATION = "dùng bản %s của thư viện"
LOG_GENERATION_REFUSED = "bản %s của thư viện không mở được, tiếp tục dùng bản %s: %s"
LOG_NOT_READY = "chưa trả lời được: %s"
LOG_JOURNAL = "không ghi được nhật ký: %s"
LOG_MAILBOX = "không ghi được hộp thư (%s), thử lại sau %.0f giây"
LOG_NOT_STORED = "không ghi được hộp thư (%s); tin nhắn sẽ được gửi lại"
LOG_AWAY = "%s, %s: %s, thử lại sau %.0f giây"
LOG_NOT_DRAINED = "dừng khi chưa gửi hết; phần còn lại sẽ gửi ở lần chạy sau"
LOG_UNREADABLE = "một tin nhắn không đọc được"
LOG_UNANSWERED = "một tin nhắn không trả lời được"
LOG_UNSENDABLE = "một câu trả lời không gửi được"
LOG_HTML_REFUSED = "Telegram không đọc được HTML của một câu trả lời; gửi lại dạng chữ thường"
LOG_REFUSED = "Telegram từ chối %s (%s)"
LOG_NOT_SENT = "chưa gửi được (%s), thử lại sau %.0f giây"

# ── Settings ─────────────────────────────────────────────────────────────────────────────────────────────────

ENV_FILE_NOT_UTF8 = "Tệp .env không phải văn bản UTF-8: lưu lại tệp bằng bảng mã UTF-8."
_SETTING_RULES = {
    "int_parsing": "phải là số nguyên",
    "less_than_equal": "không được lớn hơn {le}",
    "greater_than_equal": "không được nhỏ hơn {ge}",
    "value_error": "phải là địa chỉ bắt đầu bằng http:// hoặc https://",
    "string_too_short": "phải có ít nhất {min_length} ký tự",
    "too_short": "phải có ít nhất {min_length} ký tự",
    "origin": "phải gồm các địa chỉ dạng https://tên-máy-chủ, không có đường dẫn, cách nhau bằng dấu phẩy",
    "bool_parsing": "phải là true hoặc false",
    "literal_error": "phải là một trong các giá trị ghi ở đó",
    "database_address": "phải có dạng postgresql+psycopg://người-dùng:mật-khẩu@máy-chủ:5432/cơ-sở-dữ-liệu",
    "identities": "phải gồm các mã số, cách nhau bằng dấu phẩy",
    "password_hash": "phải là dòng mà hoidap password in ra",
    "webhook_secret": "phải gồm 1 đến 256 chữ cái không dấu, chữ số, dấu _ hoặc -",
}


def setting_is_wrong(name: str, rule: str, bounds: Mapping[str, object]) -> str:
    """`rule` and `bounds` are pydantic's name of the broken rule and its context."""
    reason = _SETTING_RULES.get(rule, "có giá trị không dùng được").format_map(bounds)
    return f"Cấu hình {name} {reason}: sửa trong môi trường hoặc tệp .env (xem .env.example)."


def unknown_setting(name: str) -> str:
    """A variable with our prefix that nothing reads."""
    return f"Cảnh báo: không có cấu hình nào tên {name}; xem .env.example."


# ── The command line ─────────────────────────────────────────────────────────────────────────────────────────

HELP_USAGE = "Cách dùng:"
HELP_POSITIONALS = "Tham số"
HELP_OPTIONS = "Tùy chọn"
HELP_COMMANDS = "Lệnh"
HELP_COMMAND = "LỆNH"

HELP = {
    "hoidap": "Hỏi văn bản của Đảng, nhận lại đúng nguyên văn và nơi trích. Xem từng lệnh: hoidap LỆNH --help",
    "help": "hiện hướng dẫn này",
    "serve": "mở trang hỏi đáp và các kênh đã cấu hình",
    "ask": "hỏi một câu, hoặc nhiều câu từ một tệp",
    "search": "tìm các đoạn gần câu hỏi nhất, kèm điểm",
    "add": "thêm hoặc thay văn bản",
    "remove": "rút văn bản khỏi thư viện",
    "list": "liệt kê văn bản trong thư viện",
    "reindex": "lập lại chỉ mục, ví dụ sau khi đổi bộ mã hóa",
    "history": "các bản của thư viện, từ cũ tới mới",
    "rollback": "đưa thư viện về một bản trước",
    "check": "kiểm tra thư viện và sửa phần hỏng",
    "backup": "sao lưu thư viện ra một tệp",
    "restore": "phục hồi thư viện từ một tệp sao lưu",
    "bench": "đo tốc độ và bộ nhớ",
    "eval": "đo chất lượng tìm kiếm, trả lời và từ chối trên một bộ câu hỏi",
    "question_set": "thư mục theo kiểu BEIR (corpus.jsonl, queries.jsonl, qrels.tsv) hoặc tệp .jsonl các câu hỏi",
    "fold": "bỏ dấu của câu hỏi trước khi hỏi",
    "limit": "chỉ hỏi chừng ấy câu đầu của mỗi loại",
    "run": "ghi các văn bản tìm được theo dạng TREC vào tệp này",
    "model": "mô hình mã hóa đi kèm",
    "export": "xuất mô hình thành thư mục dùng được với sentence-transformers",
    "question": "câu hỏi; dấu - là đọc từ đầu vào chuẩn",
    "json": "in kết quả dạng JSON",
    "jsonl": 'tệp mỗi dòng một {"id","question"}; dấu - là đầu vào chuẩn; mỗi dòng được một dòng trả lời, đúng thứ tự',
    "k": "số đoạn (mặc định %(default)s)",
    "paths": "tệp hoặc thư mục văn bản",
    "dry_run": "chỉ xem trước, không ghi gì",
    "confirm_held": "nhận cả văn bản có dấu mật đã được phép",
    "ids": "mã văn bản (xem hoidap list)",
    "generation": "số của bản (xem hoidap history)",
    "backup_file": "tệp sao lưu",
    "folder": "thư mục",
}
"""Help of commands and their arguments, by name."""

USAGE_ERRORS = (
    (r"the following arguments are required: (.*)", r"thiếu \1"),
    (r"unrecognized arguments: (.*)", r"không có tham số \1"),
    (r"argument .*?: invalid choice: (\S+) .*", r"không có lệnh \1"),
    (r"argument (.*?): invalid .* value: (.*)", r"\1 không nhận giá trị \2"),
    (r"argument (.*?): expected .*", r"\1 cần một giá trị"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 không đi cùng \2"),
)
"""argparse's reasons as patterns, and what they become."""

ASK_WHAT = "cần một câu hỏi, hoặc --jsonl TỆP, và không cả hai"
INTERRUPTED = "Đã dừng."
BENCH_HEADING = f"{'bộ mã hóa':<24} {'mở (s)':>8} {'câu (ms)':>9} {'so nền':>8} {'đoạn/s':>9} {'so nền':>8} {'MB':>9}"
STDIN_NOT_UTF8 = "Đầu vào chuẩn không phải văn bản UTF-8: chuyển sang UTF-8 rồi chạy lại."
ARGUMENT_NOT_UTF8 = "Câu hỏi không phải văn bản UTF-8: đặt bảng mã của cửa sổ lệnh là UTF-8 rồi chạy lại."
NOTHING_WRITTEN = "Chỉ xem trước: chưa ghi gì vào thư viện."
LIBRARY_IS_EMPTY = "Thư viện chưa có văn bản nào. Thêm văn bản: hoidap add ĐƯỜNG_DẪN"
NOT_RUNNING = "Không kết nối được với tiến trình hoidap serve."

FATES = {
    "added": "thêm",
    "replaced": "thay",
    "updated": "sửa thông tin",
    "renamed": "đổi tên",
    "unchanged": "không đổi",
    "duplicate": "trùng",
    "held": "tạm giữ",
    "failed": "lỗi",
}

_ACTIONS = {
    "add": "thêm",
    "remove": "rút",
    "reindex": "lập lại chỉ mục",
    "rollback": "quay về bản",
    "restore": "phục hồi",
}

STAGES = {"read": "Đọc văn bản", "encode": "Mã hóa đoạn", "build": "Lập chỉ mục"}


def wrong_usage(reason: str, program: str) -> str:
    """One line for a command that was typed wrongly."""
    return f"Sai cách gọi: {reason}. Xem: {program} --help"


def file_line(fate: str, path: str, document_id: str, remark: str) -> str:
    """What became of one file that was to be added."""
    return "  ".join(part for part in (FATES.get(fate, fate), path, document_id, remark) if part)


def library_line(document_id: str, title: str, issuer: str, passages: int) -> str:
    """One document in a listing."""
    return "  ".join(part for part in (document_id, title, issuer, f"({passages} đoạn)") if part)


def library_is_now(generation: str) -> str:
    """After a change that is published."""
    return f"Thư viện nay ở bản {generation}."


def history_line(generation: str, published: str, action: str, detail: str) -> str:
    """One generation of the library."""
    return "  ".join(part for part in (generation, published, _ACTIONS.get(action, action), detail) if part)


def check_line(documents: int, passages: int) -> str:
    """What a check has read."""
    return f"Đã kiểm tra {documents} văn bản, {passages} đoạn."


def finding_line(what: str, repaired: bool) -> str:
    """Something that a check found."""
    return f"{'đã sửa' if repaired else 'hỏng'}  {what}"


def backed_up(path: object) -> str:
    """After a backup."""
    return f"Đã sao lưu vào {path}."


def exported(path: object) -> str:
    """After the packaged model was written as a folder."""
    return f"Đã xuất mô hình vào {path}."


def progress(stage: str, done: int, total: int) -> str:
    """How far a long command has come."""
    return f"{STAGES.get(stage, stage)}: {done}/{total}"


def indexing(documents: object) -> str:
    """Before the documents that come with the program are indexed."""
    return f"Chưa có thư viện: đang lập chỉ mục các văn bản trong {documents}…"


def no_documents(library: object, documents: object) -> str:
    """Neither a library nor documents to make one of."""
    return (
        f"Chưa có thư viện {library} và cũng không có thư mục văn bản {documents}: "
        "chạy trong thư mục của dự án, hoặc thêm văn bản bằng hoidap add ĐƯỜNG_DẪN."
    )


def line_not_utf8(number: int) -> str:
    """A line of `--jsonl` in another encoding."""
    return f"Dòng {number} không phải văn bản UTF-8."


def line_not_json(number: int) -> str:
    """A line of `--jsonl` that is no JSON."""
    return f"Dòng {number} không phải JSON."


def line_without_question(number: int) -> str:
    """A line of `--jsonl` without a question."""
    return f'Dòng {number} thiếu trường "question" là một chuỗi.'


def lines_failed(count: int) -> str:
    """After `--jsonl`: how many lines got an error for an answer."""
    return f"{count} dòng không hỏi được; lý do nằm ở trường error của dòng tương ứng."


def cannot_read(path: object, error: OSError) -> str:
    """A file named on the command line that cannot be opened."""
    reason = "không có tệp này" if isinstance(error, FileNotFoundError) else _system_reason(error)
    return f"Không đọc được {path}: {reason}."


def cannot_listen(host: str, port: int, error: Exception) -> str:
    """The address of the page is taken or is not this machine's."""
    return f"Không mở được {host}:{port} ({_system_reason(error)}): đặt HOIDAP_HOST và HOIDAP_PORT khác."


def system_refuses(error: OSError) -> str:
    """A failure of the disk, the network or the permissions, wherever it came up."""
    where = f" ({error.filename})" if error.filename else ""
    return f"Hệ điều hành báo lỗi: {_system_reason(error)}{where}."


def _system_reason(error: Exception) -> str:
    known = {
        errno.EADDRINUSE: "cổng đang có chương trình khác dùng",
        errno.EADDRNOTAVAIL: "máy này không có địa chỉ đó",
        socket.EAI_AGAIN: "không tìm được tên máy này",
        socket.EAI_NONAME: "không tìm được tên máy này",
        errno.EACCES: "không đủ quyền",
        errno.ENOENT: "không có tệp hay thư mục này",
        errno.ENOSPC: "đĩa đã đầy",
        errno.EISDIR: "đây là thư mục",
        errno.ENOTDIR: "đây không phải thư mục",
        errno.EROFS: "đĩa chỉ cho đọc",
    }
    number = getattr(error, "errno", None)
    return known.get(number or 0) or getattr(error, "strerror", None) or type(error).__name__


def serving(address: str, channels: Sequence[str]) -> str:
    """Where people can ask; addresses only."""
    return "\n".join((f"Trang hỏi đáp: {address}", *(f"Kênh {name}: đang mở" for name in channels)))


def channel_stopped(name: str) -> str:
    """A channel failed while the others go on."""
    return f"kênh {name} dừng vì lỗi; các kênh khác vẫn chạy"


def eval_refusals(auroc: str, refused: str) -> str:
    """How well the confidence parts questions that the documents answer from those that they don't."""
    return f"AUROC {auroc} · từ chối được {refused} câu không có lời đáp khi từ chối nhầm 5% câu có lời đáp"
