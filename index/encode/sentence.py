"""Any model of sentence-transformers, an extra: its prompts, size and normalisation are read from the model."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np

from index.encode.texts import tidy
from index.errors import EncoderError
from index.types import Vectors

MISSING = "Thiếu thư viện sentence-transformers. Hãy cài: pip install 'hoidap-nghi-quyet[sentence-transformers]'"
BATCH = 16
"""Texts a run of the model; more takes memory and gains nothing on a processor."""


class SentenceEncoder:
    """A sentence-transformers model by its hub name or folder; calls go one at a time."""

    def __init__(self, model: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise EncoderError(MISSING) from error
        try:
            self._model = SentenceTransformer(model, device="cpu")
        except (OSError, ValueError, RuntimeError) as error:
            raise EncoderError(
                f"Không nạp được mô hình sentence-transformers “{model}”: {str(error).splitlines()[0]}. "
                "Hãy kiểm tra tên hoặc thư mục trong HOIDAP_ENCODER"
            ) from error
        self.name = f"st/{model}"
        self.dim = int(self._model.get_sentence_embedding_dimension() or 0)
        self._lock = threading.Lock()
        known = self._model.prompts
        e5 = "e5" in model.lower()
        self._query = known.get("query") or ("query: " if e5 else "")
        self._passage = known.get("passage") or known.get("document") or ("passage: " if e5 else "")

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of questions: shape (n, dim)."""
        return self._encode(self._query, texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of passages: shape (n, dim)."""
        return self._encode(self._passage, texts)

    def _encode(self, prompt: str, texts: Sequence[str]) -> Vectors:
        with self._lock:
            vectors = self._model.encode(
                [tidy(text) for text in texts],
                prompt=prompt,
                batch_size=BATCH,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, np.float32).reshape(-1, self.dim)
