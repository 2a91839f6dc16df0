"""The head of a document tells its title, number, issuer, date and kind."""

from __future__ import annotations

from datetime import date

import pytest

from index.text.masthead import Masthead, read
from index.types import BlockKind, RawBlock

BODY = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025; căn cứ Nghị định số 63/2010/NĐ-CP;"


def blocks(*texts: str) -> list[RawBlock]:
    return [RawBlock(text) for text in texts]


def test_a_party_document_is_read() -> None:
    head = blocks(
        "TỈNH ỦY BẮC KẠN",
        "*",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Số 06-CTr/TU",
        "Bắc Kạn, ngày 06 tháng 7 năm 2023",
        "CHƯƠNG TRÌNH HÀNH ĐỘNG",
        "thực hiện Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XII",
        "-----",
        "Thực hiện Nghị quyết Đại hội, Tỉnh ủy xây dựng Chương trình hành động như sau:",
    )
    assert read(head) == Masthead(
        title="CHƯƠNG TRÌNH HÀNH ĐỘNG thực hiện Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XII",
        number="06-CTr/TU",
        issuer="Tỉnh ủy Bắc Kạn",
        date=date(2023, 7, 6),
        kind="Chương trình hành động",
    )


def test_a_decision_of_a_province_is_read() -> None:
    head = blocks(
        "ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
        "Số: 26/2025/QĐ-UBND",
        "Thái Nguyên, ngày 21 tháng 11 năm 2025",
        "QUYẾT ĐỊNH",
        "BAN HÀNH QUY CHẾ PHỐI HỢP TRONG CÔNG TÁC QUẢN LÝ NHÀ NƯỚC",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH",
        BODY,
    )
    assert read(head) == Masthead(
        title="QUYẾT ĐỊNH BAN HÀNH QUY CHẾ PHỐI HỢP TRONG CÔNG TÁC QUẢN LÝ NHÀ NƯỚC",
        number="26/2025/QĐ-UBND",
        issuer="Ủy ban nhân dân tỉnh Thái Nguyên",
        date=date(2025, 11, 21),
        kind="Quyết định",
    )


def test_a_number_and_a_date_within_the_title_are_read() -> None:
    head = blocks(
        "NGHỊ ĐỊNH", "CỦA CHÍNH PHỦ SỐ 29/1998/NĐ-CP NGÀY 11 THÁNG 5 NĂM 1998", "VỀ QUY CHẾ DÂN CHỦ Ở XÃ", BODY
    )
    found = read(head)
    assert (found.number, found.date, found.issuer) == ("29/1998/NĐ-CP", date(1998, 5, 11), "Chính phủ")


def test_numbers_of_what_the_document_rests_on_are_not_its_own() -> None:
    assert read(blocks("QUYẾT ĐỊNH", "VỀ GIAO KẾ HOẠCH", BODY)).number == ""


def test_a_number_left_blank_is_no_number() -> None:
    assert (
        read(blocks("THÀNH ỦY HÀ NỘI", "Số -HD/BTCTU", "HƯỚNG DẪN", "Nghiệp vụ công tác đảng viên", BODY)).number == ""
    )


def test_the_kind_is_told_by_the_number_where_no_line_names_it() -> None:
    assert read(blocks("Số 57-NQ/TW", "về phát triển khoa học, công nghệ", BODY)).kind == "Nghị quyết"


def test_a_letter_is_told_by_its_subject() -> None:
    found = read(blocks("BỘ CÔNG AN", "Số: 2243/BCA-V01", "V/v thu thập thông tin", "Kính gửi: Công an các tỉnh"))
    assert (found.kind, found.title, found.issuer) == ("Công văn", "V/v thu thập thông tin", "Bộ Công an")


def test_a_date_that_is_none_is_none() -> None:
    assert read(blocks("Hà Nội, ngày 31 tháng 02 năm 2025", "KẾT LUẬN", "về công tác cán bộ", BODY)).date is None


def test_a_title_on_one_line_ends_there() -> None:
    first = "KẾT LUẬN HỘI NGHỊ BAN CHẤP HÀNH ĐẢNG BỘ TỈNH LẦN THỨ 12 (KHÓA XII) về kết quả giữa nhiệm kỳ"
    found = read(
        blocks(first, "2023-07-14 11:10:18", "Ngày 06 tháng 7 năm 2023, Hội nghị đã diễn ra thành công.", BODY)
    )
    assert (found.title, found.kind, found.date) == (first, "Kết luận", None)


def test_the_title_that_a_file_marks_is_taken_where_no_kind_is_named() -> None:
    head = [RawBlock("Sổ tay đảng viên", BlockKind.TITLE), *blocks(BODY)]
    assert read(head).title == "Sổ tay đảng viên"


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (["ỦY BAN NHÂN DÂN", "TỈNH ĐỒNG NAI"], "Ủy ban nhân dân tỉnh Đồng Nai"),
        (["HỘI ĐỒNG NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH"], "Hội đồng nhân dân thành phố Hồ Chí Minh"),
        (["THÀNH UỶ HÀ NỘI", "BAN TỔ CHỨC"], "Thành uỷ Hà Nội - Ban Tổ chức"),
        (["BAN CHẤP HÀNH TRUNG ƯƠNG"], "Ban Chấp hành Trung ương"),
        (["UBND HUYỆN BA BỂ"], "UBND huyện Ba Bể"),
        (["TRƯỜNG ĐẠI HỌC SƯ PHẠM"], "TRƯỜNG ĐẠI HỌC SƯ PHẠM"),
        (["Chính phủ"], "Chính phủ"),
    ],
)
def test_an_issuer_is_spelt_as_in_a_sentence_where_its_name_is_known(lines: list[str], issuer: str) -> None:
    assert read(blocks(*lines, "QUYẾT ĐỊNH", "VỀ VIỆC GIAO KẾ HOẠCH", BODY)).issuer == issuer


def test_nothing_is_made_up() -> None:
    assert read(blocks("Hội nghị đã diễn ra thành công tốt đẹp. " * 20)) == Masthead()
    assert read([]) == Masthead()
