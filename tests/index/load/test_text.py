"""Plain text in any encoding, and its paragraphs."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from index.errors import UnreadableError
from index.load import load_bytes
from index.load.paragraph import join, width
from index.types import Extract

TEXT = (
    "Kết luận Hội nghị Ban Chấp hành Đảng bộ tỉnh lần thứ 12 về nhiệm vụ trọng tâm.\n\n"
    "Nửa nhiệm kỳ qua, cấp ủy các cấp đã lãnh đạo thực hiện đạt nhiều kết quả."
)
PARAGRAPHS = TEXT.split("\n\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_each_form_of_unicode_is_read(extract: Callable[[bytes], Extract], encoding: str) -> None:
    found = extract(TEXT.encode(encoding))
    assert [block.text for block in found.blocks] == PARAGRAPHS
    assert found.encoding == encoding.removesuffix("-sig").removesuffix("-le").removesuffix("-be")


def test_windows_1258_is_read(extract: Callable[[bytes], Extract]) -> None:
    found = extract(_by_parts(TEXT).encode("cp1258"))
    assert [block.text for block in found.blocks] == PARAGRAPHS
    assert found.encoding == "windows-1258"


def _by_parts(text: str) -> str:
    """Letters that the code page lacks, as a letter and a tone after it."""
    out = []
    for char in text:
        try:
            char.encode("cp1258")
            out.append(char)
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tone = next(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
            out += [unicodedata.normalize("NFC", parts.replace(tone, "")), tone]
    return "".join(out)


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("tcvn3", "KÕt luËn Héi nghÞ Ban ChÊp hµnh §¶ng bé tØnh vÒ nhiÖm vô träng t©m"),
        ("vni", "Keát luaän Hoäi nghò Ban Chaáp haønh Ñaûng boä tænh veà nhieäm vuï troïng taâm"),
    ],
)
def test_old_encodings_are_read_from_bytes_and_from_utf_8(
    extract: Callable[[bytes], Extract], encoding: str, written: str
) -> None:
    for data in (written.encode("cp1252"), written.encode("utf-8")):
        found = extract(data)
        assert found.blocks[0].text == "Kết luận Hội nghị Ban Chấp hành Đảng bộ tỉnh về nhiệm vụ trọng tâm"
        assert found.encoding == encoding


def test_a_few_damaged_bytes_of_utf_8_are_told_and_passed_over(extract: Callable[[bytes], Extract]) -> None:
    found = extract((TEXT * 20).encode()[:-2])
    assert found.encoding == "utf-8"
    assert found.warnings == ("1 chỗ hỏng trong UTF-8 đã bỏ qua",)


def test_a_program_is_no_text() -> None:
    with pytest.raises(UnreadableError, match="chương trình Linux"):
        load_bytes("x.txt", b"\x7fELF" + bytes(100))


def test_a_picture_is_no_text() -> None:
    with pytest.raises(UnreadableError, match="ảnh PNG"):
        load_bytes("x.pdf", b"\x89PNG\r\n\x1a\n" + bytes(100))


def test_each_line_is_a_paragraph_when_lines_are_long() -> None:
    lines = ["Điều một. " + "chữ " * 60, "Điều hai. " + "chữ " * 50, "Điều ba."]
    assert join(lines, width([lines])) == [line.strip() for line in lines]


def test_lines_wrapped_by_hand_are_joined() -> None:
    lines = [
        "Nửa nhiệm kỳ qua, cấp ủy, chính quyền, tổ chức đảng triển khai thực hiện",
        "Nghị quyết trong bối cảnh chịu tác động của đại dịch, các mặt kinh tế -",
        "xã hội tiếp tục phát triển, thu ngân sách giai đoạn 2020-",
        "2025 đạt kết quả khá.",
        "1. Công tác xây dựng Đảng được quan tâm lãnh đạo, chỉ đạo thường xuyên,",
        "liên tục.",
    ]
    assert join(lines, width([lines])) == [
        "Nửa nhiệm kỳ qua, cấp ủy, chính quyền, tổ chức đảng triển khai thực hiện Nghị quyết trong bối cảnh chịu tác "
        "động của đại dịch, các mặt kinh tế - xã hội tiếp tục phát triển, thu ngân sách giai đoạn 2020-2025 đạt kết "
        "quả khá.",
        "1. Công tác xây dựng Đảng được quan tâm lãnh đạo, chỉ đạo thường xuyên, liên tục.",
    ]
