"""Where a document's letterhead, addressees and signature stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from index.text.clean import make_document
from index.text.particulars import Particular, particulars
from index.types import Document, Extract, RawBlock

PLAN = """ỦY BAN NHÂN DÂN TỈNH MÂY
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND
Mây, ngày 17 tháng 11 năm 2025
KẾ HOẠCH
TRỒNG RỪNG NĂM 2026
1. Mỗi xã trồng 10 ha rừng.
2. Sở Tài chính bố trí kinh phí.
Nơi nhận:
- Bộ Nông nghiệp và Môi trường;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Nông Văn Rừng"""


def made(text: str) -> Document:
    return make_document(Extract(tuple(map(RawBlock, text.splitlines())), "txt"), source="tep.txt", sha256="1")


def told(text: str) -> dict[str, list[str]]:
    document = made(text)
    found = particulars(document)
    return {each.value: [document.text[start:end] for start, end in found[each]] for each in found}


def test_each_particular_of_a_plan_is_found_where_it_stands() -> None:
    assert told(PLAN) == {
        "date": ["Mây, ngày 17 tháng 11 năm 2025"],
        "number": ["Số: 12/KH-UBND"],
        "issuer": ["ỦY BAN NHÂN DÂN TỈNH MÂY"],
        "title": ["KẾ HOẠCH\n\nTRỒNG RỪNG NĂM 2026"],
        "recipients": ["Nơi nhận:\n\n- Bộ Nông nghiệp và Môi trường;\n\n- Lưu: VT."],
        "signature": ["TM. ỦY BAN NHÂN DÂN\n\nKT. CHỦ TỊCH\n\nPHÓ CHỦ TỊCH\n\nNông Văn Rừng"],
    }


def test_a_signature_in_one_cell_under_the_addressees_is_none_of_them() -> None:
    cells = "Nơi nhận: - Quốc hội; - Lưu: VT.\nTHỦ TƯỚNG Nông Văn Rừng"
    found = told(PLAN[: PLAN.index("Nơi nhận")] + cells)
    assert found["recipients"] == ["Nơi nhận: - Quốc hội; - Lưu: VT."]
    assert found["signature"] == ["THỦ TƯỚNG Nông Văn Rừng"]


def test_a_name_below_addressees_that_part_it_from_the_office_signs_too() -> None:
    tail = "T/M BAN BÍ THƯ\n- Các tỉnh ủy, thành ủy,\n- Lưu Văn phòng.\nNông Văn Rừng"
    assert told(PLAN[: PLAN.index("Nơi nhận")] + tail)["signature"] == ["T/M BAN BÍ THƯ", "Nông Văn Rừng"]


def test_a_name_alone_at_last_signs_what_has_a_number_or_a_date() -> None:
    found = told(PLAN[: PLAN.index("Nơi nhận")] + "Nông Văn Rừng")
    assert found["signature"] == found["closing"] == ["Nông Văn Rừng"]


def test_a_name_alone_under_a_post_of_a_web_page_is_no_signature() -> None:
    found = told("Tin về rừng của tỉnh Mây\n2023-07-14 11:10:18\nMỗi xã trồng 10 ha rừng.\nNông Văn Rừng!")
    assert Particular.SIGNATURE.value not in found
    assert (found["posted"], found["closing"]) == (["2023-07-14 11:10:18"], ["Nông Văn Rừng!"])


def test_a_day_that_is_still_to_be_written_is_no_date() -> None:
    assert "date" not in told(PLAN.replace("ngày 17 tháng 11 năm 2025", "ngày    tháng    năm 2025"))


def test_what_is_signed_after_an_annex_is_not_the_first_signature() -> None:
    annex = "\nPHỤ LỤC\nDanh sách các xã.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nMa Thị Núi"
    assert told(PLAN + annex)["signature"][0].endswith("Nông Văn Rừng")


def test_the_day_that_a_document_is_known_to_bear_is_found_in_its_text() -> None:
    document = replace(made("Hội nghị\nNgày 06 tháng 7 năm 2023, hội nghị đã họp."), date=date(2023, 7, 6))
    ((start, end),) = particulars(document)[Particular.DATE]
    assert document.text[start:end] == "Ngày 06 tháng 7 năm 2023"
    assert Particular.DATE not in particulars(replace(document, date=date(2024, 7, 6)))
