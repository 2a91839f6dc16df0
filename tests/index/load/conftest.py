"""Reading a small file in this process, for tests that are about what is read and not about where."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.load import DEFAULT
from index.load.parse import parse
from index.types import BlockKind, Extract

Seen = tuple[str, str, int]
"""A block as tests look at it: its kind, its text, its level."""
See = Callable[[bytes], list[Seen]]


@pytest.fixture
def extract() -> Callable[[bytes], Extract]:
    return lambda data: parse(data, DEFAULT)


@pytest.fixture
def see() -> See:
    return lambda data: [(block.kind.value, block.text, block.level) for block in parse(data, DEFAULT).blocks]


@pytest.fixture
def texts() -> Callable[[bytes], list[str]]:
    def read(data: bytes) -> list[str]:
        return [block.text for block in parse(data, DEFAULT).blocks if block.kind is not BlockKind.FURNITURE]

    return read
