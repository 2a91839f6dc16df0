"""Plain BM25: bm25s with its own tokenizer and defaults.

https://github.com/xhluca/bm25s
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import bm25s

FOLDER = "bm25s"


def index(job: Mapping[str, Any]) -> None:
    """Words of each passage under its title."""
    texts = [f"{title}\n{text}" for title, text in zip(job["titles"], job["passages"], strict=True)]
    retriever = bm25s.BM25()
    retriever.index(bm25s.tokenize(texts, stopwords=None, show_progress=False), show_progress=False)
    retriever.save(str(Path(job["folder"]) / FOLDER))


def opened(job: Mapping[str, Any]) -> Callable[[str], int]:
    """The best passage by its score."""
    retriever = bm25s.BM25.load(str(Path(job["folder"]) / FOLDER))

    def best(question: str) -> int:
        tokens = bm25s.tokenize(question, stopwords=None, show_progress=False)
        return int(retriever.retrieve(tokens, k=1, show_progress=False)[0][0, 0])

    return best
