"""Rich Text Format (.rtf): paragraphs with the fonts of their runs, headings, tables.

Written after Microsoft's RTF 1.9.1. Libraries flatten the text and lose the fonts, without which old Vietnamese
cannot be told from Unicode in one document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from index.errors import UnreadableError
from index.load import rows
from index.load.draft import HEADING_CHARS, LINE_BREAK, Draft, Run, settle
from index.load.limits import Limits
from index.types import BlockKind, Extract

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|([^\\{}\r\n]+)|[\r\n]+", re.DOTALL
)
MAX_DEPTH = 1000
"""Groups within groups; Word writes about 20."""

_SKIPPED_NAMES = """
    pict object info stylesheet colortbl listtable listoverridetable rsidtbl generator xmlnstbl themedata datastore
    latentstyles fldinst datafield bkmkstart bkmkend annotation atnid atnauthor atndate atnref objdata pgdsctbl
    filetbl revtbl template operator comment shpinst sp nonshppict pnseclvl footnotesep ftnsep
"""
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_HEADS = frozenset(f"{name}{page}" for name in ("header", "footer") for page in ("", "l", "r", "f"))
_SIGNS = {"tab": "\t", "line": LINE_BREAK, "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’"} | {
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
}  # fmt: skip
_ESCAPED = {b"~": " ", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\t": "\t"}
"""Escapes that draw something; an optional hyphen (`\\-`) draws nothing."""
_CODE_PAGES = {0: "cp1252", 1: "cp1252", 2: "latin-1", 77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gb18030"} | {
    136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
"""Code page of a font by its \\fcharset."""


@dataclass(frozen=True, slots=True)
class _State:
    """What holds for the text of a group; a group's end brings back the state before it."""

    destination: str = "text"
    font: int = -1
    bold: bool = False
    hidden: bool = False
    level: int = 0
    in_table: bool = False
    fallback: int = 1
    """How many characters after a \\u stand in for it."""


def load(data: bytes, _limits: Limits) -> Extract:
    """The blocks of a document, its page heads as furniture."""
    reader = _Reader()
    reader.read(data)
    blocks, old = settle(reader.drafts)
    return Extract(blocks, "rtf", old)


@dataclass(slots=True)
class _Reader:
    """Keeps the groups that are open, the fonts, and the paragraph, row and table under way."""

    drafts: list[Draft] = field(default_factory=list)
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    code_pages: dict[int, str] = field(default_factory=dict)
    default_code_page: str = "cp1252"
    default_font: int = 0
    runs: list[tuple[Run, bool]] = field(default_factory=list)
    cell: list[rows.Cell] = field(default_factory=list)
    row: list[list[rows.Cell]] = field(default_factory=list)
    table: list[list[list[rows.Cell]]] = field(default_factory=list)
    skip: int = 0
    """Characters yet to be passed over after a \\u."""

    def read(self, data: bytes) -> None:
        """Takes in the whole file."""
        place = 0
        while found := _TOKEN.match(data, place):
            place = found.end()
            word, number, byte, escape, brace, text = found.groups()
            if word is not None:
                name = word.decode("ascii")
                if name == "bin" and number:
                    place += max(0, int(number))
                else:
                    self._word(name, int(number) if number else None)
            elif byte is not None:
                self._bytes(bytes([int(byte, 16)]))
            elif escape is not None:
                self._escape(escape)
            elif brace is not None:
                self._brace(brace)
            elif text is not None:
                self._bytes(text)
        self._end_paragraph()
        self._end_table()

    def _brace(self, brace: bytes) -> None:
        if brace == b"{":
            if len(self.stack) >= MAX_DEPTH:
                raise UnreadableError(f"RTF lồng quá {MAX_DEPTH} tầng; không mở.")
            self.stack.append(self.state)
        elif self.stack:
            if self.state.destination in _HEADS and self.stack[-1].destination not in _HEADS:
                self._end_paragraph()
            self.state = self.stack.pop()

    def _escape(self, escape: bytes) -> None:
        if escape == b"*":
            self.state = replace(self.state, destination="starred")
        elif escape in (b"\n", b"\r"):
            self._end_paragraph()
        elif escape in _ESCAPED:
            self._text(_ESCAPED[escape])

    def _word(self, name: str, number: int | None) -> None:
        if name in _SKIPPED or (self.state.destination == "starred" and name != "shptxt"):
            self.state = replace(self.state, destination="skipped")
        elif name in _HEADS:
            self.state = replace(self.state, destination=name)
        elif name == "fonttbl":
            self.state = replace(self.state, destination="fonts")
        elif name == "u" and number is not None:
            self._text(_char(number))
            self.skip = self.state.fallback
        elif name in _SIGNS:
            self._text(_SIGNS[name])
        elif name in ("par", "sect", "page", "cell", "nestcell", "row", "nestrow", "trowd"):
            self._layout(name)
        else:
            self._format(name, number)

    def _format(self, name: str, number: int | None) -> None:
        state = self.state
        on = number != 0
        if name == "f":
            state = replace(state, font=number or 0)
        elif name in ("fcharset", "cpg") and state.destination == "fonts":
            self.code_pages[state.font] = (
                _CODE_PAGES.get(number or 0, "cp1252") if name == "fcharset" else f"cp{number}"
            )
        elif name == "ansicpg" and number:
            self.default_code_page = f"cp{number}"
        elif name == "deff":
            self.default_font = number or 0
        elif name == "plain":
            state = replace(state, font=-1, bold=False, hidden=False)
        elif name == "pard":
            state = replace(state, level=0, in_table=False)
        elif name == "b":
            state = replace(state, bold=on)
        elif name in ("v", "deleted"):
            state = replace(state, hidden=on)
        elif name == "outlinelevel":
            state = replace(state, level=(number or 0) + 1 if (number or 0) < 9 else 0)
        elif name == "intbl":
            state = replace(state, in_table=True)
        elif name == "uc":
            state = replace(state, fallback=number or 0)
        self.state = state

    def _layout(self, name: str) -> None:
        if self.state.destination not in ("text", "shptxt") and self.state.destination not in _HEADS:
            return
        if name in ("par", "sect", "page"):
            self._end_paragraph()
        elif name in ("cell", "nestcell"):
            self.cell.append(tuple(run for run, _ in self.runs))
            self.runs = []
            if name == "cell":
                self.row.append(self.cell)
                self.cell = []
        elif name == "row":
            self.table.append(self.row)
            self.row, self.cell = [], []

    def _bytes(self, raw: bytes) -> None:
        passed = min(self.skip, len(raw))
        self.skip -= passed
        raw = raw[passed:]
        if not raw:
            return
        if self.state.destination == "fonts":
            name = self.fonts.get(self.state.font, "") + raw.decode("cp1252", "replace")
            self.fonts[self.state.font] = name
            return
        self._text(_decode(raw, self.code_pages.get(self._font(), self.default_code_page)))

    def _text(self, text: str) -> None:
        self.skip = 0
        if self.state.hidden or self.state.destination not in ("text", "shptxt", *_HEADS):
            return
        self.runs.append((Run(text, self.fonts.get(self._font(), "").rstrip("; ")), self.state.bold))

    def _font(self) -> int:
        return self.state.font if self.state.font >= 0 else self.default_font

    def _end_paragraph(self) -> None:
        runs, self.runs = self.runs, []
        text = "".join(run.text for run, _ in runs).strip()
        kept = tuple(run for run, _ in runs)
        if self.state.destination in _HEADS:
            if text:
                self.drafts.append(Draft(kept, BlockKind.FURNITURE))
        elif self.state.in_table:
            self.cell.append(kept)
        else:
            self._end_table()
            bold = all(bold for run, bold in runs if run.text.strip()) and len(text) <= HEADING_CHARS
            heading = self.state.level or bold
            if text:
                self.drafts.append(Draft(kept, BlockKind.HEADING if heading else BlockKind.PARAGRAPH, self.state.level))

    def _end_table(self) -> None:
        if self.cell:
            self.row.append(self.cell)
        if self.row:
            self.table.append(self.row)
        self.drafts += rows.table(self.table) if self.table else []
        self.table, self.row, self.cell = [], [], []


def _char(number: int) -> str:
    """The character of a \\u, written as a signed 16-bit number; halves of a pair are dropped."""
    code = number & 0xFFFF
    return "" if code in range(0xD800, 0xE000) else chr(code)


def _decode(raw: bytes, code_page: str) -> str:
    try:
        return raw.decode(code_page, "replace").replace("\ufffd", "")
    except LookupError:
        return raw.decode("cp1252", "replace")
