"""Web pages (.html) and pages saved with their pictures (.mht): the document in them as blocks."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from index.errors import UnreadableError
from index.load import article, dom, rows
from index.load.dom import Node
from index.load.draft import HEADING_CHARS, LINE_BREAK, Draft, Run, draft, settle
from index.load.limits import Limits
from index.load.text import decode
from index.types import BlockKind, Extract

ERROR_CHARS = 600
"""A page whose title tells of an error and that is no longer than this is one."""
_ERROR_TITLE = re.compile(r"\b(?:40[0-9]|50[0-9])\b|not found|server error|forbidden|không tìm thấy", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]{3,40})", re.IGNORECASE)
_FONT = re.compile(r"font(?:-family)?\s*:[^;}]*?([\"']?)(\.?VN[\w .-]*|VPS[\w -]*)\1\s*(?:[,;}]|$)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset({"b", "strong", "th"})
LONG_CELL = 500
"""Characters: a table with a cell longer than this, on average, lays out a page."""


def load(data: bytes, _limits: Limits) -> Extract:
    """The blocks of a page's document, its title first when the document does not begin with it."""
    text, encoding, warnings = _decode(data)
    root, styles = dom.tree(text)
    title = root.find("title")
    name = " ".join(title.text().split()) if title is not None else ""
    reader = _Reader(_fonts(styles))
    blocks, old = settle(_titled(name, list(reader.blocks(article.main(root), ""))))
    if _ERROR_TITLE.search(name) and sum(len(block.text) for block in blocks) <= ERROR_CHARS:
        raise UnreadableError(f"là trang báo lỗi của máy chủ («{name}»), không phải văn bản; hãy tải lại từ nơi khác.")
    return Extract(blocks, "html", old or encoding, warnings)


def load_mhtml(data: bytes, limits: Limits) -> Extract:
    """The blocks of the page within a saved bundle."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content:
                return load(content, limits)
    raise UnreadableError("trang lưu .mht không chứa phần HTML; hãy lưu lại trang dưới dạng .html.")


def _decode(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """The text: as UTF-8 where it is that, whatever the page says, else as the page says."""
    text, encoding, warnings = decode(data)
    declared = _CHARSET.search(data[:4096])
    if encoding in ("utf-8", "utf-16", "utf-32") or declared is None:
        return text, encoding, warnings
    name = declared[1].decode("ascii")
    try:
        return data.decode(name, "replace"), name.lower(), ()
    except LookupError:
        return text, encoding, warnings


def _titled(title: str, drafts: list[Draft]) -> Iterator[Draft]:
    first = {"".join(run.text for run in each.runs).strip().casefold() for each in drafts[:12]}
    if title and title.casefold() not in first:
        yield draft(title, BlockKind.TITLE)
    yield from drafts


def _fonts(styles: str) -> Mapping[str, str]:
    """The old Vietnamese fonts that style sheets give to elements (`p`) and classes (`.MsoNormal`)."""
    found: dict[str, str] = {}
    for selectors, body in _RULE.findall(styles):
        font = _FONT.search(body)
        for selector in selectors.split(",") if font else ():
            found[selector.strip().rpartition(".")[2].lower()] = font[2] if font else ""
    return found


@dataclass(slots=True)
class _Reader:
    """Walks the document; inline text gathers until the next element that begins a line."""

    fonts: Mapping[str, str]

    def blocks(self, node: Node, font: str, mark: str = "") -> Iterator[Draft]:
        """The drafts of an element; `mark` stands before its first words."""
        kind, level = _kind(node)
        runs: list[tuple[Run, bool]] = []
        font = self._font(node, font)
        for item in node.items:
            if isinstance(item, Node) and self._begins_line(item):
                yield from _flush(runs, kind, level, mark)
                mark = "" if runs else mark
                runs = []
                yield from self._block(item, font, mark)
                mark = ""
            else:
                runs += self._inline(item, font, node.tag in _BOLD)
        yield from _flush(runs, kind, level, mark)

    def _block(self, node: Node, font: str, mark: str) -> Iterator[Draft]:
        if node.tag == "table" and not _is_layout(node):
            caption = next((each for each in node.walk() if each.tag == "caption"), None)
            if caption is not None:
                yield draft(caption.text(), BlockKind.CAPTION)
            yield from rows.table([self._row(each, font) for each in node.walk() if each.tag == "tr"])
        elif node.tag in ("ul", "ol"):
            yield from self._list(node, font)
        elif node.tag != "hr":
            yield from self.blocks(node, font, mark)

    def _list(self, node: Node, font: str) -> Iterator[Draft]:
        start = node.attributes.get("start", "")
        number = int(start) if start.isdigit() else 1
        for item in node.items:
            if isinstance(item, Node) and item.tag == "li":
                yield from self.blocks(item, font, f"{number}. " if node.tag == "ol" else "- ")
                number += 1
            elif isinstance(item, Node):
                yield from self._block(item, font, "")

    def _row(self, node: Node, font: str) -> list[list[rows.Cell]]:
        cells: list[list[rows.Cell]] = []
        for item in node.items:
            if isinstance(item, Node) and item.tag in ("td", "th"):
                cells.append([each.runs for each in self.blocks(item, font)])
                span = item.attributes.get("colspan", "")
                cells += [[]] * (min(int(span), 64) - 1 if span.isdigit() else 0)
        return cells

    def _inline(self, item: Node | str, font: str, bold: bool) -> Iterator[tuple[Run, bool]]:
        if isinstance(item, str):
            yield Run(re.sub(r"\s+", " ", item), font), bold
        elif item.tag == "br":
            yield Run(LINE_BREAK, font), bold
        else:
            own = self._font(item, font)
            for each in item.items:
                yield from self._inline(each, own, bold or item.tag in _BOLD)

    def _begins_line(self, node: Node) -> bool:
        return article.is_block(node) or any(article.is_block(each) for each in node.walk())

    def _font(self, node: Node, inherited: str) -> str:
        """The old font set on the element; another font set ends an inherited one."""
        style = node.attributes.get("style", "")
        face = node.attributes.get("face", "")
        named = _FONT.search(style)
        if named or face or "font-family" in style:
            return named[2] if named else face
        classes = node.attributes.get("class", "").lower().split()
        return next((self.fonts[name] for name in (*classes, node.tag) if name in self.fonts), inherited)


def _flush(runs: list[tuple[Run, bool]], kind: BlockKind, level: int, mark: str) -> Iterator[Draft]:
    text = "".join(run.text for run, _ in runs).strip()
    if not text:
        return
    if kind is BlockKind.PARAGRAPH and mark:
        kind = BlockKind.ITEM
    elif kind is BlockKind.PARAGRAPH and len(text) <= HEADING_CHARS and all(b for run, b in runs if run.text.strip()):
        kind = BlockKind.HEADING
    first = runs[0][0].font
    yield Draft((*((Run(mark, first),) if mark else ()), *(run for run, _ in runs)), kind, level)


def _kind(node: Node) -> tuple[BlockKind, int]:
    if node.tag in _HEADINGS:
        return BlockKind.HEADING, _HEADINGS[node.tag]
    if node.tag in ("figcaption", "caption"):
        return BlockKind.CAPTION, 0
    return BlockKind.PARAGRAPH, 0


def _is_layout(table: Node) -> bool:
    """Whether a table frames parts of the page: it holds tables or headings, or its cells are long."""
    inner = [each for each in table.walk() if each is not table]
    cells = [each for each in inner if each.tag in ("td", "th")]
    nested = any(each.tag == "table" or each.tag in _HEADINGS for each in inner)
    return nested or len(table.text()) > LONG_CELL * max(len(cells), 1)
