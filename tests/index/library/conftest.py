from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")


@pytest.fixture(scope="session")
def memory() -> Path | None:
    """A folder in memory where the system has one: what is tried here is order, which a slow disk would only delay."""
    return MEMORY if MEMORY.is_dir() else None


@pytest.fixture
def tmp_path(memory: Path | None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=memory) as name:
        yield Path(name)
