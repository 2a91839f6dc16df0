"""Excel workbooks of 1993 to 2003 (.xls), by xlrd, which knows the font of each cell and of parts of its text."""

from __future__ import annotations

import io
import struct
from typing import Any

from index.errors import UnreadableError
from index.load import rows, sheet
from index.load.draft import Run, settle
from index.load.figure import shown
from index.load.limits import Limits
from index.types import Extract

_TEXT, _NUMBER, _DATE, _BOOLEAN = 1, 2, 3, 4
VISIBLE = 0


_DAMAGE = (struct.error, AssertionError, IndexError, KeyError, TypeError, ValueError, UnicodeError)
"""What xlrd raises on files that are not what they say, besides its own error."""


def load(data: bytes, _limits: Limits) -> Extract:
    """The blocks of the sheets that are not hidden."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        sheets = [_sheet(book, each) for each in book.sheets() if each.visibility == VISIBLE]
    except (xlrd.XLRDError, *_DAMAGE) as error:
        if "encrypted" in str(error).lower():
            raise UnreadableError("được đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại.") from error
        raise UnreadableError("tệp .xls hỏng hoặc tải chưa hết; hãy mở bằng LibreOffice và lưu thành .xlsx.") from error
    blocks, old = settle(sheet.blocks(sheets))
    return Extract(blocks, "xls", old)


def _sheet(book: Any, source: Any) -> sheet.Sheet:
    cells: dict[int, dict[int, rows.Cell]] = {}
    for row in range(source.nrows):
        for column in range(source.row_len(row)):
            cell = _cell(book, source, row, column)
            if rows.text_of(cell):
                cells.setdefault(row, {})[column] = cell
    return sheet.Sheet(source.name, cells)


def _cell(book: Any, source: Any, row: int, column: int) -> rows.Cell:
    cell = source.cell(row, column)
    if cell.ctype not in (_TEXT, _NUMBER, _DATE, _BOOLEAN):
        return ()
    style = book.xf_list[cell.xf_index]
    font = book.font_list[style.font_index].name
    if cell.ctype in (_NUMBER, _DATE):
        pattern = book.format_map[style.format_key].format_str
        return (Run(shown(cell.value, pattern, from_1904=bool(book.datemode)), font),)
    if cell.ctype == _BOOLEAN:
        return (Run("TRUE" if cell.value else "FALSE", font),)
    changes = [(0, font)]
    changes += [
        (start, book.font_list[number].name) for start, number in source.rich_text_runlist_map.get((row, column), ())
    ]
    ends = [start for start, _ in changes[1:]] + [len(cell.value)]
    return tuple(
        Run(cell.value[start:end], name) for (start, name), end in zip(changes, ends, strict=True) if start < end
    )
