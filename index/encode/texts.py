"""What happens to a text before any engine sees it, so that every engine sees the same."""

from __future__ import annotations

import unicodedata


def tidy(text: str) -> str:
    """The text in NFC, without NUL (C strings end there) and with lone surrogates replaced.

    XLM-R composes its input; the packaged map, one code point at a time, cannot.
    """
    if "\0" in text:
        text = text.replace("\0", " ")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
