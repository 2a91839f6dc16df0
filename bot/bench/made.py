"""A library of any size for measuring: real passages with other numbers and words, real vectors moved a little."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from index.types import Encoder, Vectors

PASSAGES_A_FILE = 40
"""Of the long documents among ours, about the usual."""
WORDS_CHANGED = 0.1
"""Of a passage's words, for ones drawn from all passages: the words' frequencies stay, no two passages are alike."""
POOL = 1_000
"""Real vectors of which the others are made: 22 s of encoding at 46 texts a second."""
NOISE = 0.25
"""Length of the noise that is added to a vector: it leaves a cosine of .97 to where it was."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Variations:
    """Texts made of real passages, the same ones for the same seed."""

    passages: tuple[str, ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, passages: Sequence[str]) -> Self:
        """Variations of these passages; their words are drawn as often as they stand in them."""
        texts = tuple(" ".join(passage.split()) for passage in passages)
        return cls(texts, tuple(word for text in texts for word in _WORD.findall(text) if not word.isdecimal()))

    def file(self, number: int) -> str:
        """The text of one document, a paragraph for each of its passages."""
        random = np.random.default_rng(number)
        chosen = random.integers(len(self.passages), size=PASSAGES_A_FILE).tolist()
        return "\n\n".join(
            [f"# Tài liệu đo số {number}", *(self._changed(self.passages[each], random) for each in chosen)]
        )

    def _changed(self, text: str, random: np.random.Generator) -> str:
        def other(match: re.Match[str]) -> str:
            word = match.group()
            if word.isdecimal():
                return str(random.integers(10 ** (len(word) - 1), 10 ** len(word))) if len(word) < 10 else word
            return self.words[random.integers(len(self.words))] if random.random() < WORDS_CHANGED else word

        return _WORD.sub(other, text)

    def write(self, folder: Path, count: int, first: int = 0) -> None:
        """Writes so many files."""
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(first, first + count):
            (folder / f"do-{number}.md").write_text(self.file(number), encoding="utf-8")


class MovedVectors:
    """An encoder of passages that takes no time: a text's vector lies between two real ones, moved by noise.

    A class for the `Encoder` protocol. It bears the real encoder's name, so that the real one answers questions over
    what this one has indexed.
    """

    def __init__(self, name: str, pool: Vectors) -> None:
        self.name = name
        self.dim = int(pool.shape[1])
        self._pool = pool

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """As passages."""
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, the same for the same text."""
        rows = np.array([self._made(text) for text in texts], dtype=np.float32).reshape(-1, self.dim)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)

    def _made(self, text: str) -> Vectors:
        digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
        random = np.random.default_rng(int.from_bytes(digest, "little"))
        one, other = self._pool[random.integers(len(self._pool), size=2)]
        share = random.uniform(0.5, 1)
        between = share * one + (1 - share) * other
        noise = random.standard_normal(self.dim, dtype=np.float32)
        return np.asarray(between / np.linalg.norm(between) + NOISE * noise / np.linalg.norm(noise), dtype=np.float32)


def pool_of(encoder: Encoder, texts: Sequence[str], file: Path) -> Vectors:
    """The vectors of at most POOL texts, spread over all of them; kept in a file, since they take a while."""
    if not file.exists():
        step = max(1, len(texts) // POOL)
        np.save(file, encoder.encode_passages(list(texts[::step][:POOL])))
    return np.asarray(np.load(file), dtype=np.float32)


def files_of(folder: Path) -> Iterator[Path]:
    """The files under a folder, or the file itself."""
    yield from sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else [folder]
