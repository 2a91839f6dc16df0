"""The properties of binary Word files: lists of single changes ("sprm"), and the styles they start from.

Codes and layouts are those of [MS-DOC], sections 2.6 and 2.9.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

_OPERAND_BYTES = (1, 1, 2, 4, 2, 2, 0, 3)
"""By the top three bits of a code; 0 means that the operand begins with its own length."""
_LONG_TABLE = 0xD608

_BOLD, _DELETED, _HIDDEN, _FIELD_HIDDEN = 0x0835, 0x0800, 0x083C, 0x0802
_CHARACTER_STYLE, _SYMBOL, _SPECIAL = 0x4A30, 0x6A09, 0x0855
_FONT_ASCII, _FONT_OTHER = 0x4A4F, 0x4A51
_IN_TABLE, _ROW_END, _DEPTH, _OUTLINE, _LIST_LEVEL, _LIST = 0x2416, 0x2417, 0x6649, 0x2640, 0x260A, 0x460B
_INNER_ROW_END = 0x244C

AS_STYLE, NOT_AS_STYLE = 0x80, 0x81
"""Values of a toggle besides 0 and 1: as the style says, or the contrary."""
BODY_LEVEL = 9
HEADING_STYLES = range(1, 10)
"""Style numbers, fixed by the format, of the built-in headings 1 to 9."""
NO_STYLE = 0xFFF
TITLE_STYLE = 62
"""The built-in identifier of the style Title."""


@dataclass(frozen=True, slots=True)
class Look:
    """How characters look: the number of their font, whether bold or hidden, and a symbol drawn in their place."""

    font: int = -1
    bold: bool = False
    hidden: bool = False
    symbol: str = ""
    special: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What a paragraph is; `depth` is 1 in a table, 2 in a table within one."""

    style: int = 0
    level: int = 0
    depth: int = 0
    row_end: bool = False
    list_index: int = 0
    list_level: int = 0


@dataclass(frozen=True, slots=True)
class Style:
    """A style with its ancestors' properties worked in."""

    look: Look = Look()
    paragraph: Paragraph = Paragraph()
    title: bool = False


def changes(properties: bytes) -> Iterator[tuple[int, bytes]]:
    """Each code with its operand; a list that is cut off ends early."""
    place = 0
    while place + 2 <= len(properties):
        code = properties[place] | properties[place + 1] << 8
        place += 2
        size = _OPERAND_BYTES[code >> 13]
        if not size and place < len(properties):
            size = properties[place] + 1
            if code == _LONG_TABLE and place + 1 < len(properties):
                size = (properties[place] | properties[place + 1] << 8) + 1
        yield code, properties[place : place + size]
        place += max(size, 1)


def look(properties: bytes, base: Look, styles: Mapping[int, Style]) -> Look:
    """The look of characters whose paragraph's style has the look `base`."""
    current = base
    for code, operand in changes(properties):
        number = int.from_bytes(operand, "little")
        if code == _CHARACTER_STYLE and number in styles:
            styled = styles[number].look
            current = replace(
                current, font=styled.font if styled.font >= 0 else current.font, bold=styled.bold or current.bold
            )
        elif code in (_FONT_ASCII, _FONT_OTHER):
            current = replace(current, font=number)
        elif code == _BOLD:
            current = replace(current, bold=_toggled(number, base.bold))
        elif code in (_HIDDEN, _DELETED, _FIELD_HIDDEN):
            current = replace(current, hidden=_toggled(number, base.hidden))
        elif code == _SPECIAL:
            current = replace(current, special=number == 1)
        elif code == _SYMBOL and len(operand) == 4:
            font, char = struct.unpack("<HH", operand)
            current = replace(current, font=font, symbol=chr(char) if char not in range(0xD800, 0xE000) else "")
    return current


def paragraph(style_number: int, properties: bytes, styles: Mapping[int, Style]) -> Paragraph:
    """The paragraph of a style with its own changes."""
    style = styles.get(style_number)
    current = replace(style.paragraph if style else Paragraph(), style=style_number)
    for code, operand in changes(properties):
        number = int.from_bytes(operand, "little")
        if code == _IN_TABLE:
            current = replace(current, depth=max(current.depth, number))
        elif code == _DEPTH:
            current = replace(current, depth=min(number, 16))
        elif code in (_ROW_END, _INNER_ROW_END):
            current = replace(current, row_end=bool(number))
        elif code == _OUTLINE:
            current = replace(current, level=number + 1 if number < BODY_LEVEL else 0)
        elif code == _LIST_LEVEL:
            current = replace(current, list_level=number)
        elif code == _LIST:
            current = replace(current, list_index=number)
    return current


def styles(section: bytes) -> Mapping[int, Style]:
    """The style sheet: every style by its number."""
    if len(section) < 20:
        return {}
    header = struct.unpack_from("<H", section)[0]
    count, base_bytes = struct.unpack_from("<HH", section, 2)
    default_font = struct.unpack_from("<H", section, 18)[0] if header >= 18 else 0
    raw: dict[int, bytes] = {}
    place = 2 + header
    for number in range(count):
        if place + 2 > len(section):
            break
        size = struct.unpack_from("<H", section, place)[0]
        if size:
            raw[number] = section[place + 2 : place + 2 + size]
        place += 2 + size + size % 2
    found: dict[int, Style] = {}
    for number in raw:
        _resolve(number, raw, base_bytes, default_font, found, 0)
    return found


def _resolve(
    number: int, raw: Mapping[int, bytes], base_bytes: int, default_font: int, found: dict[int, Style], depth: int
) -> Style:
    if number in found or number not in raw or depth > len(raw):
        return found.get(number, Style(Look(font=default_font)))
    record = raw[number]
    identifier, kinds, updates = struct.unpack_from("<HHH", record)
    parent = kinds >> 4
    start = Style(Look(font=default_font if kinds & 0xF == 1 else -1))
    if parent != NO_STYLE:
        start = _resolve(parent, raw, base_bytes, default_font, found, depth + 1)
    name_chars = struct.unpack_from("<H", record, base_bytes)[0]
    place = base_bytes + 2 + 2 * name_chars + 2
    parts: list[bytes] = []
    for _ in range(updates & 0xF):
        size = struct.unpack_from("<H", record, place)[0]
        parts.append(record[place + 2 : place + 2 + size])
        place += 2 + size + size % 2
    is_paragraph = kinds & 0xF == 1
    own_look = parts[1] if is_paragraph and len(parts) > 1 else parts[0] if parts and kinds & 0xF == 2 else b""
    whole = paragraph(number, parts[0][2:] if is_paragraph and parts else b"", {number: start})
    level = number if number in HEADING_STYLES else whole.level
    title = identifier & 0xFFF == TITLE_STYLE or start.title
    found[number] = Style(look(own_look, start.look, {}), replace(whole, level=level), title)
    return found[number]


def _toggled(number: int, styled: bool) -> bool:
    if number == AS_STYLE:
        return styled
    return not styled if number == NOT_AS_STYLE else bool(number)
