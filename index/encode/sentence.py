"""Any model of sentence-transformers, an extra: its prompts and dimension are read from the model."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.encode.batching import Combiner
from index.encode.texts import tidy
from index.errors import EncoderError
from index.types import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer  # type: ignore[import-not-found,unused-ignore]  # an extra

MISSING = "Thiếu thư viện sentence-transformers. Hãy cài: pip install 'hoidap-nghi-quyet[sentence-transformers]'"
BATCH = 16
"""Texts in one run of the model; more takes memory and gains nothing on a processor."""
PASSAGE_PROMPTS = ("passage", "document", "corpus")
"""The names by which models call the prompt of a passage, as the library's own `encode_document` seeks them."""
E5_PROMPTS = {"query": "query: ", "passage": "passage: "}
"""What the e5 family was trained with (its model cards); most of its models do not say so in their configuration."""


class SentenceEncoder:
    """A sentence-transformers model by its hub name or folder; a run takes every core, so runs go one at a time."""

    def __init__(self, model: str) -> None:
        self._model = load_model(model)
        prompts = known_prompts(model, self._model.prompts)
        self._query = prompts.get("query", "")
        self._passage = next((prompts[name] for name in PASSAGE_PROMPTS if prompts.get(name)), "")
        self.name = f"st/{Path(model).name if Path(model).is_dir() else model}/{_revision(self._model)}"
        self.dim = len(self._model.encode("", show_progress_bar=False))
        self._lock = threading.Lock()
        self._together = Combiner(lambda texts: self._encode(self._query, texts), BATCH)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of questions: shape (n, dim)."""
        return self._together(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of passages: shape (n, dim)."""
        return self._encode(self._passage, texts)

    def _encode(self, prompt: str, texts: Sequence[str]) -> Vectors:
        """Vectors made unit whether or not the model ends with a normalising module."""
        with self._lock:
            vectors = self._model.encode(
                [tidy(text) for text in texts],
                prompt=prompt,
                batch_size=BATCH,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, np.float32).reshape(-1, self.dim)


def load_model(model: str) -> SentenceTransformer:
    """The library's model by a hub name or a folder."""
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise EncoderError(MISSING) from error
    try:
        return SentenceTransformer(model, device="cpu")
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise unloadable(model, "HOIDAP_ENCODER", error) from error


def unloadable(model: str, setting: str, error: Exception) -> EncoderError:
    """The error of a model that is no model, or is not to be had."""
    reason = (str(error).splitlines() or [type(error).__name__])[0]
    return EncoderError(
        f"Không nạp được mô hình “{model}”: {reason} Hãy kiểm tra tên hoặc thư mục đặt ở {setting}, "
        "và mạng nếu mô hình chưa có trên máy"
    )


def known_prompts(model: str, prompts: Mapping[str, str]) -> Mapping[str, str]:
    """The model's own prompts; those of e5 where an e5 model names none."""
    if not any(prompts.values()) and "e5" in model.lower():
        return E5_PROMPTS
    return prompts


def _revision(model: Any) -> str:
    """Eight hexadecimal digits of the parameters: of each, its name, its shape and its first values."""
    digest = hashlib.sha256()
    for name, values in model.state_dict().items():
        digest.update(f"{name}{tuple(values.shape)}".encode())
        digest.update(values.flatten()[:64].float().numpy().tobytes())
    return digest.hexdigest()[:8]
