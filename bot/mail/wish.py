"""What somebody who writes to a channel wants."""

from __future__ import annotations

from enum import StrEnum


class Wish(StrEnum):
    """`PRESS` is a button pressed or a number chosen; `NOT_TEXT` a picture, a voice, a sticker."""

    QUESTION = "question"
    COMMAND = "command"
    PRESS = "press"
    DOCUMENT = "document"
    NOT_TEXT = "not_text"
