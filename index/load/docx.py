"""Word documents (.docx): paragraphs with the fonts of their runs, headings by style, tables, numbers of lists.

Left out, as a reader of the page does not see them: deleted text, hidden text, field codes, comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from index.errors import UnreadableError
from index.load import numbering, rows
from index.load.draft import HEADING_CHARS, LINE_BREAK, Draft, Run, settle
from index.load.limits import Limits
from index.load.ooxml import Package, child, switched_on, value
from index.types import BlockKind, Extract

_HEADING_STYLE = re.compile(r"heading (\d)$", re.IGNORECASE)
_WRAPPERS = frozenset(
    {"hyperlink", "ins", "smartTag", "fldSimple", "sdt", "sdtContent", "moveTo", "customXml", "dir", "bdo"}
)
_BLOCK_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})
_SIGNS = {"tab": "\t", "br": LINE_BREAK, "cr": LINE_BREAK, "noBreakHyphen": "-", "softHyphen": "\xad", "ptab": " "}
"""The soft hyphen is kept, for in .VnTime its place is the letter ư; elsewhere it is dropped with the letters read."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of its paragraphs or runs, its ancestors' say included."""

    font: str = ""
    bold: bool = False
    level: int = 0
    title: bool = False
    list_id: str = ""
    list_level: int = 0


def load(data: bytes, limits: Limits) -> Extract:
    """The blocks of a document: page heads first, as furniture, then the body, then footnotes."""
    package = Package(data, limits)
    body = child(package.xml("word/document.xml"), "body")
    if body is None:
        raise UnreadableError("không có phần nội dung word/document.xml; hãy mở bằng Word và lưu lại.")
    reader = _Reader(_styles(package.xml("word/styles.xml")), numbering.read(package.xml("word/numbering.xml")))
    blocks, old = settle([*_page_heads(package, reader), *reader.blocks(body), *_notes(package, reader)])
    return Extract(blocks, "docx", old)


def _page_heads(package: Package, reader: _Reader) -> Iterator[Draft]:
    """The heads and feet of pages, each once: a secrecy mark may be printed there and nowhere else."""
    seen: set[str] = set()
    for name in package.names("word"):
        root = package.xml(name) if re.match(r"word/(?:header|footer)\d*\.xml", name) else None
        for each in reader.blocks(root) if root is not None else ():
            text = "".join(run.text for run in each.runs).strip()
            if text and text not in seen:
                seen.add(text)
                yield Draft(each.runs, BlockKind.FURNITURE)


def _notes(package: Package, reader: _Reader) -> Iterator[Draft]:
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        root = package.xml(name)
        for note in root if root is not None else ():
            if note.get("type", "normal") == "normal":
                yield from reader.blocks(note)


@dataclass(slots=True)
class _Reader:
    """Walks the body in order, for list numbers count up."""

    styles: Mapping[str, Style]
    numbers: numbering.Numbering

    def blocks(self, parent: Element) -> Iterator[Draft]:
        for element in parent:
            if element.tag == "p":
                yield from self._paragraph(element)
            elif element.tag == "tbl":
                yield from rows.table([self._row(row) for row in _inner(element, "tr")])
            elif element.tag in _BLOCK_WRAPPERS:
                yield from self.blocks(element)

    def _paragraph(self, element: Element) -> Iterator[Draft]:
        properties = element.find("pPr")
        style = self.styles.get(value(properties, "pStyle"), self.styles[""])
        runs = list(_runs(element, style, self.styles))
        text = "".join(run.text for run, _ in runs).strip()
        if text:
            label = self._label(properties, style)
            kind, level = _kind(properties, style, text, all(bold for run, bold in runs if run.text.strip()))
            if label and kind is BlockKind.PARAGRAPH:
                kind = BlockKind.ITEM
            head = (Run(f"{label} ", runs[0][0].font),) if label else ()
            yield Draft((*head, *(run for run, _ in runs)), kind, level)
        for box in _boxes(element):
            yield from self.blocks(box)

    def _label(self, properties: Element | None, style: Style) -> str:
        own = child(properties, "numPr")
        list_id = value(own, "numId") or style.list_id
        place = value(own, "ilvl")
        return self.numbers.next(list_id, int(place) if place.isdigit() else style.list_level)

    def _row(self, row: Element) -> list[list[rows.Cell]]:
        cells: list[list[rows.Cell]] = []
        for cell in _inner(row, "tc"):
            properties = cell.find("tcPr")
            merged = child(properties, "vMerge")
            covered = merged is not None and merged.get("val", "continue") == "continue"
            cells.append([] if covered else [each.runs for each in self.blocks(cell)])
            span = value(properties, "gridSpan")
            cells += [[]] * (min(int(span), 64) - 1 if span.isdigit() else 0)
        return cells


def _inner(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, also those inside content controls."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in _BLOCK_WRAPPERS:
            yield from _inner(element, tag)


def _kind(properties: Element | None, style: Style, text: str, bold: bool) -> tuple[BlockKind, int]:
    outline = value(properties, "outlineLvl")
    level = int(outline) + 1 if outline.isdigit() and int(outline) < 9 else style.level
    if style.title:
        return BlockKind.TITLE, 0
    if level or (bold and len(text) <= HEADING_CHARS):
        return BlockKind.HEADING, level
    return BlockKind.PARAGRAPH, 0


def _runs(parent: Element, style: Style, styles: Mapping[str, Style]) -> Iterator[tuple[Run, bool]]:
    """The runs of a paragraph, each with whether it is in bold."""
    for element in parent:
        if element.tag in _WRAPPERS:
            yield from _runs(element, style, styles)
        elif element.tag == "r":
            properties = element.find("rPr")
            if switched_on(properties, "vanish"):
                continue
            own = styles.get(value(properties, "rStyle"), Style())
            font = _font(properties) or own.font or style.font
            bold = own.bold or style.bold if child(properties, "b") is None else switched_on(properties, "b")
            for text, symbol_font in _texts(element):
                yield Run(text, symbol_font or font), bold


def _texts(run: Element) -> Iterator[tuple[str, str]]:
    """The text of a run in pieces, each with the font that its element names or ""."""
    for element in run:
        if element.tag == "t":
            yield element.text or "", ""
        elif element.tag == "sym":
            code = element.get("char", "")
            font = element.get("font", "")
            if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code):
                place = int(code, 16)
                yield (
                    chr(place - 0xF000 if place >= 0xF000 and font.lower().startswith((".vn", "vni")) else place),
                    font,
                )
        elif element.tag in _SIGNS:
            yield _SIGNS[element.tag], ""


def _boxes(parent: Element) -> Iterator[Element]:
    """The contents of text boxes in a paragraph; of two alternatives for old and new readers the first."""
    for element in parent:
        if element.tag == "txbxContent":
            yield element
        elif element.tag == "AlternateContent":
            yield from _boxes(next(iter(element), Element("none")))
        elif element.tag not in ("pPr", "rPr", "t"):
            yield from _boxes(element)


def _font(properties: Element | None) -> str:
    fonts = child(properties, "rFonts")
    return "" if fonts is None else fonts.get("hAnsi", "") or fonts.get("ascii", "")


def _styles(root: Element | None) -> Mapping[str, Style]:
    """Every style by id, ancestors worked in; "" is the default paragraph's."""
    if root is None:
        return {"": Style()}
    elements = {each.get("styleId", ""): each for each in root.findall("style")}
    default_font = _font(child(root, "docDefaults", "rPrDefault", "rPr"))
    found: dict[str, Style] = {}

    def resolve(style_id: str, depth: int) -> Style:
        element = elements.get(style_id)
        if style_id in found or element is None or depth > len(elements):
            return found.get(style_id, Style(font=default_font))
        found[style_id] = _style(element, resolve(value(element, "basedOn"), depth + 1))
        return found[style_id]

    for style_id in elements:
        resolve(style_id, 0)
    default = next(
        (key for key, each in elements.items() if each.get("default") == "1" and each.get("type") == "paragraph"), ""
    )
    return found | {"": found.get(default, Style(font=default_font))}


def _style(element: Element, base: Style) -> Style:
    name = value(element, "name")
    properties, runs = element.find("pPr"), element.find("rPr")
    outline = value(properties, "outlineLvl")
    heading = _HEADING_STYLE.match(name)
    level = int(heading[1]) if heading else int(outline) + 1 if outline.isdigit() and int(outline) < 9 else base.level
    place = value(properties, "numPr", "ilvl")
    return Style(
        font=_font(runs) or base.font,
        bold=base.bold if child(runs, "b") is None else switched_on(runs, "b"),
        level=level,
        title=name.lower() == "title" or base.title,
        list_id=value(properties, "numPr", "numId") or base.list_id,
        list_level=int(place) if place.isdigit() else base.list_level,
    )
