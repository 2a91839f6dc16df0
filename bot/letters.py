"""Text that can be written anywhere: JSON can carry half a letter (a lone surrogate), which no UTF-8 can."""

from __future__ import annotations

from typing import Any

DEEPEST = 50
"""Levels of a message: the deepest of a platform, a button of a message that is answered, lies about 10 deep."""


def whole(text: str) -> str:
    """The text with "?" for each half letter, and without zeros, which PostgreSQL keeps in no text.

    >>> whole("chỉ tiêu \\ud83d")
    'chỉ tiêu ?'
    """
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def whole_json(content: Any, deepest: int = DEEPEST) -> Any:
    """What JSON was read into, with every text and name in it whole, and nothing below the deepest level."""
    match content:
        case str():
            return whole(content)
        case dict() | list() if not deepest:
            return None
        case dict():
            return {whole(name): whole_json(each, deepest - 1) for name, each in content.items()}
        case list():
            return [whole_json(each, deepest - 1) for each in content]
    return content
