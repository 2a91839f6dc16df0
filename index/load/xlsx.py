"""Excel workbooks (.xlsx)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from xml.etree.ElementTree import Element

from index.errors import UnreadableError
from index.load import rows, sheet
from index.load.draft import Run, settle
from index.load.figure import BUILT_IN, shown
from index.load.limits import Limits
from index.load.ooxml import Package, child, value
from index.types import Extract

_Item = TypeVar("_Item")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})$")


@dataclass(frozen=True, slots=True)
class _Book:
    """What cells refer to by number."""

    strings: Sequence[rows.Cell]
    fonts: Sequence[str]
    patterns: Sequence[str]
    from_1904: bool


def load(data: bytes, limits: Limits) -> Extract:
    """The blocks of the sheets that are not hidden."""
    package = Package(data, limits)
    workbook = package.xml("xl/workbook.xml")
    if workbook is None:
        raise UnreadableError("không có phần xl/workbook.xml; hãy mở bằng Excel và lưu lại.")
    book = _book(package, workbook)
    links = package.links("xl/workbook.xml")
    sheets = [
        _sheet(book, each.get("name", ""), package.xml(links.get(each.get("id", ""), "")))
        for each in workbook.iterfind("sheets/sheet")
        if each.get("state", "visible") == "visible"
    ]
    blocks, old = settle(sheet.blocks(sheets))
    return Extract(blocks, "xlsx", old)


def _book(package: Package, workbook: Element) -> _Book:
    styles = package.xml("xl/styles.xml")
    fonts, patterns = _styles(styles) if styles is not None else ([], [])
    strings = package.xml("xl/sharedStrings.xml")
    shared = [_rich(each, "") for each in strings.findall("si")] if strings is not None else []
    from_1904 = value(workbook, "workbookPr", attribute="date1904") in ("1", "true")
    return _Book(shared, fonts, patterns, from_1904)


def _styles(root: Element) -> tuple[list[str], list[str]]:
    """The font and the number format of each cell style."""
    names = [value(each, "name") for each in root.iterfind("fonts/font")]
    own = {each.get("numFmtId", ""): each.get("formatCode", "") for each in root.iterfind("numFmts/numFmt")}
    built_in = {str(number): pattern for number, pattern in BUILT_IN.items()}
    fonts: list[str] = []
    patterns: list[str] = []
    for style in root.iterfind("cellXfs/xf"):
        fonts.append(_at(names, style.get("fontId", "")) or "")
        number = style.get("numFmtId", "")
        patterns.append(own.get(number, built_in.get(number, "General")))
    return fonts, patterns


def _sheet(book: _Book, name: str, root: Element | None) -> sheet.Sheet:
    cells: dict[int, dict[int, rows.Cell]] = {}
    for element in root.iterfind("sheetData/row/c") if root is not None else ():
        place = _PLACE.match(element.get("r", ""))
        cell = _cell(book, element)
        if place and rows.text_of(cell):
            cells.setdefault(int(place[2]) - 1, {})[_column(place[1])] = cell
    return sheet.Sheet(name, cells)


def _cell(book: _Book, element: Element) -> rows.Cell:
    font = _at(book.fonts, element.get("s", "0")) or ""
    stored = element.findtext("v") or ""
    kind = element.get("t", "n")
    if kind == "s":
        return tuple(Run(run.text, run.font or font) for run in _at(book.strings, stored) or ())
    if kind == "inlineStr":
        inline = child(element, "is")
        return _rich(inline, font) if inline is not None else ()
    if kind == "b":
        return (Run("TRUE" if stored == "1" else "FALSE", font),)
    if kind == "n" and re.fullmatch(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?", stored):
        pattern = _at(book.patterns, element.get("s", "0")) or "General"
        return (Run(shown(float(stored), pattern, from_1904=book.from_1904), font),)
    return (Run(stored, font),) if kind in ("str", "d") else ()


def _rich(element: Element, font: str) -> rows.Cell:
    """A string: plain, or in runs of fonts; the readings of East Asian letters (rPh) are left out."""
    plain = element.find("t")
    if plain is not None:
        return (Run(plain.text or "", font),)
    return tuple(Run(run.findtext("t") or "", value(run, "rPr", "rFont") or font) for run in element.findall("r"))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _at(items: Sequence[_Item], place: str) -> _Item | None:
    return items[int(place)] if place.isdigit() and int(place) < len(items) else None
