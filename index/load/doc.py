"""Word documents of 1997 to 2003 (.doc): paragraphs with the fonts of their runs, headings, tables, lists.

No converter is needed: LibreOffice is another installation of hundreds of megabytes, and antiword and catdoc tell no
fonts, on which the reading of old Vietnamese depends.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from index.errors import UnreadableError
from index.load import lists97, rows
from index.load.draft import HEADING_CHARS, LINE_BREAK, Draft, Run, settle
from index.load.limits import Limits
from index.load.numbering import Numbering
from index.load.sprm97 import Paragraph
from index.load.word97 import WordFile
from index.types import BlockKind, Extract

MARK_97, MARK_95 = 0xA5EC, 0xA5DC
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
PARAGRAPH_MARK, CELL_MARK, PAGE_BREAK = "\r", "\x07", "\x0c"
_ENDS = PARAGRAPH_MARK + CELL_MARK + PAGE_BREAK
_FIELD_BEGIN, _FIELD_SEPARATOR, _FIELD_END = "\x13", "\x14", "\x15"
_DRAWN = {"\x0b": LINE_BREAK, "\x0e": " ", "\x1e": "-", "\x1f": "", "\xa0": " "}
_NOT_DRAWN = dict.fromkeys(map(ord, "\x00\x01\x02\x03\x04\x05\x08"))
"""Places of pictures, drawings, notes and their separators."""


def load(data: bytes, _limits: Limits) -> Extract:
    """The blocks of a document: page heads first, as furniture, then the text, footnotes and boxes."""
    try:
        file = _open(data)
        reader = _Reader(file, lists97.read(file))
        heads = [Draft(each.runs, BlockKind.FURNITURE) for each in reader.blocks("headers")]
        parts = [draft for part in ("text", "footnotes", "endnotes", "boxes") for draft in reader.blocks(part)]
        blocks, old = settle([*_once(heads), *parts])
    except (struct.error, IndexError, OSError) as error:
        raise UnreadableError("tệp .doc hỏng hoặc tải chưa hết; hãy mở bằng LibreOffice và lưu lại.") from error
    return Extract(blocks, "doc", old)


def _open(data: bytes) -> WordFile:
    import olefile

    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        main = ole.openstream("WordDocument").read()
        mark, flags = struct.unpack_from("<H8xH", main)
        if flags & _ENCRYPTED:
            raise UnreadableError("được đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại.")
        if mark != MARK_97:
            raise UnreadableError("là tệp Word 95 trở về trước; hãy mở bằng LibreOffice và lưu thành .docx.")
        return WordFile(main, ole.openstream("1Table" if flags & _SECOND_TABLE else "0Table").read())


def _once(heads: list[Draft]) -> Iterator[Draft]:
    seen: set[str] = set()
    for each in heads:
        text = "".join(run.text for run in each.runs).strip()
        if text and text not in seen:
            seen.add(text)
            yield each


@dataclass(slots=True)
class _Reader:
    """Collects paragraphs into cells, cells into rows and rows into tables until each one's mark is seen."""

    file: WordFile
    numbers: Numbering
    cell: list[rows.Cell] = field(default_factory=list)
    row: list[list[rows.Cell]] = field(default_factory=list)
    table: list[list[list[rows.Cell]]] = field(default_factory=list)

    def blocks(self, part: str) -> Iterator[Draft]:
        """The blocks of one part of the text."""
        for runs, bold, mark, paragraph in self._paragraphs(*self.file.span(part)):
            labelled = self._labelled(runs, paragraph)
            if paragraph.depth:
                self._in_table(labelled, mark, paragraph)
                continue
            yield from self._end_table()
            if "".join(run.text for run in runs).strip():
                yield self._block(runs, labelled, bold, paragraph)
        yield from self._end_table()

    def _in_table(self, runs: tuple[Run, ...], mark: str, paragraph: Paragraph) -> None:
        if paragraph.row_end and mark == CELL_MARK:
            self.table.append(self.row)
            self.row, self.cell = [], []
            return
        self.cell.append(runs)
        if mark == CELL_MARK:
            self.row.append(self.cell)
            self.cell = []

    def _end_table(self) -> Iterator[Draft]:
        if self.cell:
            self.row.append(self.cell)
        if self.row:
            self.table.append(self.row)
        table, self.table, self.row, self.cell = self.table, [], [], []
        yield from rows.table(table) if table else ()

    def _labelled(self, runs: tuple[Run, ...], paragraph: Paragraph) -> tuple[Run, ...]:
        if not paragraph.list_index or not any(run.text.strip() for run in runs):
            return runs
        label = self.numbers.next(str(paragraph.list_index), paragraph.list_level)
        return (Run(f"{label} ", runs[0].font), *runs) if label else runs

    def _block(self, runs: tuple[Run, ...], labelled: tuple[Run, ...], bold: bool, paragraph: Paragraph) -> Draft:
        style = self.file.styles.get(paragraph.style)
        if style is not None and style.title:
            return Draft(labelled, BlockKind.TITLE)
        length = sum(len(run.text) for run in runs)
        if paragraph.level or (bold and length <= HEADING_CHARS):
            return Draft(labelled, BlockKind.HEADING, paragraph.level)
        return Draft(labelled, BlockKind.PARAGRAPH if labelled is runs else BlockKind.ITEM)

    def _paragraphs(self, first: int, last: int) -> Iterator[tuple[tuple[Run, ...], bool, str, Paragraph]]:
        """Each paragraph's runs, whether all are bold, its mark and its properties.

        Properties hang on the mark, which comes last, and the look of a run starts from them: so stretches wait.
        """
        waiting: list[tuple[str, bytes]] = []
        depth = [0, 0]
        for stretch in self.file.stretches(first, last):
            start = 0
            for place, char in enumerate(stretch.text):
                if char in _ENDS:
                    waiting.append((stretch.text[start:place], stretch.properties))
                    paragraph = self.file.paragraph_at(stretch.fc + place * stretch.width)
                    yield *self._runs(waiting, paragraph, depth), char, paragraph
                    waiting, start = [], place + 1
            waiting.append((stretch.text[start:], stretch.properties))
        if any(text for text, _ in waiting):
            yield *self._runs(waiting, Paragraph(), depth), PARAGRAPH_MARK, Paragraph()

    def _runs(
        self, waiting: list[tuple[str, bytes]], paragraph: Paragraph, depth: list[int]
    ) -> tuple[tuple[Run, ...], bool]:
        runs: list[Run] = []
        bold = True
        for stored, properties in waiting:
            text = _outside_codes(stored, depth)
            look = self.file.look(properties, paragraph)
            if look.hidden or not text:
                continue
            drawn = look.symbol or "".join(_DRAWN.get(char, char) for char in text.translate(_NOT_DRAWN))
            runs.append(Run(drawn, self.file.font(look)))
            bold = bold and (look.bold or not drawn.strip())
        return tuple(runs), bold


def _outside_codes(text: str, depth: list[int]) -> str:
    """The text without the codes of fields; `depth` is how many fields, and how many codes, are open."""
    if not depth[0] and _FIELD_BEGIN not in text:
        return text
    kept: list[str] = []
    for char in text:
        if char == _FIELD_BEGIN:
            depth[0] += 1
            depth[1] += 1
        elif char == _FIELD_SEPARATOR:
            depth[1] = max(0, depth[1] - 1)
        elif char == _FIELD_END:
            depth[0] = max(0, depth[0] - 1)
            depth[1] = min(depth[1], depth[0])
        elif not depth[1]:
            kept.append(char)
    return "".join(kept)
