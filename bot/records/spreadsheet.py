"""Rows for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With these a spreadsheet takes a cell for a formula: https://owasp.org/www-community/attacks/CSV_Injection."""


def csv_of(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """With the mark by which spreadsheets know UTF-8, and no cell that they would compute."""
    out = io.StringIO()
    safe = ([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in (columns, *rows))
    csv.writer(out).writerows(safe)
    return "\ufeff" + out.getvalue()
