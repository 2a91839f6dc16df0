"""What is kept, why, how long and where: the table that the pages on privacy, the documents and a test draw from.

A test compares it with the columns of every database, so that nothing is kept which is not told here.
"""

from __future__ import annotations

from dataclasses import dataclass

MEMORY = "30 phút"
"""`bot.answering.conversation.FORGET_AFTER_SECONDS`."""

NUMBERS = "2 ngày"
"""`bot.mail.mailbox.REMEMBER_SECONDS`."""

MENUS = "24 giờ"
"""`bot.channels.zalo.menus.KEPT_SECONDS`."""

RETENTION = "HOIDAP_KEEP_DAYS (30 ngày)"
UNTIL_ANSWERED = "tới khi trả lời xong"
UNTIL_SENT = "tới khi gửi xong"
WITH_THE_DOCUMENT = "cùng văn bản, tới khi thư viện quên bản chứa nó"


@dataclass(frozen=True, slots=True)
class Kept:
    """Columns of one table that are kept alike; `personal` where they tell of somebody who asked."""

    file: str
    table: str
    columns: tuple[str, ...]
    what: str
    why: str
    how_long: str
    personal: bool = True


_MAILBOX, _JOURNAL, _ZALO, _LIBRARY = "mailbox.sqlite", "journal.sqlite", "zalo.sqlite", "library.sqlite"
_SHARED = "PostgreSQL"
"""What there is beside the tables of the four files where several replicas share a database."""
_PERSON = "mã băm có khóa của người hỏi: không đọc ngược ra ai"
_MENDED = "không trả lời hai lần một tin được gửi tới hai lần"
_COUNTED = "biết chương trình trả lời được bao nhiêu, nhanh chậm ra sao"

KEPT: tuple[Kept, ...] = (
    Kept(_MAILBOX, "inbox", ("lane", "content"), "tin nhắn và nơi trả lời", "không mất khi máy hỏng", UNTIL_ANSWERED),
    Kept(
        _MAILBOX,
        "inbox",
        ("id", "channel", "number", "arrived_at"),
        "số hiệu của tin nhắn và lúc tới",
        _MENDED,
        NUMBERS,
    ),
    Kept(
        _MAILBOX,
        "outbox",
        ("id", "channel", "lane", "content"),
        "câu trả lời chưa gửi và nơi gửi",
        "không mất khi máy hỏng hay mạng đứt",
        UNTIL_SENT,
    ),
    Kept(
        _MAILBOX,
        "sent",
        ("id", "channel", "asked", "message", "sent_at"),
        "số hiệu của câu hỏi và của câu trả lời",
        "sửa câu trả lời khi câu hỏi được sửa",
        NUMBERS,
    ),
    Kept(
        _JOURNAL,
        "answers",
        ("id", "at", "channel", "person", "outcome", "milliseconds"),
        f"lúc hỏi, kênh, trả lời được hay không, mất bao lâu, {_PERSON}",
        _COUNTED,
        RETENTION,
    ),
    Kept(
        _JOURNAL,
        "answers",
        ("question",),
        "nội dung câu hỏi; để trống trừ khi người vận hành bật HOIDAP_KEEP_QUESTIONS",
        "biết văn bản còn thiếu gì",
        RETENTION,
    ),
    Kept(
        _JOURNAL,
        "feedback",
        ("id", "at", "channel", "person", "passage", "good", "reason"),
        f"đánh giá 👍 👎, lý do được chọn, đoạn được trích, {_PERSON}",
        "biết câu nào trả lời chưa được",
        RETENTION,
    ),
    Kept(
        _JOURNAL,
        "audit",
        ("id", "at", "channel", "person", "action", "detail"),
        "việc của người quản trị và của ai thử quản trị, dưới mã băm có khóa",
        "biết ai đã đổi thư viện; khóa người đoán mật khẩu",
        RETENTION,
    ),
    Kept(
        _ZALO,
        "menus",
        ("channel", "chat", "choices", "made_at"),
        "các lựa chọn đánh số được gửi gần nhất trong cuộc trò chuyện Zalo",
        "hiểu “2” là chọn gì, kể cả khi chương trình vừa khởi động lại",
        MENUS,
    ),
    Kept(
        _ZALO,
        "tokens",
        ("app", "seed", "access", "refresh", "expires_at", "renewing_since"),
        "cặp token của Official Account",
        "gửi câu trả lời",
        "tới khi có cặp mới",
        personal=False,
    ),
    Kept(
        _LIBRARY,
        "library_schema",
        ("version",),
        "phiên bản của các bảng",
        "không mở thư viện bằng chương trình cũ",
        "mãi",
        personal=False,
    ),
    Kept(
        _SHARED,
        "lanes",
        ("channel", "lane", "since", "claimed_by", "claimed_until"),
        "cuộc trò chuyện nào đang chờ, bản chạy nào đang trả lời",
        "mỗi tin được một bản chạy trả lời",
        UNTIL_SENT,
    ),
    Kept(
        _SHARED,
        "turns",
        ("id", "channel", "chat", "question", "said", "at"),
        "vài câu hỏi gần nhất và lời đã trích",
        "hiểu câu hỏi tiếp theo ở bản chạy nào cũng vậy",
        MEMORY,
    ),
    Kept(
        _SHARED,
        "uploads",
        ("token", "name", "content", "at"),
        "tệp người quản trị gửi, chờ xác nhận",
        "bản chạy nào cũng xem và nhận được",
        "24 giờ, hoặc tới khi nhận hay bỏ",
        personal=False,
    ),
    Kept(
        _SHARED,
        "sessions",
        ("key", "csrf", "address", "begun_at", "seen_at"),
        "mã băm của phiên đăng nhập quản trị, địa chỉ mạng của nó",
        "đăng nhập một lần cho mọi bản chạy",
        "tới lần đăng nhập sau khi phiên hết hạn (30 phút không dùng, 8 giờ)",
    ),
    Kept(
        _SHARED,
        "jobs",
        ("id", "title", "state", "began_at", "told_at", "progress", "lines"),
        "việc dài gần nhất trên thư viện",
        "bản chạy nào cũng thấy tiến độ và kết quả",
        "tới việc sau",
        personal=False,
    ),
    Kept(_SHARED, "journal_keys", ("id", "key"), "khóa của mã băm", "mọi bản chạy băm như nhau", "mãi", personal=False),
    Kept(_LIBRARY, "encoders", ("id", "name", "dim"), "tên bộ mã hóa", "tìm kiếm", "mãi", personal=False),
    Kept(
        _LIBRARY,
        "generations",
        ("id", "action", "detail", "begun_at", "published_at", "encoder_id", "chunker"),
        "các bản của thư viện: lúc nào, thêm hay rút văn bản nào",
        "trở về bản trước",
        "mãi",
        personal=False,
    ),
    Kept(
        _LIBRARY,
        "versions",
        (
            "id",
            "document_id",
            "content",
            "title",
            "number",
            "issuer",
            "kind",
            "source",
            "sha256",
            "fingerprint",
            "record",
            "text",
        ),
        "văn bản đã công bố",
        "trích nguyên văn",
        WITH_THE_DOCUMENT,
        personal=False,
    ),
    Kept(
        _LIBRARY,
        "members",
        ("version_id", "since", "until"),
        "văn bản nào thuộc bản nào của thư viện",
        "trở về bản trước",
        WITH_THE_DOCUMENT,
        personal=False,
    ),
    Kept(
        _LIBRARY,
        "originals",
        ("sha256", "data"),
        "tệp gốc của văn bản",
        "đọc lại khi chương trình đọc tốt hơn",
        WITH_THE_DOCUMENT,
        personal=False,
    ),
    Kept(
        _LIBRARY,
        "readings",
        ("version_id", "reading"),
        "cách tệp gốc đã được đọc",
        "biết có cần đọc lại không",
        WITH_THE_DOCUMENT,
        personal=False,
    ),
    Kept(
        _LIBRARY, "forgotten", ("generation_id",), "các bản đã quên", "nói rõ không trở về được", "mãi", personal=False
    ),
    Kept(
        _LIBRARY,
        "erased",
        ("document_id", "since", "until", "swept"),
        "mã văn bản đã xóa hẳn, các bản từng có nó",
        "nói rõ không lấy lại được; câu trả lời còn chờ không trích nó",
        "tới khi thư viện quên các bản ấy",
        personal=False,
    ),
    Kept(
        _LIBRARY,
        "passages",
        ("version_id", "chunker", "ordinal", "passage_id", "start", "end", "page", "headings", "text_key"),
        "đoạn của văn bản",
        "tìm và trích",
        WITH_THE_DOCUMENT,
        personal=False,
    ),
    Kept(
        _LIBRARY,
        "vectors",
        ("encoder_id", "text_key", "data"),
        "véc-tơ của đoạn",
        "tìm theo nghĩa",
        WITH_THE_DOCUMENT,
        personal=False,
    ),
    Kept(
        _SHARED,
        "dense_vectors",
        ("encoder_id", "text_key", "embedding"),
        "véc-tơ của đoạn, nửa độ chính xác, khi đặt HOIDAP_DENSE=pgvector",
        "tìm theo nghĩa trong PostgreSQL",
        WITH_THE_DOCUMENT,
        personal=False,
    ),
)

HEADINGS = ("Ở đâu", "Cột", "Giữ gì", "Để làm gì", "Bao lâu", "Của người hỏi")


def table() -> str:
    """The whole of it in Markdown."""
    rows = [
        (
            f"`{each.file}`, `{each.table}`",
            ", ".join(f"`{name}`" for name in each.columns),
            each.what,
            each.why,
            each.how_long,
            "có" if each.personal else "không",
        )
        for each in KEPT
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in (HEADINGS, ("---",) * len(HEADINGS), *rows))
