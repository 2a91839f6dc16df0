"""Figures as a spreadsheet shows them: the file stores 87.23599632690542, the reader sees 87,2."""

from __future__ import annotations

import datetime
import math
import re

GENERAL_DIGITS = 10
"""Significant digits that a cell without a format shows at most."""
MAX_DECIMALS = 15
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""Parts of a format that draw text, room, colours or conditions."""
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_EPOCHS = {False: datetime.datetime(1899, 12, 30), True: datetime.datetime(1904, 1, 1)}
"""Day 0 of the two date systems; the first counts a 29 February 1900 that never was (ECMA-376, 18.17.4.1)."""
MAX_DAYS = 2_958_465
"""31 December 9999."""
BUILT_IN = {9: "0%", 10: "0.00%", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 14: "d/m/yyyy", 15: "d/m/yy"} | {
    16: "d/m", 17: "m/yy", 20: "h:mm", 21: "h:mm:ss", 22: "d/m/yyyy h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00",
    40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss",
}  # fmt: skip
"""Formats that a file names by number only (ECMA-376, 18.8.30)."""


def shown(value: float, pattern: str, *, from_1904: bool = False) -> str:
    """`value` under the format `pattern`, with the Vietnamese decimal comma and points between thousands.

    >>> shown(87.23599632690542, "0.0"), shown(28996154868.0, "#,##0"), shown(0.0204, "0.0%"), shown(2005.0, "General")
    ('87,2', '28.996.154.868', '2,0%', '2005')
    >>> shown(38586.0, "dd/mm/yyyy")
    '22/8/2005'
    """
    if not math.isfinite(value):
        return ""
    section = _LITERALS.sub("", pattern.split(";")[0])
    if section.lower() in ("", "general", "@"):
        return _vietnamese(f"{value:.{GENERAL_DIGITS}g}" if abs(value) < 10**GENERAL_DIGITS else f"{value:.0f}")
    if _DATE.search(section) and not re.search(r"[0#]", section):
        return _date(value, section, from_1904)
    percent = "%" in section
    decimals = min(len(match[1]) if (match := re.search(r"\.([0#?]*)", section)) else 0, MAX_DECIMALS)
    grouped = "," in section
    figure = value * 100 if percent else value
    return _vietnamese(f"{figure:{',' if grouped else ''}.{decimals}f}") + ("%" if percent else "")


def _vietnamese(text: str) -> str:
    return text.translate({ord(","): ".", ord("."): ","})


def _date(value: float, section: str, from_1904: bool) -> str:
    if not 0 <= value <= MAX_DAYS:
        return f"{value:g}"
    moment = _EPOCHS[from_1904] + datetime.timedelta(days=value)
    lower = section.lower()
    if "y" not in lower and "d" not in lower:
        return f"{moment:%H:%M}"
    if "d" not in lower:
        return f"{moment.month}/{moment.year}"
    return f"{moment.day}/{moment.month}/{moment.year}" if "y" in lower else f"{moment.day}/{moment.month}"
