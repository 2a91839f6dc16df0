"""A row knows what names its columns, on whichever page of the table it stands."""

from __future__ import annotations

from index.types import Block, BlockKind, Document

PIECES = (
    ("Kết quả như sau:", BlockKind.PARAGRAPH, 0),
    ("Chỉ tiêu | Năm", BlockKind.ROW, 1),
    (" | 2022", BlockKind.ROW, 1),
    ("Thu | 5", BlockKind.ROW, 0),
    ("Trang 2", BlockKind.FURNITURE, 0),
    ("Chi | 4", BlockKind.ROW, 0),
    ("Tên | Chức vụ", BlockKind.ROW, 1),
    ("Hà | Bí thư", BlockKind.ROW, 0),
    ("Hết.", BlockKind.PARAGRAPH, 0),
    ("Cao | Lào", BlockKind.ROW, 0),
)


def document() -> Document:
    blocks, text = [], ""
    for piece, kind, level in PIECES:
        blocks.append(Block(len(text), len(text) + len(piece), kind, level))
        text += f"{piece}\n\n"
    return Document("d", "Tên", text, tuple(blocks), "a.pdf", "")


def header(piece: str) -> str:
    return document().header_at(document().text.index(piece) + 1)


def test_a_row_is_named_by_the_header_rows_above_it() -> None:
    assert header("Thu | 5") == "Chỉ tiêu | Năm\n | 2022"


def test_a_page_s_end_does_not_end_the_table() -> None:
    assert header("Chi | 4") == "Chỉ tiêu | Năm\n | 2022"


def test_another_table_has_another_header() -> None:
    assert header("Hà | Bí thư") == "Tên | Chức vụ"


def test_text_headers_and_tables_without_one_have_none() -> None:
    assert [header(piece) for piece in ("Kết quả", "Chỉ tiêu | Năm", "| 2022", "Hết.", "Cao | Lào")] == [""] * 5
