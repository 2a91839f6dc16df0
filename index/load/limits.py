"""How much a file may cost before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on reading one file; sizes are bytes, times seconds.

    Measured on the 175 real documents of the evaluation set: the largest file has 2.6 MiB, and a pdf of 408 pages takes
    the most time and memory, 6 s and 133 MiB; the defaults leave about an order of magnitude.
    """

    file_bytes: int = 50 * MEBIBYTE
    inflated_bytes: int = 300 * MEBIBYTE
    memory_bytes: int = 1024 * MEBIBYTE
    cpu_seconds: int = 60
    wall_seconds: float = 90.0
    text_chars: int = 10_000_000
    ocr_seconds: float = 900.0


DEFAULT = Limits()
