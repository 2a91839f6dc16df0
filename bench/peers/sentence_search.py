"""sentence-transformers: SentenceTransformer.encode and util.semantic_search, with the prompts of the model's card.

https://sbert.net/examples/sentence_transformer/applications/semantic-search/README.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from sentence_transformers import SentenceTransformer, util  # type: ignore[import-not-found,unused-ignore]  # a peer

FILE = "vectors.npy"


def index(job: Mapping[str, Any]) -> None:
    """The passages' embeddings, kept as they are."""
    model = SentenceTransformer(job["encoder"], device="cpu")
    np.save(Path(job["folder"]) / FILE, model.encode(texts(job), prompt="passage: ", normalize_embeddings=True))


def opened(job: Mapping[str, Any]) -> Callable[[str], int]:
    """Exact search over all embeddings."""
    model = SentenceTransformer(job["encoder"], device="cpu")
    corpus = np.load(Path(job["folder"]) / FILE)

    def best(question: str) -> int:
        vector = model.encode(question, prompt="query: ", normalize_embeddings=True)
        return int(util.semantic_search(vector, corpus, top_k=1)[0][0]["corpus_id"])

    return best


def texts(job: Mapping[str, Any]) -> list[str]:
    """Each passage under its title."""
    return [f"{title}\n{text}" if title else text for title, text in zip(job["titles"], job["passages"], strict=True)]
