"""Small office files, written by hand so that no test depends on a program or on somebody's document."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of the parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return written.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word document of that body; `styles`, `numbering`, `header1` are further parts."""
    document = f"<w:document {_W}><w:body>{body}</w:body></w:document>"
    others = {f"word/{name}.xml": part for name, part in parts.items()}
    return package({"[Content_Types].xml": "<Types/>", "word/document.xml": document} | others)


def word_part(tag: str, inside: str) -> str:
    """A part of a Word document besides its body."""
    return f"<w:{tag} {_W}>{inside}</w:{tag}>"


def paragraph(text: str, *, font: str = "", bold: bool = False, properties: str = "") -> str:
    """A paragraph of one run."""
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    run = f'<w:r><w:rPr>{fonts}{"<w:b/>" if bold else ""}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


def word_table(rows: Sequence[Sequence[str]]) -> str:
    """A table of one paragraph a cell."""
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def xlsx(sheets: Mapping[str, str], *, styles: str = "", strings: str = "", hidden: Sequence[str] = ()) -> bytes:
    """A workbook; each sheet is the inside of its `sheetData`."""
    listed = "".join(
        f'<sheet name="{name}" r:id="rId{number}"{" state=" + chr(34) + "hidden" + chr(34) if name in hidden else ""}/>'
        for number, name in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    parts = {
        "xl/workbook.xml": f"<workbook {_S} {_R}><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{links}</Relationships>',
        "xl/styles.xml": f"<styleSheet {_S}>{styles}</styleSheet>",
        "xl/sharedStrings.xml": f"<sst {_S}>{strings}</sst>",
    }
    for number, inside in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = f"<worksheet {_S}><sheetData>{inside}</sheetData></worksheet>"
    return package(parts)


def pptx(slides: Sequence[str]) -> bytes:
    """A presentation; each slide is the inside of its shape tree."""
    listed = "".join(f'<p:sldId id="{255 + number}" r:id="rId{number}"/>' for number in range(1, len(slides) + 1))
    links = "".join(
        f'<Relationship Id="rId{number}" Target="slides/slide{number}.xml"/>' for number in range(1, len(slides) + 1)
    )
    parts = {
        "ppt/presentation.xml": f"<p:presentation {_P} {_R}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{links}</Relationships>',
    }
    for number, inside in enumerate(slides, 1):
        tree = f"<p:cSld><p:spTree>{inside}</p:spTree></p:cSld>"
        parts[f"ppt/slides/slide{number}.xml"] = f"<p:sld {_P} {_A}>{tree}</p:sld>"
    return package(parts)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file ([MS-CFB], version 3) of the streams, each padded to 4096 bytes so that none is a small one."""
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    folders = -(-(len(padded) + 1) // 4)
    sizes = [-(-len(data) // SECTOR) for data in padded.values()]
    fats = 1
    while fats * (SECTOR // 4) < fats + folders + sum(sizes):
        fats += 1
    table = [_FAT] * fats + _chain(fats, folders)
    entries = [_entry("Root Entry", 5, child=1, start=_END, size=0)]
    for number, (name, data) in enumerate(padded.items(), 1):
        following = number + 1 if number < len(padded) else _FREE
        entries.append(_entry(name, 2, right=following, start=len(table), size=len(data)))
        table += _chain(len(table), sizes[number - 1])
    table += [_FREE] * (fats * (SECTOR // 4) - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fats, fats, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", *range(fats), *[_FREE] * (109 - fats))
    directory = b"".join(entries).ljust(folders * SECTOR, b"\0")
    content = b"".join(data.ljust(-(-len(data) // SECTOR) * SECTOR, b"\0") for data in padded.values())
    return header + struct.pack(f"<{len(table)}I", *table) + directory + content


def _chain(first: int, count: int) -> list[int]:
    return [*range(first + 1, first + count), _END]


def _entry(name: str, kind: int, *, start: int, size: int, right: int = _FREE, child: int = _FREE) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBBIII16xI8x8xIQ", written, len(written), kind, 1, _FREE, right, child, 0, start, size)


def doc(
    runs: Sequence[tuple[bytes, bytes]], fonts: Sequence[str], paragraphs: Sequence[tuple[int, bytes]] = ()
) -> bytes:
    """A Word 97 document: (text in windows-1252, changes) of each run, and (end, changes) of each paragraph."""
    text = b"".join(run for run, _ in runs)
    text_at = 1024
    looks_at = text_at + -(-len(text) // SECTOR) * SECTOR
    main = bytearray(looks_at + 2 * SECTOR)
    main[text_at : text_at + len(text)] = text
    bounds = [text_at]
    for run, _ in runs:
        bounds.append(bounds[-1] + len(run))
    ends = [text_at, *(text_at + end for end, _ in paragraphs)] if paragraphs else [text_at, text_at + len(text)]
    marks = [bytes(2) + changes for _, changes in paragraphs] or [bytes(2)]
    main[looks_at : looks_at + SECTOR] = _page(bounds, [bytes([len(changes)]) + changes for _, changes in runs], 1)
    main[looks_at + SECTOR :] = _page(ends, [bytes([0, -(-len(mark) // 2)]) + mark for mark in marks], 13)
    names = b"".join(_font(name) for name in fonts)
    sections = {
        12: struct.pack("<III", text_at, text_at + len(text), looks_at // SECTOR),
        13: struct.pack("<III", text_at, text_at + len(text), looks_at // SECTOR + 1),
        15: struct.pack("<HH", len(fonts), 0) + names,
        33: struct.pack("<BIIIHIH", 2, 16, 0, len(text), 0, (2 * text_at) | 1 << 30, 0),
    }
    table = bytearray()
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<I", main, 0x4C, len(text))
    for place, section in sections.items():
        struct.pack_into("<II", main, 0x9A + 8 * place, len(table), len(section))
        table += section
    return compound({"WordDocument": bytes(main), "0Table": bytes(table)})


def _page(bounds: Sequence[int], entries: Sequence[bytes], width: int) -> bytes:
    """A page of formatted-disk properties: bounds, offsets, and from its end the entries."""
    page = bytearray(SECTOR)
    struct.pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    end = SECTOR - 2
    for number, entry in enumerate(entries):
        end -= len(entry) + len(entry) % 2
        page[end : end + len(entry)] = entry
        page[4 * len(bounds) + width * number] = end // 2
    page[-1] = len(entries)
    return bytes(page)


def _font(name: str) -> bytes:
    record = bytes(39) + (name + "\0").encode("utf-16-le")
    return bytes([len(record)]) + record


def xls(cells: Sequence[tuple[int, int, str | float]], fonts: Sequence[str] = ("Arial",), *, pattern: int = 0) -> bytes:
    """A workbook of Excel 97 with one sheet; text is in windows-1252, `pattern` the number format of all cells."""
    records = [_bof(0x05), _record(0x42, struct.pack("<H", 1200))]
    records += [
        _record(0x31, struct.pack("<HHHHHBBBxBB", 200, 0, 0, 400, 0, 0, 0, 0, len(n), 0) + n.encode()) for n in fonts
    ]
    style = struct.pack("<HHHBBBBIIH", 0, pattern, 1, 0, 0, 0, 0, 0, 0, 0)
    records.append(_record(0xE0, style))
    sheet = b"".join(
        [_bof(0x10), _record(0x200, struct.pack("<IIHHH", 0, 99, 0, 99, 0)), *map(_cell, cells), _record(0x0A)]
    )
    bound = len(b"".join(records)) + 4 + 8 + 6 + 4
    records.append(_record(0x85, struct.pack("<IBBBB", bound, 0, 0, 6, 0) + b"Sheet1"))
    return compound({"Workbook": b"".join(records) + _record(0x0A) + sheet})


def _bof(kind: int) -> bytes:
    return _record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x2775, 1997, 0, 6))


def _record(code: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", code, len(data)) + data


def _cell(cell: tuple[int, int, str | float]) -> bytes:
    row, column, value = cell
    if isinstance(value, str):
        text = value.encode("cp1252")
        return _record(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 0) + text)
    return _record(0x203, struct.pack("<HHHd", row, column, 0, value))
