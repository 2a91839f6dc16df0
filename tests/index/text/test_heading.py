"""Blocks get their kinds and levels from how Vietnamese documents are numbered and set."""

from __future__ import annotations

import pytest

from index.text.heading import classify, is_capitals, marker_level
from index.types import BlockKind, RawBlock

LONG = (
    "Ủy ban nhân dân các cấp, các cơ quan, tổ chức có liên quan chịu trách nhiệm thi hành quy định này kể từ ngày ký. "
    * 3
)
DECREE = [
    "Chương I",
    "NHỮNG QUY ĐỊNH CHUNG",
    "Điều 1. Phạm vi điều chỉnh",
    "Nghị định này quy định về cán bộ, công chức xã, phường, thị trấn.",
    "Điều 2. Đối tượng áp dụng",
    f"1. Cán bộ xã. {LONG}",
    f"2. Công chức xã. {LONG}",
    "a) Trưởng Công an;",
    "b) Chỉ huy trưởng Quân sự;",
    f"Điều 3. {LONG}",
    "Chương II",
    "TỔ CHỨC THỰC HIỆN",
    "Điều 4. Hiệu lực",
    "Nghị định này có hiệu lực sau 15 ngày.",
]


def blocks(*texts: str, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0) -> list[RawBlock]:
    return [RawBlock(text, kind, level) for text in texts]


def seen(given: list[RawBlock]) -> list[tuple[str, int, str]]:
    return [(block.kind.value, block.level, block.text[:30]) for block in classify(given)]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Phần thứ nhất", 1),
        ("PHẦN II: NHIỆM VỤ", 1),
        ("Phụ lục III", 1),
        ("CHƯƠNG IV", 2),
        ("A. TÌNH HÌNH", 2),
        ("Mục 2. Thẩm quyền", 3),
        ("III. GIẢI PHÁP", 3),
        ("V- Tổ chức thực hiện", 3),
        ("Tiểu mục 1. Hồ sơ", 4),
        ("Điều 12. Trách nhiệm", 5),
        ("3. Nhiệm vụ", 5),
        ("2.1. Thu ngân sách", 6),
        ("Khoản 3. Sửa đổi", 6),
        ("1.2.3 Chi", 7),
        ("đ) Ảnh khuôn mặt", 7),
        ("(2) Tập trung tháo gỡ", 7),
        ("- Căn cứ Luật", 8),
        ("+ Đợt 3/2", 9),
        ("Điều kiện kinh tế", 0),
        ("Phần mềm quản lý", 0),
        ("Mục tiêu chung", 0),
        ("Chương trình hành động", 0),
        ("1.200 tỷ đồng", 0),
        ("12.11.2020 là ngày", 0),
        ("2,5 triệu", 0),
        ("-5 độ", 0),
        ("Vì vậy, cần", 0),
        ("", 0),
    ],
)
def test_a_mark_tells_its_level_and_a_word_like_it_does_not(text: str, level: int) -> None:
    assert marker_level(text) == level


def test_a_decree_is_chapters_articles_clauses_and_points() -> None:
    assert seen(blocks(*DECREE)) == [
        ("heading", 2, "Chương I NHỮNG QUY ĐỊNH CHUNG"[:30]),
        ("heading", 5, "Điều 1. Phạm vi điều chỉnh"),
        ("paragraph", 0, "Nghị định này quy định về cán bộ, công chức xã, phường, thị trấn."[:30]),
        ("heading", 5, "Điều 2. Đối tượng áp dụng"),
        ("item", 6, f"1. Cán bộ xã. {LONG}"[:30]),
        ("item", 6, f"2. Công chức xã. {LONG}"[:30]),
        ("item", 7, "a) Trưởng Công an;"),
        ("item", 7, "b) Chỉ huy trưởng Quân sự;"),
        ("item", 5, f"Điều 3. {LONG}"[:30]),
        ("heading", 2, "Chương II TỔ CHỨC THỰC HIỆN"),
        ("heading", 5, "Điều 4. Hiệu lực"),
        ("paragraph", 0, "Nghị định này có hiệu lực sau 15 ngày."[:30]),
    ]


def test_short_numbered_lines_in_a_row_are_items_and_those_with_text_under_them_headings() -> None:
    listed = blocks("Tinh thần cốt lõi", kind=BlockKind.HEADING, level=2)
    listed += blocks("1. Phát triển công nghệ", "2. Chuyển đổi số toàn diện", "3. Chấp nhận rủi ro")
    listed += blocks("Mục tiêu", kind=BlockKind.HEADING, level=2)
    listed += blocks("1. Thu ngân sách", LONG, "2. Chi ngân sách", LONG)
    assert [(kind, level) for kind, level, _ in seen(listed)] == [
        ("heading", 2),
        ("item", 5),
        ("item", 5),
        ("item", 5),
        ("heading", 2),
        ("heading", 5),
        ("paragraph", 0),
        ("heading", 5),
        ("paragraph", 0),
    ]


def test_lines_in_bold_without_a_number_stand_under_the_number_before_them() -> None:
    bold = BlockKind.HEADING
    given = [*blocks("1. Công tác xây dựng Đảng", kind=bold), *blocks("Kết quả:", kind=bold), *blocks(LONG)]
    given += [*blocks("Hạn chế:", kind=bold), *blocks(LONG), *blocks("2. Phát triển kinh tế", kind=bold), *blocks(LONG)]
    assert [level for kind, level, _ in seen(given) if kind == "heading"] == [5, 6, 6, 5]


def test_lines_in_capitals_are_headings_beside_one_another() -> None:
    given = blocks("NỘI DUNG", LONG, "1. Thu ngân sách", LONG, "TỔ CHỨC THỰC HIỆN", LONG)
    assert [level for kind, level, _ in seen(given) if kind == "heading"] == [1, 5, 1]


def test_a_title_in_capitals_over_several_lines_is_one_heading() -> None:
    given = blocks(LONG, "CHẾ ĐỘ KẾ TOÁN", "ÁP DỤNG CHO ĐƠN VỊ NGOÀI CÔNG LẬP", LONG)
    assert seen(given)[1] == ("heading", 1, "CHẾ ĐỘ KẾ TOÁN ÁP DỤNG CHO ĐƠN"[:30])


def test_styled_headings_keep_their_order_below_numbered_ones() -> None:
    given = [RawBlock("I. Tình hình", BlockKind.HEADING, 2), *blocks(LONG), RawBlock("Kết quả", BlockKind.HEADING, 3)]
    assert [level for kind, level, _ in seen([*given, *blocks(LONG)]) if kind == "heading"] == [3, 4]


def test_rows_captions_and_what_a_loader_called_furniture_stay() -> None:
    kinds = (BlockKind.ROW, BlockKind.CAPTION, BlockKind.FURNITURE)
    given = [RawBlock("1. Thu | 5", kind) for kind in kinds]
    assert [block.kind for block in classify(given)] == list(kinds)


@pytest.mark.parametrize(
    "text",
    [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
        "Độc lập - Tự do - Hạnh phúc",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "---------------",
        "*",
        "- 2 -",
        "Trang 3/17",
        "Mở đầu .......................... 4",
    ],
)
def test_mottoes_rules_page_numbers_and_contents_are_furniture_wherever_they_stand(text: str) -> None:
    given = blocks("Mở đầu tài liệu.", LONG, text, LONG)
    assert classify(given)[2].kind is BlockKind.FURNITURE


def test_addressees_and_signatures_are_furniture_and_the_annex_after_them_is_not() -> None:
    tail = [
        "Nơi nhận:",
        "- Như Điều 4;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nông Quang Nhất",
    ]
    kinds = [block.kind for block in classify(blocks(LONG, *tail, "Phụ lục I", "DANH MỤC THỦ TỤC", LONG))]
    assert kinds[1 : len(tail) + 1] == [BlockKind.FURNITURE] * len(tail)
    assert kinds[len(tail) + 1] is BlockKind.HEADING


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;",
        "Đảng Cộng sản Việt Nam là đội tiên phong của giai cấp công nhân.",
        "Nhân dân ta giành độc lập, tự do và hạnh phúc.",
        "2023",
    ][:3],
)
def test_sentences_that_name_the_motto_are_text(text: str) -> None:
    assert classify(blocks(LONG, text, LONG))[1].kind is BlockKind.PARAGRAPH


def test_the_head_is_title_and_furniture() -> None:
    head = [
        "TỈNH ỦY BẮC KẠN",
        "*",
        "Số 06-CTr/TU",
        "Bắc Kạn, ngày 06 tháng 7 năm 2023",
        "KẾT LUẬN",
        "VỀ NHIỆM VỤ TRỌNG TÂM",
    ]
    assert [block.kind.value for block in classify(blocks(*head, f"Căn cứ Nghị quyết. {LONG}"))] == [
        "furniture",
        "furniture",
        "furniture",
        "furniture",
        "title",
        "title",
        "paragraph",
    ]


def test_capitals_are_told_from_codes_and_sentences() -> None:
    assert is_capitals("TỔ CHỨC THỰC HIỆN (kèm theo)")
    assert not is_capitals("Tổ chức THỰC HIỆN")
    assert not is_capitals("1.200")


def test_a_hostile_line_costs_no_more_than_its_length() -> None:
    hostile = ["(" * 200_000, "." * 200_000 + "a", ";" * 200_000 + "a", "…" * 200_000 + "1a", "1." * 100_000]
    assert len(classify(blocks(*hostile))) == len(hostile)
