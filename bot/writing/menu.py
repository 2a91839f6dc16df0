"""What can be chosen under a message: buttons where a channel has them, a numbered list where it has none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """What it says, and the `data` by which it is known when somebody chooses it."""

    label: str
    data: str


Rows = tuple[tuple[Choice, ...], ...]
"""Choices as they stand on a screen that can show several beside each other."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A text without markup, and what can be chosen under it."""

    text: str
    rows: Rows = ()
