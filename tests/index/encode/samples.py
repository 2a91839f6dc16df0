"""Questions with the passage that answers each, in the order of one another."""

from __future__ import annotations

PAIRS = (
    ("Mục tiêu tăng trưởng kinh tế năm nay là bao nhiêu?", "Phấn đấu tốc độ tăng tổng sản phẩm (GRDP) đạt 10,5%."),
    ("Ai ký kết luận này?", "Thay mặt Ban Chấp hành, Bí thư Tỉnh uỷ đã ký ban hành kết luận."),
    ("Khi nào hợp nhất hai tỉnh?", "Từ ngày 01/7/2025, hai tỉnh được sắp xếp thành một đơn vị hành chính."),
    ("Thu ngân sách phấn đấu bao nhiêu tỷ đồng?", "Tổng thu ngân sách nhà nước trên địa bàn đạt 25.000 tỷ đồng."),
    ("Có bao nhiêu xã đạt chuẩn nông thôn mới?", "Đến hết quý I, 112 xã được công nhận đạt chuẩn nông thôn mới."),
    ("Tỷ lệ che phủ rừng là bao nhiêu?", "Giữ vững độ che phủ rừng trên 60%, trồng mới 8.000 ha rừng."),
    ("Chuyển đổi số được chỉ đạo thế nào?", "Đẩy mạnh chuyển đổi số trong các cơ quan Đảng, dùng chữ ký số."),
    ("Giải ngân vốn đầu tư công đạt bao nhiêu?", "Tỷ lệ giải ngân vốn đầu tư công mới đạt 18% kế hoạch vốn."),
    (
        "Công tác kiểm tra, giám sát có gì đáng chú ý?",
        "Uỷ ban Kiểm tra đã giám sát 15 tổ chức đảng, kỷ luật 3 đảng viên.",
    ),
    ("Học sinh được hỗ trợ gì?", "Miễn học phí cho học sinh mầm non, phổ thông công lập từ năm học 2025-2026."),
)
QUESTIONS = tuple(question for question, _ in PAIRS)
PASSAGES = tuple(passage for _, passage in PAIRS)

ODD_TEXTS = {
    "empty": "",
    "one space": " ",
    "many spaces": "  a   b    ",
    "lines and tabs": "Điều 1.\r\n\tPhạm vi\u2028điều chỉnh",
    "no-break and zero-width spaces": "10\u00a0tỷ\u200bđồng\ufeff",
    "composed": "Nghị quyết của Đảng uỷ",
    "decomposed": "Nghi\u0323 quye\u0302\u0301t cu\u0309a \u0110a\u0309ng uy\u0309",
    "emoji": "tốt 👍🏽 👨‍👩‍👧 ❤️",
    "Chinese and Arabic": "决议 قرار 결의 решение मसौदा",
    "unknown characters": "\U00013080\U0001f9ff \ue000x\ue000",
    "compatibility characters": "ﬁ Ⅳ ½ m² №５ ㎏ …",
    "word mark": "a▁b ▁",
    "marks of the tokeniser": "<s> </s> <mask> <unk>",
    "control characters": "a\x01b\x7f\x0bc\x0c",
    "one long word": "nghị" * 200,
    "many words": "Ban Chấp hành Trung ương " * 100,
}
