"""Letterheads as offices write them: names over several lines, numbers left blank, the head again before an annex."""

from __future__ import annotations

from datetime import date

from index.text.furniture import furnish
from index.text.heading import classify
from index.text.masthead import Part, parts, read
from index.types import BlockKind, RawBlock

DECISION = (
    "UBND TỈNH BÀ RỊA – VŨNG TÀU",
    "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP",
    "Độc lập – Tự do – Hạnh phúc",
    "BÀ RỊA – VŨNG TÀU",
    "Số :",
    "/QĐ. BQL–VP",
    "Vũng Tàu, ngày tháng năm 2007",
    "QUYẾT ĐỊNH",
    "Ban hành Quy chế chi tiêu nội bộ",
    "TRƯỞNG BAN QUẢN LÝ",
    "Điều 1. Nay ban hành Quy chế chi tiêu nội bộ.",
)
ANNEX = (
    "TRƯỞNG BAN",
    "Nơi nhận:",
    "- Như Điều 2;",
    "UBND TỈNH BÀ RỊA – VŨNG TÀU",
    "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP",
    "Vũng Tàu, ngày tháng năm 2007.",
    "QUY CHẾ CHI TIÊU NỘI BỘ",
    "(Ban hành kèm theo Quyết định số /QĐ.BQL-VP)",
    "Điều 1. Quy chế này áp dụng cho cán bộ của Ban.",
)


def blocks(*texts: str) -> list[RawBlock]:
    return [RawBlock(text) for text in texts]


def of_kind(kind: BlockKind, *texts: str) -> list[str]:
    return [block.text for block in classify(blocks(*texts)) if block.kind is kind]


def test_lines_in_capitals_under_an_issuer_go_on_with_its_name() -> None:
    found = read(blocks(*DECISION))
    assert found.issuer == "UBND tỉnh Bà Rịa – Vũng Tàu - BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP BÀ RỊA – VŨNG TÀU"


def test_a_number_whose_figures_are_not_yet_written_is_no_heading() -> None:
    assert parts(blocks(*DECISION))[6] is Part.NUMBER
    assert "/QĐ. BQL–VP" in of_kind(BlockKind.FURNITURE, *DECISION)


def test_the_letterhead_before_an_annex_and_who_signed_above_the_addressees_are_furniture() -> None:
    kept = [block.text for block in furnish(blocks(*DECISION, *ANNEX)) if block.kind is not BlockKind.FURNITURE]
    assert kept[3:] == [DECISION[-1], ANNEX[-3], ANNEX[-1]]


def test_the_title_of_an_annex_heads_its_articles_and_leaves_those_of_the_decision() -> None:
    found = classify(blocks(*DECISION, "Điều 2. Hiệu lực", "Từ ngày ký.", *ANNEX))
    (annex,) = [block for block in found if block.text == "QUY CHẾ CHI TIÊU NỘI BỘ"]
    assert (annex.kind, annex.level) == (BlockKind.HEADING, 1)


def test_a_committee_under_the_name_of_its_party_organization_is_an_organ_of_its_own() -> None:
    head = blocks("ĐẢNG BỘ TỈNH BẮC KẠN", "TỈNH ỦY", "*", "Số 12-KL/TU", "KẾT LUẬN", "về công tác cán bộ")
    assert read(head).issuer == "Đảng bộ tỉnh Bắc Kạn - Tỉnh ủy"


def test_the_subject_of_a_letter_is_its_title_and_heads_nothing() -> None:
    letter = ("BỘ CÔNG AN", "Số: 2243/BCA-V01", "V/V THU THẬP THÔNG TIN", "Kính gửi: Công an các tỉnh", "Đề nghị gửi.")
    assert of_kind(BlockKind.TITLE, *letter) == ["V/V THU THẬP THÔNG TIN"]
    assert of_kind(BlockKind.HEADING, *letter) == []


def test_the_day_of_a_law_is_the_one_on_which_it_was_passed() -> None:
    law = blocks(
        "QUỐC HỘI",
        "Luật số: 20/2023/QH15",
        "LUẬT",
        "GIAO DỊCH ĐIỆN TỬ",
        "Căn cứ Hiến pháp;",
        "Điều 1. Luật sửa đổi được Quốc hội thông qua ngày 12 tháng 6 năm 2017 hết hiệu lực.",
        "Luật này được Quốc hội khóa XV, kỳ họp thứ 5 thông qua ngày 22 tháng 6 năm 2023.",
    )
    assert read(law).date == date(2023, 6, 22)


def test_officers_sign_with_rank_and_office() -> None:
    tail = ("Nơi nhận:", "- Như trên;", "KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG", "Đại tá Nguyễn Văn An")
    assert of_kind(BlockKind.FURNITURE, "Đề nghị các đơn vị gửi báo cáo.", *tail) == list(tail)


def test_a_procedure_of_a_catalogue_heads_its_steps_and_a_bare_code_heads_nothing() -> None:
    bold = [
        RawBlock("THỦ TỤC 1: Cấp giấy chứng nhận số nhà", BlockKind.HEADING),
        RawBlock("1. Mã thủ tục", BlockKind.HEADING),
        RawBlock("1.009022", BlockKind.HEADING),
        RawBlock("Cơ quan thực hiện", BlockKind.HEADING),
        RawBlock("Ủy ban nhân dân cấp xã"),
    ]
    found = classify(bold)
    assert [(block.kind, block.level) for block in found[:3]] == [
        *((BlockKind.HEADING, 4), (BlockKind.HEADING, 5), (BlockKind.PARAGRAPH, 0)),
    ]
    assert found[3].level > 4


def test_a_line_that_leads_to_another_text_is_furniture_unless_it_is_long_or_offers_a_file() -> None:
    leading = ("» Lịch nghỉ Tết 2026", "Mới nhất: Lương cơ sở 2026", "XEM THÊM: Ngày Pháp luật")
    own = (">> Tải về Nghị định 73", "Mới đây, tỉnh đã ban hành kế hoạch.", f"Nóng: {'mùa hè ' * 50}")
    assert of_kind(BlockKind.FURNITURE, *leading, *own) == list(leading)


def test_the_bracket_that_names_an_annexs_decision_is_furniture_on_one_line_or_two() -> None:
    one = "(Ban hành kèm theo Quyết định số 26/2025/QĐ-UBND)"
    two = ("(Ban hành theo Quyết định số 12/2001/QĐ-BTC", "ngày 13/3/2001 của Bộ trưởng Bộ Tài chính)")
    text = "Kèm theo Quyết định này là biểu mẫu của báo cáo, gửi trước ngày 20 hằng tháng."
    assert of_kind(BlockKind.FURNITURE, "QUY CHẾ", one, "QUY ĐỊNH", *two, text, "(kèm theo biểu mẫu") == [one, *two]
