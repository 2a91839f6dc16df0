"""A stamp on a document's head tells its secrecy, the word in running text does not."""

from __future__ import annotations

import pytest

from index.text.secrecy import secrecy
from index.types import BlockKind, RawBlock


def under_a_head(line: str) -> list[RawBlock]:
    body = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"
    return [RawBlock(text) for text in ("TỈNH ỦY BẮC KẠN", line, "BÁO CÁO", body)]


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("MẬT", "Mật"),
        ("TỐI MẬT", "Tối mật"),
        ("TUYỆT MẬT", "Tuyệt mật"),
        ("Mật", "Mật"),
        ("* MẬT *", "Mật"),
        ("Độ mật: Tối mật", "Tối mật"),
        ("Số 12-BC/TU MẬT", "Mật"),
        ("TỈNH ỦY BẮC KẠN * TUYỆT MẬT", "Tuyệt mật"),
    ],
)
def test_a_stamp_is_told(line: str, mark: str) -> None:
    assert secrecy(under_a_head(line)) == mark


@pytest.mark.parametrize(
    "line",
    [
        "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "Mật độ dân số 75 người/km²",
        "Mật khẩu phải đổi ba tháng một lần",
        "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TỐI MẬT",
        "MẬT ONG BẠC HÀ",
        "giữ bí mật",
        "bảo mật",
        "Tài liệu được đóng dấu Mật, Tối mật hoặc Tuyệt mật theo quy định.",
    ],
)
def test_the_word_in_running_text_is_no_stamp(line: str) -> None:
    assert secrecy(under_a_head(line)) == ""


def test_a_stamp_printed_on_a_page_s_head_is_told_wherever_it_comes() -> None:
    text = [RawBlock("Nội dung báo cáo.") for _ in range(80)]
    assert secrecy([*text, RawBlock("MẬT", BlockKind.FURNITURE)]) == "Mật"
    assert secrecy([*text, RawBlock("Mật")]) == ""
