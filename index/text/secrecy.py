"""The secrecy mark stamped on a document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text.masthead import HEAD_BLOCKS
from index.types import BlockKind, RawBlock

STAMP_CHARS = 60
"""A secrecy stamp stands alone or beside the number, in a line no longer than this."""
_STAMP = re.compile(r"(?:độ\s+mật|mức\s+độ\s+mật)?\W*(tuyệt\s+mật|tối\s+mật|mật)\W*$", re.IGNORECASE)
_STAMP_BESIDE = re.compile(r"(?:^|[*|•\-–]\s*|\d[^\s]*\s+)((?:TUYỆT |TỐI )?MẬT)(?:\s*[*|•\-–]|\s+Số\b|$)")


def secrecy(blocks: Sequence[RawBlock]) -> str:
    """The secrecy mark stamped on the document, "Mật", "Tối mật" or "Tuyệt mật"; "" when there is none.

    A stamp stands alone on its line, on a page's head, or beside the number; words of a sentence (`bí mật`, `mật độ`)
    are none.
    """
    for place, block in enumerate(blocks):
        short = len(block.text) <= STAMP_CHARS
        near_head = place < HEAD_BLOCKS or block.kind is BlockKind.FURNITURE
        if not (short and near_head):
            continue
        stamp = _STAMP.match(block.text) or (_STAMP_BESIDE.search(block.text) if place < HEAD_BLOCKS else None)
        if stamp and (block.text[:1].isupper() or not block.text[:1].isalpha()):
            return " ".join(stamp[1].split()).capitalize()
    return ""
