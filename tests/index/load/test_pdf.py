"""Pdf: paragraphs over lines and pages, tables by their borders, old fonts, and pages that are images."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.errors import EmptyTextError
from index.load import load_bytes
from index.types import Extract
from tests.index.load.portable import PICTURE, Text, pdf

Read = Callable[[bytes], Extract]


def lines(*written: str, top: float = 700, left: float = 72, font: str = "Times") -> list[Text]:
    return [Text(text, left, top - 16 * place, font) for place, text in enumerate(written)]


def test_lines_are_joined_to_paragraphs(extract: Read) -> None:
    page = lines(
        "Nửa nhiệm kỳ qua, cấp ủy, chính quyền và các tổ chức đảng đã triển",
        "khai thực hiện Nghị quyết đạt nhiều kết quả.",
        "Kinh tế tiếp tục phát triển, thu ngân sách tăng so với cùng kỳ năm",
        "trước.",
    )
    assert [block.text for block in extract(pdf([page])).blocks] == [
        "Nửa nhiệm kỳ qua, cấp ủy, chính quyền và các tổ chức đảng đã triển khai thực hiện Nghị quyết đạt nhiều "
        "kết quả.",
        "Kinh tế tiếp tục phát triển, thu ngân sách tăng so với cùng kỳ năm trước.",
    ]


def test_numbered_lines_begin_paragraphs_and_a_bold_line_is_a_heading(extract: Read) -> None:
    page = [
        *lines("I. MỤC TIÊU CỦA NGHỊ QUYẾT TRONG NHIỆM KỲ CỦA ĐẢNG BỘ TỈNH TỚI", font="Times-Bold"),
        *lines("1. Thu ngân sách tăng bình quân mười phần trăm mỗi năm trở lên;", "2. Giảm nghèo.", top=684),
    ]
    assert [(block.kind.value, block.text) for block in extract(pdf([page])).blocks] == [
        ("heading", "I. MỤC TIÊU CỦA NGHỊ QUYẾT TRONG NHIỆM KỲ CỦA ĐẢNG BỘ TỈNH TỚI"),
        ("paragraph", "1. Thu ngân sách tăng bình quân mười phần trăm mỗi năm trở lên;"),
        ("paragraph", "2. Giảm nghèo."),
    ]


def test_a_paragraph_goes_on_over_the_page_past_head_and_number(extract: Read) -> None:
    words = ("kinh tế", "văn hóa", "xã hội", "quốc phòng")
    pages = []
    for number, word in enumerate(words, 1):
        body = [f"Lãnh đạo phát triển {word} theo nghị quyết đại hội đảng bộ tỉnh {place}," for place in "abcd"]
        pages.append([Text("CÔNG BÁO", 72, 800), *lines(*body), Text(str(number), 300, 40)])
    found = extract(pdf(pages)).blocks
    furniture = [block.text for block in found if block.kind == "furniture"]
    assert furniture == [text for number in "1234" for text in ("CÔNG BÁO", number)]
    joined = [block.text for block in found if block.kind == "paragraph"]
    assert len(joined) == 1
    assert all(word in joined[0] for word in words)


def test_each_block_knows_its_page(extract: Read) -> None:
    assert [(b.text, b.page) for b in extract(pdf([[Text("Trang đầu.")], [Text("Trang sau.")]])).blocks] == [
        ("Trang đầu.", 1),
        ("Trang sau.", 2),
    ]


def test_columns_of_a_head_are_parted(extract: Read) -> None:
    page = [
        Text("TỈNH ỦY BẮC KẠN", 72, 760),
        Text("ĐẢNG CỘNG SẢN VIỆT NAM", 330, 760),
        *lines("Kết luận của hội nghị."),
    ]
    assert [b.text for b in extract(pdf([page])).blocks] == [
        "TỈNH ỦY BẮC KẠN",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Kết luận của hội nghị.",
    ]


def test_a_table_is_read_by_its_borders(extract: Read) -> None:
    boxes = [(72.0 + 150 * column, 600.0 + 30 * row, 150.0, 30.0) for row in range(3) for column in range(2)]
    page = [
        Text("Chỉ tiêu", 76, 670), Text("Kết quả", 226, 670),
        Text("Thu ngân", 76, 647), Text("sách", 76, 635), Text("1.200", 226, 640),
        Text("Hộ nghèo", 76, 610), Text("5%", 226, 610),
    ]  # fmt: skip
    assert [(b.kind.value, b.text, b.level) for b in extract(pdf([page], boxes)).blocks] == [
        ("row", "Chỉ tiêu | Kết quả", 1),
        ("row", "Thu ngân sách | 1.200", 0),
        ("row", "Hộ nghèo | 5%", 0),
    ]


def test_old_fonts_are_read_also_where_the_page_names_a_letter_minus(extract: Read) -> None:
    page = [Text("NghÞ quyÕt cña §¶ng vµ Nhµ n−íc", font="ABCDEF+.VnTime"), Text("kÕt luËn", 72, 600, ".VnTimeH")]
    found = extract(pdf([page]))
    assert [block.text for block in found.blocks] == ["Nghị quyết của Đảng và Nhà nước", "KẾT LUẬN"]
    assert found.encoding == "tcvn3"


def test_a_scan_says_so_and_names_what_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(EmptyTextError, match=r"quét\.pdf: 2 trang đều là ảnh quét.*tesseract-ocr-vie"):
        load_bytes("quét.pdf", pdf([[], []]))


def test_a_page_without_text_among_others_is_told(extract: Read) -> None:
    assert extract(pdf([[Text("Có chữ.")], [], []])).warnings == (
        "trang 2–3 là ảnh hoặc trang trống, không có chữ để đọc",
    )


def test_a_picture_with_no_more_than_a_stamp_s_letters_on_it_is_a_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(EmptyTextError, match="1 trang đều là ảnh quét"):
        load_bytes("quét.pdf", pdf([[Text("Ký bởi: Tỉnh ủy")]], drawn=PICTURE))


def test_half_of_a_letter_beyond_the_first_plane_is_left_out() -> None:
    assert load_bytes("a.pdf", pdf([[Text("Nghị\ud800quyết")]])).blocks[0].text == "Nghịquyết"
