"""The tokeniser: XLM-R's Unigram pieces in a trie that stays on disk and is mapped.

No piece holds a word mark (▁) but at its start, so a text's best segmentation is that of its words, one by one, and
the words met are remembered: Vietnamese is written with some thousands of syllables. Against the library `tokenizers`
with the same pieces, in one run: 3 ms to open, not 2.3 s; 7 MB of memory, not 288; 26 µs a question, not 140.

The trie lies breadth first: `labels[k]` is the byte that leads to node k + 1, and the children of node n are those with
`first[n] <= k < first[n + 1]`, so that a step is one `find` of a byte within a few others.
"""

from __future__ import annotations

import mmap
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encode.weights import Vocabulary

WORD_MARK = "▁"
"""U+2581 stands before every word, as SentencePiece has it."""
UNKNOWN_PENALTY = 10.0
"""An unknown character scores this much less than the worst piece (`e5.c`, as SentencePiece)."""
REMEMBERED_WORDS = 50_000
"""Words whose pieces are kept: about 8 MB; Vietnamese has some 7,000 syllables."""
LONGEST_REMEMBERED = 32
"""Characters of the longest word that is kept, so that no odd text fills the memory."""

_HEADER = "<4s4IIf"
_MAGIC = b"HDP1"
_SPACES = re.compile(" {2,}")


@dataclass(frozen=True, slots=True)
class Trie:
    """The pieces by their UTF-8 bytes; `pieces[n]` is the id that ends at node n, or -1, and `scores[n]` its score."""

    labels: bytes
    first: NDArray[np.int32]
    pieces: NDArray[np.int32]
    scores: NDArray[np.float32]


def build_trie(vocabulary: Vocabulary) -> Trie:
    """The trie of every piece but the unknown one, made level by level (1 s for 250,000 pieces)."""
    texts = [piece.encode() for piece in vocabulary.pieces()]
    lengths = np.array([len(text) for text in texts])
    width = int(lengths.max())
    letters = np.frombuffer(b"".join(text.ljust(width, b"\0") for text in texts), np.uint8).reshape(-1, width)
    lengths[vocabulary.marks.unk] = 0
    node = np.zeros(len(texts), np.int64)
    edges: list[NDArray[np.int64]] = []
    pieces = [np.array([-1])]
    count = 1
    for depth in range(width):
        alive = np.flatnonzero(lengths > depth)
        level, place = np.unique(node[alive] << 8 | letters[alive, depth], return_inverse=True)
        node[alive] = count + place
        count += len(level)
        edges.append(level)
        ends = np.full(len(level), -1)
        last = lengths[alive] == depth + 1
        ends[place[last]] = alive[last]
        pieces.append(ends)
    edge = np.concatenate(edges)
    ids = np.concatenate(pieces)
    return Trie(
        labels=(edge & 255).astype(np.uint8).tobytes(),
        first=np.searchsorted(edge >> 8, np.arange(count + 1)).astype(np.int32),
        pieces=ids.astype(np.int32),
        scores=np.where(ids < 0, 0, vocabulary.scores[ids]).astype(np.float32),
    )


def pack(vocabulary: Vocabulary) -> bytes:
    """The tokeniser's file: a header, the trie's arrays, its labels, and the normalisation map as two texts."""
    trie = build_trie(vocabulary)
    codes = "".join(map(chr, vocabulary.normalisation)).encode()
    replacements = "\0".join(vocabulary.normalisation.values()).encode()
    unknown = float(vocabulary.scores.min()) - UNKNOWN_PENALTY
    header = struct.pack(
        _HEADER, _MAGIC, len(trie.labels), len(codes), len(replacements), vocabulary.marks.unk, 0, unknown
    )
    arrays = trie.first.tobytes() + trie.pieces.tobytes() + trie.scores.tobytes()
    return header + arrays + trie.labels + codes + replacements


class Tokenizer:
    """Segments texts into piece ids; it holds the mapped trie and the words it has met, and is safe among threads."""

    def __init__(self, data: mmap.mmap) -> None:
        _, edges, codes, replacements, self.unknown, _, self._unknown_score = struct.unpack_from(_HEADER, data)
        nodes = edges + 1
        at = struct.calcsize(_HEADER)
        view = memoryview(data)
        self._first = view[at : at + 4 * (nodes + 1)].cast("i")
        at += 4 * (nodes + 1)
        self._pieces = view[at : at + 4 * nodes].cast("i")
        at += 4 * nodes
        self._scores = view[at : at + 4 * nodes].cast("f")
        at += 4 * nodes
        self._data = data
        self._labels = at
        at += edges
        keys = data[at : at + codes].decode()
        values = data[at + codes : at + codes + replacements].decode()
        self._normalisation = dict(zip(map(ord, keys), values.split("\0"), strict=True))
        self._known: dict[str, tuple[int, ...]] = {}

    def encode(self, text: str) -> list[int]:
        """The ids of the text's pieces, without the marks of beginning and end."""
        plain = _SPACES.sub(" ", text.translate(self._normalisation))
        words = plain.removeprefix(" ").split(" ")
        known = self._known
        ids: list[int] = []
        for word in words:
            found = known.get(word)
            if found is None:
                found = self._segment((WORD_MARK + word).encode("utf-8", "replace"))
                if len(word) <= LONGEST_REMEMBERED:
                    if len(known) >= REMEMBERED_WORDS:
                        known.clear()
                    known[word] = found
            ids.extend(found)
        return ids

    def _segment(self, word: bytes) -> tuple[int, ...]:
        """The best-scoring pieces of one word (Viterbi over its bytes; the first of equals wins, as in `e5.c`)."""
        find, first, pieces, scores, labels = self._data.find, self._first, self._pieces, self._scores, self._labels
        length = len(word)
        best: list[float] = [0.0] + [float("-inf")] * length
        back: list[tuple[int, int]] = [(0, 0)] * (length + 1)
        starts = [at for at, byte in enumerate(word) if byte & 0xC0 != 0x80]
        for start, following in zip(starts, [*starts[1:], length], strict=True):
            here = best[start]
            node = 0
            for at in range(start, length):
                edge = find(word[at : at + 1], labels + first[node], labels + first[node + 1])
                if edge < 0:
                    break
                node = edge - labels + 1
                if pieces[node] >= 0 and here + scores[node] > best[at + 1]:
                    best[at + 1] = here + scores[node]
                    back[at + 1] = (start, pieces[node])
            if here + self._unknown_score > best[following]:
                best[following] = here + self._unknown_score
                back[following] = (start, self.unknown)
        return tuple(_trace(back, length))


def _trace(back: Sequence[tuple[int, int]], end: int) -> list[int]:
    """The ids along the best path, first to last."""
    ids = []
    while end:
        end, piece = back[end]
        ids.append(piece)
    ids.reverse()
    return ids
