"""A second look at the best passages by a cross-encoder of sentence-transformers: an extra, off by default."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.encode.sentence import MISSING, unloadable
from index.encode.texts import tidy
from index.errors import EncoderError
from index.types import Reranker

PREFIX = "st:"


class CrossReranker:
    """A cross-encoder by its hub name or folder; calls go one at a time."""

    def __init__(self, model: str) -> None:
        try:
            from sentence_transformers import CrossEncoder  # type: ignore[import-not-found,unused-ignore]  # an extra
        except ImportError as error:
            raise EncoderError(MISSING) from error
        try:
            self._model = CrossEncoder(model, device="cpu")
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            raise unloadable(model, "HOIDAP_RERANKER", error) from error
        self.name = f"st/{model}"
        self._lock = threading.Lock()

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """One score a passage, as the model gives it: shape (n,)."""
        if not passages:
            return np.zeros(0, np.float32)
        pairs = [(tidy(question), tidy(passage)) for passage in passages]
        with self._lock:
            return np.asarray(self._model.predict(pairs, show_progress_bar=False), np.float32).reshape(-1)


def open_reranker(spec: str) -> Reranker | None:
    """The reranker that `spec` names, "st:" and a hub name or folder (the prefix may be left out); None for ""."""
    model = spec.removeprefix(PREFIX).strip()
    return CrossReranker(model) if model else None
