"""Sheets as PDF and PNG, by PDFium: letters are drawn from the typeface's outlines and can be searched and copied.

The typeface is Be Vietnam Pro, drawn for Vietnamese (SIL Open Font License).
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import threading
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from bot.sharing.sheet import Code, Colour, Mark, Modules, Rectangle, Sheet, Weight, Words

_ONE_AT_A_TIME = threading.Lock()
"""PDFium must not be entered by two threads: https://pypdfium2.readthedocs.io/en/stable/readme.html#thread-incompatibility."""

_DARK: Colour = (0, 0, 0)

_OPAQUE = 255

_WORDS_KEPT = 4096
"""Each word is measured for every size that is tried."""

_NO_OUTLINE = 1.0
"""What PDFium leaves for a letter that it cannot draw."""

_LAST_LETTER = 0x2300
"""The typeface has Latin letters, punctuation, currency and a few mathematical signs; all lie below."""


@lru_cache(maxsize=_WORDS_KEPT)
def measure(text: str, weight: Weight) -> float:
    """The width of a text in one line, for a size of 1."""
    widths = _widths(weight)
    return sum(widths.get(letter, _NO_OUTLINE) for letter in text)


def missing(text: str) -> str:
    """Letters of a text that the typeface has no outline for, each once."""
    letters = dict.fromkeys(letter for letter in text if not letter.isspace())
    return "".join(letter for letter in letters if letter not in _widths(Weight.REGULAR))


def pdf(sheets: Sequence[Sheet]) -> bytes:
    """A PDF with a page for each sheet."""
    out = io.BytesIO()
    with _printed(sheets) as document:
        document.save(out)
    return out.getvalue()


def png(sheet: Sheet, pixels_a_point: float) -> bytes:
    """A picture of a sheet."""
    out = io.BytesIO()
    with _printed([sheet]) as document:
        page = document[0]
        page.render(scale=pixels_a_point).to_pil().save(out, "PNG", optimize=True)
        page.close()
    return out.getvalue()


@contextlib.contextmanager
def _printed(sheets: Sequence[Sheet]) -> Iterator[Any]:
    import pypdfium2
    import pypdfium2.raw as pdfium

    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument.new()
        fonts: dict[Weight, Any] = {}
        try:
            for sheet in sheets:
                page = document.new_page(sheet.width, sheet.height)
                for mark in sheet.marks:
                    for drawn in _drawn(mark, document, fonts, sheet.height):
                        page.insert_obj(drawn)
                page.gen_content()
                page.close()
            yield document
        finally:
            for font in fonts.values():
                pdfium.FPDFFont_Close(font)
            document.close()


def _drawn(mark: Mark, document: Any, fonts: dict[Weight, Any], height: float) -> Iterator[Any]:
    """PDFium's objects for a mark; its vertical axis points up."""
    match mark:
        case Rectangle():
            yield _areas([(mark.left, mark.top, mark.width, mark.height)], mark.colour, height)
        case Code():
            yield _areas(list(_dark(mark.modules, mark.left, mark.top, mark.side)), _DARK, height)
        case Words():
            if mark.weight not in fonts:
                fonts[mark.weight] = _font(document, mark.weight)
            yield _text(mark, document, fonts[mark.weight], height)


def _dark(modules: Modules, left: float, top: float, side: float) -> Iterator[tuple[float, float, float, float]]:
    """Dark modules as areas, those that touch in a row as one."""
    unit = side / len(modules)
    for number, row in enumerate(modules):
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end]:
                end += 1
            if end > start:
                yield left + start * unit, top + number * unit, (end - start) * unit, unit
            start = max(end, start + 1)


def _areas(areas: Sequence[tuple[float, float, float, float]], colour: Colour, height: float) -> Any:
    import pypdfium2
    import pypdfium2.raw as pdfium

    path = pdfium.FPDFPageObj_CreateNewPath(areas[0][0], height - areas[0][1])
    for left, top, width, tall in areas:
        pdfium.FPDFPath_MoveTo(path, left, height - top)
        pdfium.FPDFPath_LineTo(path, left + width, height - top)
        pdfium.FPDFPath_LineTo(path, left + width, height - top - tall)
        pdfium.FPDFPath_LineTo(path, left, height - top - tall)
        pdfium.FPDFPath_Close(path)
    pdfium.FPDFPath_SetDrawMode(path, pdfium.FPDF_FILLMODE_WINDING, False)
    pdfium.FPDFPageObj_SetFillColor(path, *colour, _OPAQUE)
    return pypdfium2.PdfObject(path)


def _text(words: Words, document: Any, font: Any, height: float) -> Any:
    import pypdfium2
    import pypdfium2.raw as pdfium

    drawn = pdfium.FPDFPageObj_CreateTextObj(document.raw, font, words.size)
    units = ctypes.create_string_buffer(f"{words.text}\0".encode("utf-16-le"))
    pdfium.FPDFText_SetText(drawn, ctypes.cast(units, ctypes.POINTER(ctypes.c_ushort)))
    pdfium.FPDFPageObj_SetFillColor(drawn, *words.colour, _OPAQUE)
    pdfium.FPDFPageObj_Transform(drawn, 1, 0, 0, 1, words.left, height - words.baseline)
    return pypdfium2.PdfObject(drawn)


def _font(document: Any, weight: Weight) -> Any:
    import pypdfium2.raw as pdfium

    content = _typeface(weight)
    data = (ctypes.c_uint8 * len(content)).from_buffer_copy(content)
    return pdfium.FPDFText_LoadFont(document.raw, data, len(content), pdfium.FPDF_FONT_TRUETYPE, True)


@cache
def _widths(weight: Weight) -> dict[str, float]:
    """The advance of each letter that has an outline, for a size of 1."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    found: dict[str, float] = {}
    advance = ctypes.c_float()
    with _ONE_AT_A_TIME, contextlib.closing(pypdfium2.PdfDocument.new()) as document:
        font = _font(document, weight)
        for letter in map(chr, range(ord(" "), _LAST_LETTER)):
            if letter == " " or pdfium.FPDFFont_GetGlyphPath(font, ord(letter), 1.0):
                pdfium.FPDFFont_GetGlyphWidth(font, ord(letter), 1.0, advance)
                found[letter] = advance.value
        pdfium.FPDFFont_Close(font)
    return found


@cache
def _typeface(weight: Weight) -> bytes:
    return (resources.files("fontpkg_be_vietnam_pro") / "files" / f"BeVietnamPro-{weight}.ttf").read_bytes()
