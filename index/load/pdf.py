"""Portable documents (.pdf) with a text layer, read with pdfium: words with their place and font, then blocks.

A page without text is an image; a document of such pages is a scan and goes to `ocr`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from index.errors import UnreadableError
from index.load import flow
from index.load.draft import settle
from index.load.limits import Limits
from index.load.ocr import scan
from index.load.page import Page, Word, with_bold_that_tells
from index.load.rulings import rules
from index.types import Extract

MAX_PAGES = 5000
PASSWORD_ERROR = 4
"""pdfium's FPDF_ERR_PASSWORD."""
STAMP_LETTERS = 25
"""A page with a picture and fewer letters than this is a scan: a stamp or a digital signature writes so many on it."""
_IMAGE = 3
"""pdfium's FPDF_PAGEOBJ_IMAGE."""
BOLD_WEIGHT = 600
"""Weights from 600 are semi-bold or bolder (OpenType, usWeightClass)."""
_BREAKS = frozenset((0, 9, 10, 13, 32, 160))
_LINE_ENDS = frozenset((10, 13))
_HYPHEN = 0xFFFE
"""pdfium's sign for a hyphen at the end of a line."""
_NAME_BYTES = 128


def load(data: bytes, _limits: Limits) -> Extract:
    """The blocks of the pages in order; pages that are images are told in the warnings."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", 0) == PASSWORD_ERROR:
            raise UnreadableError("được đặt mật khẩu; hãy bỏ mật khẩu (in lại ra PDF) rồi nạp lại.") from error
        raise UnreadableError("tệp PDF hỏng hoặc tải chưa hết; hãy lấy lại bản gốc.") from error
    if len(document) > MAX_PAGES:
        raise UnreadableError(f"có {len(document)} trang, quá giới hạn {MAX_PAGES}; hãy tách thành nhiều tệp.")
    pages = with_bold_that_tells(list(_pages(document)))
    images = [page.number for page in pages if page.letters < (STAMP_LETTERS if page.pictured else 1)]
    if len(images) == len(pages):
        raise scan(len(pages))
    blocks, old = settle(flow.blocks([page for page in pages if page.letters]))
    warnings = (f"trang {_ranges(images)} là ảnh hoặc trang trống, không có chữ để đọc",) if images else ()
    return Extract(blocks, "pdf", old, warnings)


def _pages(document: Any) -> Iterator[Page]:
    import pypdfium2

    for place in range(len(document)):
        try:
            page = document[place]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            yield Page(place + 1, ())
            continue
        words = tuple(_words(text))
        yield Page(place + 1, words, tuple(rules(page)), _is_pictured(page))
        text.close()
        page.close()


def _is_pictured(page: Any) -> bool:
    import pypdfium2.raw as raw

    drawn = (raw.FPDFPage_GetObject(page, place) for place in range(raw.FPDFPage_CountObjects(page)))
    return any(raw.FPDFPageObj_GetType(each) == _IMAGE for each in drawn)


def _words(page: Any) -> Iterator[Word]:
    """The words of a page in the order of its content; `ends_line` as pdfium sees it."""
    import pypdfium2.raw as raw

    text = page.raw
    fonts: dict[int, tuple[str, bool]] = {}
    box = raw.FS_RECTF()
    word: list[str] = []
    look = ("", False)
    first = (0.0, 0.0, 0.0)

    def done(end: int, *, ends_line: bool, joined: bool) -> Word:
        raw.FPDFText_GetLooseCharBox(text, end, box)
        left, bottom, top = first
        return Word("".join(word), *look, left, max(box.right, left), bottom, top, ends_line, joined)

    for place in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(text, place)
        if code in _BREAKS:
            if word:
                yield done(place - 1, ends_line=code in _LINE_ENDS, joined=False)
                word = []
            continue
        own = _look(raw, text, place, fonts)
        if word and own != look:
            yield done(place - 1, ends_line=False, joined=True)
            word = []
        if not word:
            look = own
            raw.FPDFText_GetLooseCharBox(text, place, box)
            first = (box.left, box.bottom, box.top)
        word.append("-" if code == _HYPHEN else chr(code) if code not in range(0xD800, 0xE000) else "")
    if word:
        yield done(page.count_chars() - 1, ends_line=True, joined=False)


def _look(raw: Any, text: Any, place: int, known: dict[int, tuple[str, bool]]) -> tuple[str, bool]:
    """The name of a character's font and whether it is bold."""
    drawn = raw.FPDFText_GetTextObject(text, place)
    if not drawn:
        return "", False
    address = ctypes.addressof(drawn.contents)
    if address not in known:
        name = ctypes.create_string_buffer(_NAME_BYTES)
        font = raw.FPDFTextObj_GetFont(drawn)
        raw.FPDFFont_GetBaseFontName(font, name, _NAME_BYTES)
        written = name.value.decode("latin-1")
        known[address] = (written, "bold" in written.lower() or raw.FPDFFont_GetWeight(font) >= BOLD_WEIGHT)
    return known[address]


def _ranges(numbers: list[int]) -> str:
    """Numbers in words: 1–3, 7."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in spans)
