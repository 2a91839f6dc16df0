"""A generation in a temporary folder, made of documents in memory the way the library makes its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from index.library.corpus import Corpus
from index.retrieval.derive import derive
from index.retrieval.search import Searcher
from index.text.chunk import encoding_texts, split
from index.types import Document, Encoder


@contextmanager
def temporary_searcher(documents: Sequence[Document], encoder: Encoder) -> Iterator[Searcher]:
    """Search over these documents; the folder is gone when the block ends."""
    with TemporaryDirectory(prefix="hoidap-") as name:
        folder = Path(name)
        passages = [split(document) for document in documents]
        Corpus.write(folder, documents, (passage for group in passages for passage in group))
        texts = [
            encoding_texts(document, passage)
            for document, group in zip(documents, passages, strict=True)
            for passage in group
        ]
        vectors = encoder.encode_passages([text for group in texts for text in group])
        counts = np.array([len(group) for group in texts], dtype=np.int64)
        derive(Corpus.open(folder), [(vectors, counts)], folder)
        yield Searcher.open(folder, encoder)
