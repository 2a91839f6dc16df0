"""Rich text: fonts, code pages, tables, and what is not on the page."""

from __future__ import annotations

from collections.abc import Callable

Seen = tuple[str, str, int]
Texts = Callable[[bytes], list[str]]
FONTS = rb"{\fonttbl{\f0\fnil\fcharset0 .VnTime;}{\f1\fnil\fcharset0 .VnTimeH;}{\f2\froman\fcharset163 Arial;}}"


def rtf(inside: bytes) -> bytes:
    return rb"{\rtf1\ansi\ansicpg1252\deff2" + FONTS + inside + b"}"


def test_old_fonts_are_read_by_name(texts: Texts) -> None:
    written = rtf(rb"\f1 k\'d5t lu\'cbn\par \f0 C\'e9ng ho\'b5 x\'b7 h\'e9i ch\'f1 ngh\'dca Vi\'d6t Nam\par")
    assert texts(written) == ["KẾT LUẬN", "Cộng hoà xã hội chủ nghĩa Việt Nam"]


def test_unicode_is_read_and_what_stands_in_for_it_passed_over(texts: Texts) -> None:
    assert texts(rtf(rb"\f2\uc1 Vi\u7879?t Nam {\uc2 \u272\'44\'44\u7843aang}\par")) == ["Việt Nam Đảng"]


def test_the_vietnamese_code_page_is_read(texts: Texts) -> None:
    assert texts(rtf(rb"\f2 Vi\'ea\'f2t Nam\par")) == ["Việt Nam"]


def test_pictures_field_codes_and_starred_groups_are_not_read(texts: Texts) -> None:
    inside = rb"{\*\generator Word;}{\pict\pngblip 89504e47}{\field{\*\fldinst PAGE}{\fldrslt 7}} trang{\v \'e2n}\par"
    assert texts(rtf(inside)) == ["7 trang"]


def test_bytes_of_a_binary_picture_are_passed_over(texts: Texts) -> None:
    assert texts(rtf(rb"{\pict\bin6 }}}}}}}tru\'edc\par")) == ["truớc".replace("ớ", "í")]


def test_tables_are_rows(see: Callable[[bytes], list[Seen]]) -> None:
    row = rb"\trowd\intbl %s\cell %s\cell\row"
    inside = row % (b"Chi tieu", b"Nam") + row % (b"Thu", b"5") + rb"\pard Het.\par"
    assert see(rtf(inside)) == [("row", "Chi tieu | Nam", 1), ("row", "Thu | 5", 0), ("paragraph", "Het.", 0)]


def test_page_heads_are_furniture(see: Callable[[bytes], list[Seen]]) -> None:
    assert see(rtf(rb"{\header\pard M\'ccT\par}Noi dung.\par"))[0][0] == "furniture"


def test_a_line_that_only_wraps_a_sentence_is_joined_and_others_are_not(texts: Texts) -> None:
    assert texts(rtf(rb"Ban hanh quy che\line cua tinh.\line 1. Pham vi\par")) == [
        "Ban hanh quy che cua tinh.",
        "1. Pham vi",
    ]
