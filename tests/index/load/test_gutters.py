"""Pdf tables without borders: what is certainly one becomes rows, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from index.text.chunk import encoding_text, split
from index.text.clean import make_document
from index.types import Extract
from tests.index.load.portable import Text, pdf

Read = Callable[[bytes], Extract]
LEADING = 16.0


def columns(*rows: Sequence[str], at: Sequence[float] = (72, 260, 420), top: float = 700) -> list[Text]:
    """Rows of cells, each beginning where its column does; "" is an empty cell."""
    return [
        Text(cell, left, top - LEADING * place)
        for place, row in enumerate(rows)
        for left, cell in zip(at, row, strict=False)
        if cell
    ]


STATISTICS = columns(
    ("Chỉ tiêu", "Kế hoạch", "Thực hiện"),
    ("Thu ngân sách", "1.200", "1.315"),
    ("Hộ nghèo giảm", "2,5%", "3,1%"),
    ("Trồng rừng", "4.000 ha", "4.213 ha"),
)


def seen(extract: Extract) -> list[tuple[str, str, int]]:
    return [(block.kind.value, block.text, block.level) for block in extract.blocks]


def test_figures_in_columns_are_rows_under_their_header(extract: Read) -> None:
    around = [Text("Kết quả thực hiện các chỉ tiêu năm 2022 của tỉnh như sau:", 72, 732)]
    after = [Text("Nguồn: báo cáo của Ủy ban nhân dân tỉnh.", 72, 600)]
    assert seen(extract(pdf([[*around, *STATISTICS, *after]]))) == [
        ("paragraph", "Kết quả thực hiện các chỉ tiêu năm 2022 của tỉnh như sau:", 0),
        ("row", "Chỉ tiêu | Kế hoạch | Thực hiện", 1),
        ("row", "Thu ngân sách | 1.200 | 1.315", 0),
        ("row", "Hộ nghèo giảm | 2,5% | 3,1%", 0),
        ("row", "Trồng rừng | 4.000 ha | 4.213 ha", 0),
        ("paragraph", "Nguồn: báo cáo của Ủy ban nhân dân tỉnh.", 0),
    ]


def test_a_passage_that_begins_within_one_is_encoded_with_its_header(extract: Read) -> None:
    many = [("Xã số", "Số hộ nghèo"), *((f"{place}. Xã vùng cao biên giới", f"{place}00 hộ") for place in range(1, 31))]
    document = make_document(extract(pdf([columns(*many)])), source="a.pdf", sha256="0" * 64)
    first, *later = split(document)
    assert first.text.startswith("Xã số | Số hộ nghèo\n")
    assert later
    for passage in later:
        assert "| Số hộ nghèo" not in passage.text
        assert "Xã số | Số hộ nghèo\n" in encoding_text(document, passage)


def test_rows_that_count_themselves_need_no_figures_and_may_have_no_header(extract: Read) -> None:
    rows = [("1. Khoa Quốc tế", "Nguyễn Văn A"), ("2. Khoa Cơ khí", "Trần Thị B"), ("3. Khoa Xây dựng", "Lê Văn C")]
    assert seen(extract(pdf([columns(*rows)]))) == [
        ("row", "1. Khoa Quốc tế | Nguyễn Văn A", 0),
        ("row", "2. Khoa Cơ khí | Trần Thị B", 0),
        ("row", "3. Khoa Xây dựng | Lê Văn C", 0),
    ]


def test_a_cell_over_two_lines_is_one(extract: Read) -> None:
    rows = [
        ("Chỉ tiêu", "Năm 2022"),
        ("Thu ngân sách nhà nước", "1.315"),
        ("trên địa bàn tỉnh", ""),
        ("Hộ nghèo", "3,1%"),
        ("Trồng rừng", "4.213"),
    ]
    assert [text for _, text, _ in seen(extract(pdf([columns(*rows)])))] == [
        "Chỉ tiêu | Năm 2022",
        "Thu ngân sách nhà nước trên địa bàn tỉnh | 1.315",
        "Hộ nghèo | 3,1%",
        "Trồng rừng | 4.213",
    ]


def test_a_row_whose_columns_come_near_each_other_belongs_to_the_table(extract: Read) -> None:
    rows = [("Khoa Quốc tế", ": 01 đồng chí"), ("Khoa Thời trang và du lịch quốc", ": 02 đồng chí")]
    rows += [("Khoa Xây dựng", ": 03 đồng chí"), ("Khoa Kinh tế", ": 01 đồng chí")]
    assert [kind for kind, _, _ in seen(extract(pdf([columns(*rows, at=(72, 275))])))] == ["row"] * 4


def test_a_paragraph_after_the_last_row_is_none_of_it(extract: Read) -> None:
    page = [*STATISTICS, Text("Trên đây là kết quả thực hiện của tỉnh.", 72, 700 - 4 * LEADING)]
    assert seen(extract(pdf([page])))[-2:] == [
        ("row", "Trồng rừng | 4.000 ha | 4.213 ha", 0),
        ("paragraph", "Trên đây là kết quả thực hiện của tỉnh.", 0),
    ]


NO_TABLES = {
    "prose in two columns": [
        ("Nửa nhiệm kỳ qua cấp ủy", "Các cấp ủy đã tập trung"),
        ("đã lãnh đạo thực hiện", "lãnh đạo phát triển kinh"),
        ("nghị quyết đạt nhiều kết", "tế và giữ vững quốc phòng"),
        ("quả quan trọng.", "an ninh trên địa bàn."),
    ],
    "addressees beside a signature": [
        ("Nơi nhận:", "TM. BAN THƯỜNG VỤ"),
        ("- Như trên;", "PHÓ BÍ THƯ"),
        ("- Lưu Văn phòng.", "Hoàng Duy Chinh"),
    ],
    "two rows of figures": [("Thu", "1.200"), ("Chi", "1.100")],
    "a letterhead": [
        ("TỈNH ỦY BẮC KẠN", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        ("*", "Bắc Kạn, ngày 06 tháng 7"),
        ("Số 12-KL/TU", "năm 2023"),
    ],
}


@pytest.mark.parametrize("page", NO_TABLES)
def test_what_is_not_certainly_a_table_is_left_as_it_was(extract: Read, page: str) -> None:
    found = seen(extract(pdf([columns(*NO_TABLES[page], at=(72, 330))])))
    assert found
    assert {kind for kind, _, _ in found} & {"row"} == set()
