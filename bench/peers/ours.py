"""This program: `hoidap add`'s way into a generation's folder, `hoidap search`'s way out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from index.encode import DEFAULT_ENCODER, open_encoder
from index.library.corpus import Corpus
from index.retrieval.derive import derive
from index.retrieval.search import Searcher
from index.text.chunk import encoding_texts, split
from index.types import Block, BlockKind, Document


def index(job: Mapping[str, Any]) -> None:
    """One document a passage, cut and encoded sentence by sentence as the library does."""
    folder = Path(job["folder"])
    documents = [
        Document(f"d{number}", title, text, (Block(0, len(text), BlockKind.PARAGRAPH),), f"{number}.txt", "")
        for number, (title, text) in enumerate(zip(job["titles"], job["passages"], strict=True))
    ]
    cut = [split(document) for document in documents]
    Corpus.write(folder, documents, (passage for group in cut for passage in group))
    texts = [encoding_texts(d, passage) for d, group in zip(documents, cut, strict=True) for passage in group]
    vectors = open_encoder(DEFAULT_ENCODER, Path(job["cache"])).encode_passages(
        [each for group in texts for each in group]
    )
    counts = np.array([len(group) for group in texts], dtype=np.int64)
    derive(Corpus.open(folder), [(vectors, counts)], folder)


def opened(job: Mapping[str, Any]) -> Callable[[str], int]:
    """The best passage as `hoidap search` orders them."""
    searcher = Searcher.open(Path(job["folder"]), open_encoder(DEFAULT_ENCODER, Path(job["cache"])))

    def best(question: str) -> int:
        hits = searcher.search(searcher.understand(question), 1)
        return int(hits[0].passage.document_id[1:]) if hits else -1

    return best
