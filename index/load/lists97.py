"""The lists of a binary Word file, as numbering counts them ([MS-DOC] 2.9.131 PlfLfo, 2.9.132 PlfLst, 2.9.150 LVL)."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from index.load.numbering import LEVELS, Level, Numbering
from index.load.word97 import LIST_FORMATS, LISTS, WordFile

_LIST_BYTES, _LEVEL_BYTES, _FORMAT_BYTES = 28, 28, 16
_STYLES = {0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero"} | {
    23: "bullet",
    255: "none",
}


def read(file: WordFile) -> Numbering:
    """The lists by the index that paragraphs name, counted from 1."""
    section = file.section(LISTS)
    if len(section) < 2:
        return Numbering({})
    levels = _definitions(file.after(LISTS))
    formats = file.section(LIST_FORMATS)
    count = struct.unpack_from("<I", formats)[0] if len(formats) >= 4 else 0
    lists: dict[str, tuple[str, Mapping[int, Level]]] = {}
    for number in range(min(count, (len(formats) - 4) // _FORMAT_BYTES)):
        list_id = struct.unpack_from("<I", formats, 4 + _FORMAT_BYTES * number)[0]
        lists[str(number + 1)] = (str(list_id), levels.get(list_id, {}))
    return Numbering(lists)


def _definitions(data: bytes) -> Mapping[int, Mapping[int, Level]]:
    """The levels of each list; they follow the array of lists, nine or, for a simple list, one."""
    count = struct.unpack_from("<H", data)[0]
    place = 2 + _LIST_BYTES * count
    found: dict[int, Mapping[int, Level]] = {}
    for number in range(count):
        record = 2 + _LIST_BYTES * number
        list_id = struct.unpack_from("<I", data, record)[0]
        levels: dict[int, Level] = {}
        for depth in range(1 if data[record + 26] & 1 else LEVELS):
            levels[depth], place = _level(data, place)
        found[list_id] = levels
    return found


def _level(data: bytes, place: int) -> tuple[Level, int]:
    """A level and the place after it; in its pattern the characters 0 to 8 stand for the numbers of levels."""
    start, style = struct.unpack_from("<IB", data, place)
    text_at = place + _LEVEL_BYTES + data[place + 24] + data[place + 25]
    length = struct.unpack_from("<H", data, text_at)[0]
    text = data[text_at + 2 : text_at + 2 + 2 * length].decode("utf-16-le", "replace")
    pattern = "".join(f"%{ord(char) + 1}" if ord(char) < LEVELS else char for char in text)
    return Level(_STYLES.get(style, "decimal"), pattern, start), text_at + 2 + 2 * length
