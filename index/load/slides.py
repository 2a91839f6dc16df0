"""Presentations (.pptx): each slide's title as a heading, then its texts and tables; a slide is a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from index.errors import UnreadableError
from index.load import rows
from index.load.draft import LINE_BREAK, Draft, Run, settle
from index.load.limits import Limits
from index.load.ooxml import Package, child, value
from index.types import BlockKind, Extract

_TITLES = frozenset({"title", "ctrTitle"})
_FURNITURE = frozenset({"sldNum", "dt", "ftr", "hdr"})


def load(data: bytes, limits: Limits) -> Extract:
    """The blocks of the slides in the order they are shown, each with its notes after it; hidden ones are left out."""
    package = Package(data, limits)
    show = package.xml("ppt/presentation.xml")
    if show is None:
        raise UnreadableError("không có phần ppt/presentation.xml; hãy mở bằng PowerPoint và lưu lại.")
    links = package.links("ppt/presentation.xml")
    names = [links.get(each.get("id", ""), "") for each in show.iterfind("sldIdLst/sldId")]
    listed = [name for name in names if name] or package.names("ppt/slides")
    blocks, old = settle(each for number, name in enumerate(listed, 1) for each in _slide(package, name, number))
    return Extract(blocks, "pptx", old)


def _slide(package: Package, name: str, number: int) -> Iterator[Draft]:
    root = package.xml(name)
    if root is None or root.get("show") == "0":
        return
    yield from _shapes(child(root, "cSld", "spTree"), number)
    for target in package.links(name).values():
        if re.search(r"notesSlides/[^/]+\.xml$", target):
            notes = package.xml(target)
            yield from _shapes(child(notes, "cSld", "spTree"), number)


def _shapes(parent: Element | None, number: int) -> Iterator[Draft]:
    for shape in parent if parent is not None else ():
        if shape.tag == "grpSp":
            yield from _shapes(shape, number)
        elif shape.tag == "sp":
            yield from _text(shape, number)
        elif shape.tag == "graphicFrame":
            table = child(shape, "graphic", "graphicData", "tbl")
            cells = (
                [[_paragraphs(cell) for cell in row.findall("tc")] for row in table.findall("tr")]
                if table is not None
                else []
            )
            yield from rows.table(cells, number)


def _text(shape: Element, number: int) -> Iterator[Draft]:
    role = value(shape, "nvSpPr", "nvPr", "ph", attribute="type")
    kind = BlockKind.FURNITURE if role in _FURNITURE else BlockKind.HEADING if role in _TITLES else BlockKind.PARAGRAPH
    for runs in _paragraphs(shape):
        yield Draft(runs, kind, 1 if kind is BlockKind.HEADING else 0, number)


def _paragraphs(parent: Element) -> list[rows.Cell]:
    body = parent.find("txBody")
    found = (tuple(_runs(each)) for each in body.findall("p")) if body is not None else ()
    return [runs for runs in found if any(run.text.strip() for run in runs)]


def _runs(paragraph: Element) -> Iterator[Run]:
    for element in paragraph:
        font = value(element, "rPr", "latin", attribute="typeface")
        if element.tag in ("r", "fld"):
            yield Run(element.findtext("t") or "", font)
        elif element.tag == "br":
            yield Run(LINE_BREAK, font)
