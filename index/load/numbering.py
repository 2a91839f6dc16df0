"""The numbers that Word writes before paragraphs by itself: they are in no run, yet every reader sees them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from index.load.ooxml import value
from index.numbers import to_roman

LEVELS = 9
LARGEST = 3999
"""Beyond this Roman numbers have no letters, and a list that long is damage."""


@dataclass(frozen=True, slots=True)
class Level:
    """How the paragraphs of one level of a list are numbered: `pattern` holds %1 for the first level's number."""

    format: str = "decimal"
    pattern: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted."""

    lists: Mapping[str, tuple[str, Mapping[int, Level]]]
    """By list id: the id of the definition, whose counters lists share, and its levels."""
    _counters: dict[str, list[int]] = field(default_factory=dict)

    def next(self, list_id: str, place: int) -> str:
        """The label of the next paragraph at level `place` (0 the outermost), or "" when it has none."""
        definition, levels = self.lists.get(list_id, ("", {}))
        level = levels.get(place)
        if level is None or not 0 <= place < LEVELS:
            return ""
        counters = self._counters.setdefault(definition, [0] * LEVELS)
        counters[place] = counters[place] + 1 if counters[place] else level.start
        counters[place + 1 :] = [0] * (LEVELS - place - 1)
        if level.format in ("bullet", "none"):
            return level.pattern
        return re.sub(r"%([1-9])", lambda found: self._number(levels, counters, int(found[1]) - 1), level.pattern)

    @staticmethod
    def _number(levels: Mapping[int, Level], counters: list[int], place: int) -> str:
        level = levels.get(place, Level())
        return spell(counters[place] or level.start, level.format)


def spell(number: int, style: str) -> str:
    """`number` as Word's `style` writes it.

    >>> spell(4, "upperRoman"), spell(28, "lowerLetter"), spell(3, "decimalZero"), spell(7, "decimal")
    ('IV', 'bb', '03', '7')
    """
    if not 0 < number <= LARGEST:
        return str(number)
    written = str(number)
    if style.endswith("Roman"):
        written = to_roman(number)
    elif style.endswith("Letter"):
        written = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif style == "decimalZero":
        written = f"{number:02}"
    return written.upper() if style.startswith("upper") else written


def read(root: Element | None) -> Numbering:
    """The lists of `word/numbering.xml`."""
    if root is None:
        return Numbering({})
    definitions = {each.get("abstractNumId", ""): _levels(each) for each in root.findall("abstractNum")}
    lists: dict[str, tuple[str, Mapping[int, Level]]] = {}
    for each in root.findall("num"):
        definition = value(each, "abstractNumId")
        levels = dict(definitions.get(definition, {}))
        overrides = each.findall("lvlOverride")
        for override in overrides:
            place = _int(override.get("ilvl", ""), 0)
            old = levels.get(place, Level())
            levels[place] = Level(old.format, old.pattern, _int(value(override, "startOverride"), old.start))
        list_id = each.get("numId", "")
        lists[list_id] = (f"{definition}/{list_id}" if overrides else definition, levels)
    return Numbering(lists)


def _levels(definition: Element) -> Mapping[int, Level]:
    return {
        _int(each.get("ilvl", ""), 0): Level(
            value(each, "numFmt") or "decimal", value(each, "lvlText"), _int(value(each, "start"), 1)
        )
        for each in definition.findall("lvl")
    }


def _int(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else default
