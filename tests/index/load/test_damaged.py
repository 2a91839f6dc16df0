"""A damaged file is told what is wrong with it, not only that something is."""

from __future__ import annotations

import struct

import pytest

from index.errors import EmptyTextError, UnreadableError
from index.load import load_bytes
from tests.index.load.office import compound, doc, docx, package, paragraph, pptx, word_part, xlsx
from tests.index.load.portable import Text, pdf

WORD = docx(paragraph("Nghị quyết " * 200))
OLD_WORD = doc([(b"chu\r", b"")], ["Arial"])
BEGIN_OF_BOOK = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0x2775, 1997, 0, 6)
LOCKED_BOOK = BEGIN_OF_BOOK + struct.pack("<HH", 0x2F, 54) + bytes(54)


def _with_another_letter_in_a_part(data: bytes) -> bytes:
    place = data.index(b"word/document.xml") + len("word/document.xml") + 20
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


def _of_word_95(data: bytes) -> bytes:
    place = data.index(b"\xec\xa5")
    return data[:place] + b"\xdc\xa5" + data[place + 2 :]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (WORD[: len(WORD) // 2], "tệp nén hỏng hoặc tải chưa hết"),
        (_with_another_letter_in_a_part(WORD), "tệp Office hỏng hoặc tải chưa hết"),
        (package({"word/document.xml": "<w:document"}), "XML bên trong hỏng ở dòng 1"),
        (package({"word/other.xml": "<a/>"}), r"không có phần nội dung word/document\.xml"),
        (package({"xl/other.xml": "<a/>"}), r"không có phần xl/workbook\.xml"),
        (package({"ppt/other.xml": "<a/>"}), r"không có phần ppt/presentation\.xml"),
        (OLD_WORD[:100], "tệp Office cũ bị hỏng"),
        (compound({"WordDocument": b""}), "là tệp Word 95 trở về trước"),
        (_of_word_95(OLD_WORD), "là tệp Word 95 trở về trước"),
        (compound({"WordDocument": struct.pack("<H8xH", 0xA5EC, 0)}), r"tệp \.doc hỏng hoặc tải chưa hết"),
        (compound({"Workbook": b"\xff" * 5000}), r"tệp \.xls hỏng hoặc tải chưa hết"),
        (compound({"Workbook": LOCKED_BOOK}), "được đặt mật khẩu"),
        (b"%PDF-1.4\nno objects", "tệp PDF hỏng hoặc tải chưa hết"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--", "không chứa phần HTML"),
    ],
)
def test_the_reason_is_named(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        load_bytes("hỏng.doc", data)


def test_a_page_that_cannot_be_opened_leaves_the_others() -> None:
    whole = pdf([[Text("Trang đầu có chữ.")], [Text("Trang sau có chữ.")]])
    place = whole.rindex(b"/Type /Page ")
    extract = load_bytes("a.pdf", whole[:place] + b"/Type /Pgae " + whole[place + 12 :])
    assert "Trang đầu có chữ." in [block.text for block in extract.blocks]


def test_a_page_that_names_an_unknown_encoding_is_read_as_what_it_is() -> None:
    written = '<html><meta charset="no-such-one"><body><p>Céng hoµ x· héi chñ nghÜa ViÖt Nam</p></body></html>'
    extract = load_bytes("a.html", written.encode("cp1252"))
    assert extract.blocks[-1].text == "Cộng hoà xã hội chủ nghĩa Việt Nam"


def test_styles_that_rest_on_each_other_are_read() -> None:
    circle = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:basedOn w:val="{other}"/></w:style>'
        for name, other in (("a", "b"), ("b", "a"))
    )
    body = paragraph("Nghị quyết", properties='<w:pStyle w:val="a"/>')
    assert load_bytes("a.docx", docx(body, styles=word_part("styles", circle))).blocks[0].text == "Nghị quyết"


def test_a_cell_that_claims_a_billion_columns_is_one() -> None:
    cells = (
        f'<w:tc><w:tcPr><w:gridSpan w:val="{10**9}"/></w:tcPr>{paragraph("Thu")}</w:tc><w:tc>{paragraph("5")}</w:tc>'
    )
    assert load_bytes("a.docx", docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")).blocks[0].text == "Thu | 5"
    row = f"<tr><td colspan='{10**9}'>Thu</td><td>5</td></tr>"
    assert "Thu | 5" in [block.text for block in load_bytes("a.html", f"<table>{row * 2}</table>".encode()).blocks]


@pytest.mark.parametrize(
    ("value", "format_code"), [("1e300", "0." + "0" * 400), ("1e300", "dd/mm/yyyy"), ("-5", "dd/mm/yyyy")]
)
def test_a_figure_beyond_its_format_is_written(value: str, format_code: str) -> None:
    styles = (
        f'<numFmts><numFmt numFmtId="164" formatCode="{format_code}"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs>'
    )
    extract = load_bytes("a.xlsx", xlsx({"S": f'<row><c r="A1"><v>{value}</v></c></row>'}, styles=styles))
    assert len(extract.blocks[0].text) < 400


def test_rich_text_that_closes_more_than_it_opened_or_jumps_back_is_read() -> None:
    written = rb"{\rtf1\ansi\ansicpg99999 Nghi quyet}}}}{\pict\bin-50 x} cua tinh.\par"
    assert [block.text for block in load_bytes("a.rtf", written).blocks] == ["Nghi quyet cua tinh."]


def test_a_number_of_a_list_that_is_no_number_is_written_as_it_is() -> None:
    levels = (
        f'<w:lvl w:ilvl="0"><w:start w:val="{10**8}"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    )
    number = '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    lists = f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>{number}'
    body = paragraph("Mục tiêu", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    found = load_bytes("a.docx", docx(body, numbering=word_part("numbering", lists)))
    assert found.blocks[0].text == "100000000. Mục tiêu"


def test_a_presentation_without_letters_is_told() -> None:
    with pytest.raises(EmptyTextError, match="không có chữ nào để đọc"):
        load_bytes("a.pptx", pptx([""]))
