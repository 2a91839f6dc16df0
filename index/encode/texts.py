"""What happens to a text before any engine sees it, so that every engine sees the same."""

from __future__ import annotations

import re
import unicodedata

_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
"""What UTF-8 or a C string cannot hold: NUL and halves of surrogate pairs."""


def tidy(text: str) -> str:
    """The text in NFC, a space in place of what cannot be written.

    XLM-R composes its input; the packaged normalisation, one code point at a time, cannot.
    """
    return text if text.isascii() and "\0" not in text else unicodedata.normalize("NFC", _UNWRITABLE.sub(" ", text))
