"""What a reader and a telephone make of a sheet: its text, its codes, and whether everything stands inside it."""

from __future__ import annotations

import io

import pypdfium2
import zxingcpp
from PIL import Image

from bot.sharing import press
from bot.sharing.sheet import Code, Sheet, Words


def codes(png: bytes) -> list[str]:
    """What a decoder reads in a picture."""
    with Image.open(io.BytesIO(png)) as picture:
        return [found.text for found in zxingcpp.read_barcodes(picture)]


def pages(pdf: bytes) -> list[tuple[str, bytes]]:
    """Each page of a PDF: its text on one line, and the page as a picture."""
    found: list[tuple[str, bytes]] = []
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        text_page = page.get_textpage()
        out = io.BytesIO()
        page.render(scale=2).to_pil().save(out, "PNG")
        found.append((" ".join(text_page.get_text_bounded().split()), out.getvalue()))
        text_page.close()
        page.close()
    document.close()
    return found


def outside(sheet: Sheet, margin: float) -> list[Words]:
    """Lines of text that leave the sheet's margins."""
    return [
        mark
        for mark in sheet.marks
        if isinstance(mark, Words)
        and not (
            margin - 0.1 <= mark.left
            and mark.left + press.measure(mark.text, mark.weight) * mark.size <= sheet.width - margin + 0.1
            and mark.size <= mark.baseline <= sheet.height
        )
    ]


def over_the_code(sheet: Sheet) -> list[Words]:
    """Lines of text that touch a code."""
    [code] = [mark for mark in sheet.marks if isinstance(mark, Code)]
    return [
        mark
        for mark in sheet.marks
        if isinstance(mark, Words)
        and mark.left < code.left + code.side
        and mark.left + press.measure(mark.text, mark.weight) * mark.size > code.left
        and mark.baseline - mark.size < code.top + code.side
        and mark.baseline + 0.3 * mark.size > code.top
    ]


def text_of(sheet: Sheet) -> str:
    """The sheet's lines, one after the other."""
    return " ".join(mark.text for mark in sheet.marks if isinstance(mark, Words))
