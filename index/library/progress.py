"""How far a long command has come, for whoever shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """What is being done."""

    READ = "read"
    ENCODE = "encode"
    BUILD = "build"


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` files (READ), different texts (ENCODE) or steps (BUILD)."""

    stage: Stage
    done: int
    total: int


Report = Callable[[Progress], None]


def silent(_progress: Progress) -> None:
    """Show nothing."""
