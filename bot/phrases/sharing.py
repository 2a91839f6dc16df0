"""Texts of posters, answer cards, the page `/chia-se` and `hoidap share`."""

from __future__ import annotations

from bot.phrases import AUTOMATIC

TITLE = "Hỏi văn bản của Đảng, nhận lại đúng nguyên văn"
SUBTITLE = "Gõ câu hỏi bằng lời thường, có dấu hay không dấu: câu trả lời là lời trích, kèm mục, văn bản và ngày."
QUESTION = "Câu hỏi"
QUESTION_SUBTITLE = "Câu trả lời là lời trích nguyên văn, kèm mục, văn bản, cơ quan ban hành và ngày."
FOOT = f"{AUTOMATIC}\nLời trích giữ nguyên như bản nguồn; không khẳng định văn bản nào đang có hiệu lực."
STEPS = {
    "web": (
        "Mở máy ảnh của điện thoại, đưa vào mã.",
        "Bấm vào liên kết hiện ra.",
        "Đọc, rồi gõ câu hỏi bằng lời thường.",
    ),
    "telegram": (
        "Mở máy ảnh của điện thoại, đưa vào mã.",
        "Mở bằng Telegram, bấm Bắt đầu (Start).",
        "Đọc, rồi gõ câu hỏi bằng lời thường.",
    ),
    "zalo": (
        "Mở Zalo, bấm biểu tượng quét mã.",
        "Mở cuộc trò chuyện, bấm Quan tâm nếu được hỏi.",
        "Gõ câu hỏi bằng lời thường.",
    ),
}
"""By `bot.sharing.links.Channel`."""
TYPE_IT = "Gõ câu hỏi ở trên, có dấu hay không dấu."
SCAN_TO_READ = "Quét để đọc trong văn bản"
SCAN_FOR_ALL = "Quét để đọc đầy đủ"
CHANNEL_NAMES = {"web": "Trang web", "telegram": "Telegram", "zalo": "Zalo"}
CHANNEL_IS_MISSING = {
    "web": "Chưa có địa chỉ của trang: đặt HOIDAP_PUBLIC_URL.",
    "telegram": "Chưa có kênh Telegram: đặt HOIDAP_TELEGRAM_TOKEN.",
    "zalo": "Chưa có liên kết Zalo: đặt HOIDAP_ZALO_LINK, ví dụ https://zalo.me/ rồi mã của Official Account.",
}

TELEGRAM_IS_AWAY = "Chưa hỏi được Telegram tên của bot: kiểm tra mạng rồi thử lại."
PASSAGE_IS_GONE = "Đoạn này không còn trong văn bản: chọn lại mục."
SECTION_FOR_CARD = "Thẻ cần một mục hoặc một câu hỏi: chọn mục, hoặc gõ câu hỏi."
NO_CARD = {
    "unsure": "Chưa chắc đoạn tìm được trả lời đúng câu hỏi nên không làm thẻ: hỏi cụ thể hơn, hoặc chọn mục.",
    "not_found": "Các văn bản hiện có không nêu điều được hỏi nên không có lời trích để làm thẻ.",
    "small_talk": "Câu này không hỏi về văn bản nên không có lời trích để làm thẻ.",
}
"""By `bot.answering.answer.Outcome`."""

HELP = {
    "share": "liên kết, áp phích có mã QR và thẻ lời trích",
    "document": "mã văn bản (xem hoidap list)",
    "section": "số thứ tự của mục (xem hoidap share --document MÃ)",
    "question": "câu hỏi cần chia sẻ",
    "channel": "web, telegram hoặc zalo; không nêu thì mọi kênh đã cấu hình",
    "card": "thẻ lời trích để đăng trong nhóm, thay cho áp phích",
    "out": "tệp .pdf hoặc .png; không nêu thì in các liên kết",
}
QUESTION_OR_DOCUMENT = "--question không đi cùng --document"
SECTION_OF_WHAT = "--section cần --document MÃ"
CARD_OF_WHAT = "--card cần --out TỆP, và --question hoặc --section"
PDF_OR_PNG = "--out nhận tệp .pdf hoặc .png"
WHICH_CHANNEL = "một tệp .png chỉ cho một kênh: thêm --channel, hoặc ghi ra .pdf để mỗi kênh một trang"

PAGE = {
    "title": "Chia sẻ",
    "intro": "Áp phích có mã QR để in và dán, thẻ lời trích để đăng trong nhóm, liên kết để gửi.",
    "from_library": "Chương trình, văn bản hoặc mục",
    "document": "Văn bản",
    "no_document": "Cả chương trình hỏi đáp",
    "section": "Mục",
    "no_section": "Cả văn bản",
    "sections_follow": "Chọn văn bản rồi bấm Xem trước thì chọn được từng mục.",
    "channel": "Mở bằng",
    "choose": "Xem trước",
    "from_question": "Một câu hỏi",
    "question": "Câu hỏi cần chia sẻ",
    "links": "Liên kết",
    "chat_alone": "chỉ mở cuộc trò chuyện",
    "poster": "Áp phích",
    "poster_alt": "Áp phích xem trước, có mã QR",
    "card": "Thẻ lời trích",
    "card_alt": "Thẻ lời trích xem trước, có mã QR",
    "pdf": "Tải PDF để in (A4)",
    "png": "Tải ảnh áp phích",
    "card_png": "Tải ảnh thẻ",
}
"""Texts of `sharing.html`."""
POSTER_FILE, CARD_FILE = "ap-phich", "the-loi-trich"
"""Names of the files, in ASCII, which every browser and chat keeps as it is."""

NO_QUESTION = "Câu hỏi trống: gõ câu hỏi cần chia sẻ."


def quoted(text: str) -> str:
    """Somebody's words in a text of ours."""
    return f"“{text}”"


def question_too_long(most: int) -> str:
    """A question that no code should hold."""
    return f"Câu hỏi dài quá {most} ký tự thì mã khó quét: rút ngắn câu hỏi."


def no_document(document_id: str) -> str:
    """A document that the library does not hold."""
    return f"Thư viện không có văn bản {document_id}. Xem: hoidap list"


def no_section(document_id: str, number: int, count: int) -> str:
    """A section number past the last."""
    return f"Văn bản {document_id} có {count} mục, không có mục {number}. Xem: hoidap share --document {document_id}"


def letters_missing(letters: str) -> str:
    """A quote is shown verbatim or not at all."""
    return f"Lời trích có ký tự không in được ({letters}) nên không làm thẻ: gửi liên kết thay cho thẻ."


def only_this_machine(address: str) -> str:
    """A code with an address that telephones cannot reach."""
    return f"Địa chỉ {address} chỉ mở được trên máy này: đặt HOIDAP_PUBLIC_URL là địa chỉ mà điện thoại vào được."


def link_line(channel: str, url: str, opens_subject: bool) -> str:
    """One channel's link."""
    remark = "" if opens_subject else "(chỉ mở cuộc trò chuyện)"
    return "  ".join(part for part in (f"{CHANNEL_NAMES[channel]}:", url, remark) if part)


def section_line(number: int, title: str) -> str:
    """One section of a document."""
    return f"{number:>4}. {title}"


def written(path: object) -> str:
    """After a poster or card was written."""
    return f"Đã ghi {path}."
