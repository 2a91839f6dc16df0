"""Workbooks and presentations: rows with their header, figures as they are shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.load.figure import shown
from index.types import Extract
from tests.index.load.office import pptx, xls, xlsx

Seen = tuple[str, str, int]
See = Callable[[bytes], list[Seen]]


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_title_stands_above_the_table_and_the_header_is_told(see: See) -> None:
    rows = f"<row>{cell('A1', 'KẾT QUẢ THU')}</row>"
    rows += f"<row>{cell('A2', 'STT')}{cell('B2', 'Chỉ tiêu')}{cell('C2', 'Năm')}</row>"
    rows += f'<row><c r="A3"><v>1</v></c>{cell("B3", "Thu")}<c r="C3"><v>1200.5</v></c></row>'
    assert see(xlsx({"Sheet1": rows})) == [
        ("paragraph", "KẾT QUẢ THU", 0),
        ("row", "STT | Chỉ tiêu | Năm", 1),
        ("row", "1 | Thu | 1200,5", 0),
    ]


def test_sheets_that_are_named_are_headings_and_hidden_ones_left_out(see: See) -> None:
    row = f"<row>{cell('A1', 'chữ')}</row>"
    assert see(xlsx({"Thu": row, "Nháp": row, "Chi": row}, hidden=["Nháp"])) == [
        ("heading", "Thu", 1),
        ("paragraph", "chữ", 0),
        ("heading", "Chi", 1),
        ("paragraph", "chữ", 0),
    ]


def test_strings_and_formats_are_looked_up(see: See) -> None:
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="#,##0"/></numFmts>'
        '<fonts><font><name val=".VnTime"/></font></fonts>'
        '<cellXfs><xf fontId="0" numFmtId="164"/><xf fontId="0" numFmtId="14"/></cellXfs>'
    )
    strings = "<si><r><rPr><rFont val='.VnTime'/></rPr><t>NghÞ quyÕt ®¹i héi</t></r><r><t> §¶ng bé tØnh</t></r></si>"
    row = '<row><c r="A1" t="s"><v>0</v></c><c r="B1"><v>28996154868</v></c><c r="C1" s="1"><v>38586</v></c></row>'
    assert see(xlsx({"S": row}, styles=styles, strings=strings)) == [
        ("row", "Nghị quyết đại hội Đảng bộ tỉnh | 28.996.154.868 | 22/8/2005", 0)
    ]


def test_the_old_workbook_is_read_with_its_fonts(extract: Callable[[bytes], Extract]) -> None:
    cells = [(0, 0, "NghÞ quyÕt ®¹i héi §¶ng bé tØnh"), (2, 0, "STT"), (2, 1, "Thu"), (3, 0, 1.0), (3, 1, 87.25)]
    found = extract(xls(cells, [".VnTime"]))
    assert [block.text for block in found.blocks] == ["Nghị quyết đại hội Đảng bộ tỉnh", "STT | Thu", "1 | 87,25"]
    assert (found.format, found.encoding) == ("xls", "tcvn3")


@pytest.mark.parametrize(
    ("value", "pattern", "seen"),
    [
        (0.1, "General", "0,1"),
        (1 / 3, "General", "0,3333333333"),
        (12730000.0, '_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)', "12.730.000"),
        (0.0204327, "0.0%", "2,0%"),
        (45000.0, "dd/mm/yyyy", "15/3/2023"),
        (0.5, "h:mm", "12:00"),
        (float("nan"), "0", ""),
        (1e300, "General", f"{1e300:.0f}"),
    ],
)
def test_a_figure_is_written_as_it_is_shown(value: float, pattern: str, seen: str) -> None:
    assert shown(value, pattern) == seen


def test_slides_are_pages_under_their_titles(extract: Callable[[bytes], Extract]) -> None:
    role = '<p:nvSpPr><p:nvPr><p:ph type="{}"/></p:nvPr></p:nvSpPr>'
    shape = f"<p:sp>{role}<p:txBody><a:p><a:r><a:t>{{}}</a:t></a:r></a:p></p:txBody></p:sp>"
    slides = [shape.format("title", "Mục tiêu") + shape.format("body", "Thu tăng 10%"), shape.format("sldNum", "2")]
    assert [(b.kind.value, b.text, b.level, b.page) for b in extract(pptx(slides)).blocks] == [
        ("heading", "Mục tiêu", 1, 1),
        ("paragraph", "Thu tăng 10%", 0, 1),
        ("furniture", "2", 0, 2),
    ]
