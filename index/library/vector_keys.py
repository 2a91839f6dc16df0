"""The keys by which a generation's passages are found in the database's table of vectors, mapped from two files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.library.text_key import KEY_BYTES

KEYS, ORDER = "vector_keys.npy", "vector_order.npy"

KEY = np.dtype((np.bytes_, KEY_BYTES))
"""Compared without the zeros at its end, which tells keys of one length apart all the same."""


def write(folder: Path, keys: Sequence[bytes]) -> None:
    """Writes the key of each passage in order, and the order in which they are sorted."""
    rows = np.array(keys, dtype=KEY)
    np.save(folder / KEYS, rows)
    np.save(folder / ORDER, np.argsort(rows, kind="stable"))


class VectorKeys:
    """Opened files: 24 bytes a passage, of which only the pages in use are in memory."""

    def __init__(self, folder: Path) -> None:
        self._keys = np.asarray(np.load(folder / KEYS, mmap_mode="r"))
        self._order: NDArray[np.int64] = np.asarray(np.load(folder / ORDER, mmap_mode="r"))

    def __len__(self) -> int:
        return len(self._keys)

    def of(self, positions: NDArray[np.int64]) -> list[bytes]:
        """The keys of the passages at these positions."""
        return [key.ljust(KEY_BYTES, b"\0") for key in self._keys[positions].tolist()]

    def positions(self, keys: Sequence[bytes]) -> list[list[int]]:
        """For each key where it stands: nowhere, or in several places when passages have the same words."""
        asked = np.array(keys, dtype=KEY)
        firsts = np.searchsorted(self._keys, asked, side="left", sorter=self._order)
        ends = np.searchsorted(self._keys, asked, side="right", sorter=self._order)
        return [self._order[first:end].tolist() for first, end in zip(firsts, ends, strict=True)]
