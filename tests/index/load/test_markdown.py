"""Markdown: its marks tell the blocks and are taken out."""

from __future__ import annotations

from collections.abc import Callable

from index.load import pipes
from index.load.sniff import Format, sniff

Seen = tuple[str, str, int]


def test_headings_items_and_bold_lines_are_told(see: Callable[[bytes], list[Seen]]) -> None:
    assert see(
        "# Nghị quyết 57\n\n## Mục tiêu\n- Thu ngân sách **tăng** 10%\n\n**Kết quả:**\n\nĐạt *khá*.".encode()
    ) == [
        ("heading", "Nghị quyết 57", 1),
        ("heading", "Mục tiêu", 2),
        ("item", "- Thu ngân sách tăng 10%", 0),
        ("heading", "Kết quả:", 0),
        ("paragraph", "Đạt khá.", 0),
    ]


def test_links_keep_their_words_and_pictures_their_caption(see: Callable[[bytes], list[Seen]]) -> None:
    data = "# Đề\n\nXem [Quy định 294](https://a.vn/x_(1).pdf) nhé.\n\n![Đồng chí Bí thư](a.jpg)\n".encode()
    assert see(data)[1:] == [("paragraph", "Xem Quy định 294 nhé.", 0), ("caption", "Đồng chí Bí thư", 0)]


def test_lines_of_a_paragraph_are_joined_also_before_a_dash_within_it(texts: Callable[[bytes], list[str]]) -> None:
    data = "**Điều 1. **Ban\nhành kế hoạch tài chính\n- ngân sách nhà nước 03 năm.\n\n**Điều 2.** Thi hành.\n".encode()
    assert texts(data) == [
        "Điều 1. Ban hành kế hoạch tài chính - ngân sách nhà nước 03 năm.",
        "Điều 2. Thi hành.",
    ]


def test_a_table_is_rows_under_a_header(see: Callable[[bytes], list[Seen]]) -> None:
    data = "# Bảng\n\n| Chỉ tiêu | Năm 2025 |\n|---|---:|\n| Thu ngân sách | 1.200 |\n| | 5 |\n".encode()
    assert see(data)[1:] == [
        ("row", "Chỉ tiêu | Năm 2025", 1),
        ("row", "Thu ngân sách | 1.200", 0),
        ("row", "5", 0),
    ]


def test_a_table_of_a_bar_a_line_has_its_rows_and_empty_cells_told_apart() -> None:
    cells = [["STT", "Nội dung", "Năm"], ["1", "Thu", "10"], ["2", "", "20"], ["3", "Chi", ""], ["4", "Dư", "5"]]
    lines = [
        line for row in cells for line in ("|", *(each for cell in row for each in ((cell,) if cell else ()) + ("|",)))
    ]
    table = next(rows for _, rows in pipes.segments([*lines, ""]) if rows)
    assert [[cell for cell in row if cell] for row in table] == [[cell for cell in row if cell] for row in cells]


def test_a_head_set_as_a_table_is_paragraphs(see: Callable[[bytes], list[Seen]]) -> None:
    head = "|\n**TỈNH ỦY BẮC KẠN**\n|\n**ĐẢNG CỘNG SẢN\nVIỆT NAM**\n|\n"
    head += "|\nSố: 06-CTr/TU\n|\n*Bắc Kạn, ngày 06\ntháng 7 năm 2023*\n|\n\n"
    assert see((head + "**KẾT LUẬN**\n").encode()) == [
        ("paragraph", "TỈNH ỦY BẮC KẠN", 0),
        ("paragraph", "ĐẢNG CỘNG SẢN VIỆT NAM", 0),
        ("paragraph", "Số: 06-CTr/TU", 0),
        ("paragraph", "Bắc Kạn, ngày 06 tháng 7 năm 2023", 0),
        ("heading", "KẾT LUẬN", 0),
    ]


def test_plain_text_is_not_taken_for_markdown() -> None:
    assert sniff("Nghị quyết số 1\n- mục một\n- mục hai *".encode()) is Format.TXT
