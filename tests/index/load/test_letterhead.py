"""A letterhead that a scan ran together comes apart at the motto; a title that names the state stays whole."""

from __future__ import annotations

import pytest

from index.load.draft import draft, settle


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        (
            "VĂN PHÒNG CHÍNH PHỦ CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            ["VĂN PHÒNG CHÍNH PHỦ", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ),
        (
            "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM TỈNH CÀ MAU Độc lập - Tự do - Hạnh phúc Số: 12/QĐ-UBND",
            [
                *("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TỈNH CÀ MAU"),
                *("Độc lập - Tự do - Hạnh phúc", "Số: 12/QĐ-UBND"),
            ],
        ),
        ("TỈNH ỦY BẮC KẠN ĐẢNG CỘNG SẢN VIỆT NAM", ["TỈNH ỦY BẮC KẠN", "ĐẢNG CỘNG SẢN VIỆT NAM"]),
    ],
)
def test_columns_run_together_come_apart_at_the_motto(line: str, parts: list[str]) -> None:
    blocks, _ = settle([draft(line)])
    assert [block.text for block in blocks] == parts


@pytest.mark.parametrize(
    "line",
    [
        "HIẾN PHÁP NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM NĂM 2013",
        "ĐIỀU LỆ ĐẢNG CỘNG SẢN VIỆT NAM",
        "NGHỊ QUYẾT ĐẠI HỘI ĐẢNG CỘNG SẢN VIỆT NAM LẦN THỨ XIV",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
        "Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XV thông qua.",
    ],
)
def test_a_title_or_a_sentence_that_names_the_state_or_the_party_stays_whole(line: str) -> None:
    blocks, _ = settle([draft(line)])
    assert [block.text for block in blocks] == [line]
