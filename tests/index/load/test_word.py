"""Word documents, new and old: what a reader of the page sees, in order, with its fonts read."""

from __future__ import annotations

from collections.abc import Callable

from index.types import Extract
from tests.index.load.office import doc, docx, paragraph, word_part, word_table

Seen = tuple[str, str, int]
See = Callable[[bytes], list[Seen]]

HEADING = '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
TITLE = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
CHILD = '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="Mine"/><w:basedOn w:val="H2"/></w:style>'


def test_styles_tell_titles_and_headings_also_by_descent(see: See) -> None:
    body = "".join(paragraph(style, properties=f'<w:pStyle w:val="{style}"/>') for style in ("T", "H2", "C"))
    assert see(docx(body, styles=word_part("styles", TITLE + HEADING + CHILD))) == [
        ("title", "T", 0),
        ("heading", "H2", 2),
        ("heading", "C", 2),
    ]


def test_a_short_line_in_bold_is_a_heading_of_unknown_level(see: See) -> None:
    assert see(docx(paragraph("Mục tiêu", bold=True) + paragraph("Phấn đấu."))) == [
        ("heading", "Mục tiêu", 0),
        ("paragraph", "Phấn đấu.", 0),
    ]


def test_numbers_that_word_writes_are_part_of_the_text(texts: Callable[[bytes], list[str]]) -> None:
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    levels = level.format(0, "upperRoman", "%1.") + level.format(1, "lowerLetter", "%1.%2)")
    numbering = word_part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>',
    )
    listed = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="7"/></w:numPr>'
    body = "".join(
        paragraph(text, properties=listed.format(place)) for place, text in [(0, "một"), (1, "a"), (1, "b"), (0, "hai")]
    )
    assert texts(docx(body, numbering=numbering)) == ["I. một", "I.a) a", "I.b) b", "II. hai"]


def test_a_table_is_its_rows_and_merged_cells_count_once(see: See) -> None:
    wide = (
        "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>"
        + paragraph("Cộng")
        + "</w:tc><w:tc>"
        + paragraph("9")
        + "</w:tc></w:tr>"
    )
    table = word_table([["Chỉ tiêu", "Đơn vị", "Năm"], ["Thu", "tỷ", "5"], ["Chi", "tỷ", "4"]])
    assert see(docx(table.replace("</w:tbl>", f"{wide}</w:tbl>"))) == [
        ("row", "Chỉ tiêu | Đơn vị | Năm", 1),
        ("row", "Thu | tỷ | 5", 0),
        ("row", "Chi | tỷ | 4", 0),
        ("row", "Cộng | | 9", 0),
    ]


def test_deleted_and_hidden_text_and_field_codes_are_not_read(texts: Callable[[bytes], list[str]]) -> None:
    body = (
        "<w:p><w:r><w:t>Còn</w:t></w:r><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t> thêm</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
        "<w:r><w:instrText>PAGE \\* MERGEFORMAT</w:instrText></w:r>"
        '<w:hyperlink><w:r><w:t xml:space="preserve"> nối</w:t></w:r></w:hyperlink></w:p>'
    )
    assert texts(docx(body)) == ["Còn thêm nối"]


def test_page_heads_are_furniture_and_come_once(see: See) -> None:
    head = word_part("hdr", paragraph("MẬT"))
    assert see(docx(paragraph("Nội dung"), header1=head, header2=head)) == [
        ("furniture", "MẬT", 0),
        ("paragraph", "Nội dung", 0),
    ]


def test_text_boxes_are_read_once(texts: Callable[[bytes], list[str]]) -> None:
    box = f"<w:txbxContent>{paragraph('Trong khung')}</w:txbxContent>"
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f"<mc:AlternateContent xmlns:mc='m'>{both}</mc:AlternateContent>"
    assert texts(docx(f"<w:p><w:r><w:t>Ngoài</w:t></w:r><w:r>{both}</w:r></w:p>")) == ["Ngoài", "Trong khung"]


def test_old_fonts_of_docx_are_read(extract: Callable[[bytes], Extract]) -> None:
    body = paragraph("NghÞ quyÕt ®¹i héi §¶ng bé tØnh", font=".VnTime") + paragraph("kÕt luËn", font=".VnTimeH")
    found = extract(docx(body))
    assert [block.text for block in found.blocks] == ["Nghị quyết đại hội Đảng bộ tỉnh", "KẾT LUẬN"]
    assert found.encoding == "tcvn3"


def test_the_letter_that_word_keeps_as_a_soft_hyphen_is_read(texts: Callable[[bytes], list[str]]) -> None:
    """A .doc in .VnTime that Word itself saved as .docx: the byte AD, the letter ư, became an element."""
    run = '<w:r><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr><w:t>{}</w:t></w:r>'
    soft = '<w:r><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr><w:softHyphen/></w:r>'
    body = f"<w:p>{run.format('NghÞ quyÕt cña Nhµ n')}{soft}{run.format('íc vµ cña §¶ng')}</w:p>"
    assert texts(docx(body)) == ["Nghị quyết của Nhà nước và của Đảng"]


FONT_0 = b"\x4f\x4a\x00\x00\x51\x4a\x00\x00"
FONT_1 = b"\x4f\x4a\x01\x00\x51\x4a\x01\x00"
BOLD = b"\x35\x08\x01"
DELETED = b"\x00\x08\x01"
IN_TABLE = b"\x16\x24\x01"
ROW_END = IN_TABLE + b"\x17\x24\x01"


def test_the_binary_word_file_is_read_with_its_fonts(extract: Callable[[bytes], Extract]) -> None:
    capitals = "nghÞ quyÕt ®¹i héi §¶ng bé tØnh\r".encode("cp1252")
    small = "Céng hoµ x· héi chñ nghÜa\r".encode("cp1252")
    found = extract(doc([(capitals, FONT_0 + BOLD), (small, FONT_1)], [".VnTimeH", ".VnTime"]))
    assert [(block.kind.value, block.text) for block in found.blocks] == [
        ("heading", "NGHỊ QUYẾT ĐẠI HỘI ĐẢNG BỘ TỈNH"),
        ("paragraph", "Cộng hoà xã hội chủ nghĩa"),
    ]
    assert (found.format, found.encoding) == ("doc", "tcvn3")


def test_deleted_text_and_field_codes_of_the_binary_file_are_not_read(texts: Callable[[bytes], list[str]]) -> None:
    runs = [(b"Thu ", b""), (b"bo ", DELETED), (b"\x13 PAGE \x1412\x15 dong\r", b"")]
    assert texts(doc(runs, ["Arial"])) == ["Thu 12 dong"]


def test_tables_of_the_binary_file_are_rows(see: See) -> None:
    cells = [b"Chi tieu\x07", b"Nam\x07", b"\x07", b"Thu\x07", b"5\x07", b"\x07", b"Het.\r"]
    marks = [IN_TABLE, IN_TABLE, ROW_END, IN_TABLE, IN_TABLE, ROW_END, b""]
    ends = [len(b"".join(cells[: place + 1])) for place in range(len(cells))]
    written = doc([(b"".join(cells), b"")], ["Arial"], list(zip(ends, marks, strict=True)))
    assert see(written) == [("row", "Chi tieu | Nam", 1), ("row", "Thu | 5", 0), ("paragraph", "Het.", 0)]
