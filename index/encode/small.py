"""The default encoder: the packaged e5-small weights, run by ONNX Runtime.

One text a run: no padding, no mask and no sorting by length, so a vector depends on its own text alone, and a text's
activations stay in the core's cache (passages of 180 tokens took 48 ms each alone, 57 each in sixteens).

A run has one thread. A text that comes alone to an idle machine gets two (20 tokens: 3.3 ms, not 4.8), and only then:
on a busy one, two threads wait for each other (at a load of 4.5: 7.2 ms, not 5.5).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from index.encode.graph import INPUT, OUTPUT, REVISION
from index.encode.pieces import Tokenizer
from index.encode.store import Report, open_built
from index.encode.texts import tidy
from index.encode.turns import Turns
from index.encode.weights import Floats, Rows, Weights, find_weights
from index.errors import EncoderError
from index.types import Vectors

QUERY_PROMPT = "query: "
PASSAGE_PROMPT = "passage: "
"""The prompts that e5 was trained with (its model card)."""
LONE_THREADS = 2
"""Threads of a run that has the machine to itself; a question is too short for more."""
SPIN_MICROSECONDS = 20
"""How long the second thread looks out for work before it sleeps: the pause between two products, and no longer."""
RUNNING = Path("/proc/loadavg")
"""Linux tells here, in the fourth field, how many threads run at this moment: "0.20 0.18 0.12 1/80 11206"."""
RUNNING_BYTES = 128
"""More than that line has."""
BLOCKS_A_THREAD = 4
"""Into how many parts of shrinking size each thread's share of a loop is cut, so that none waits long for the other: 4%
of a question of 15 tokens."""
NO_TELEMETRY = "ORT_DISABLE_TELEMETRY"
"""ONNX Runtime 1.29 and later, told nothing, sends events to its maker and keeps a number of the machine in the home
folder, from the moment that it is loaded (its Privacy.md)."""
LOG_ERRORS_ONLY = 3
"""ONNX Runtime's level that leaves out warnings."""


class SmallEncoder:
    """multilingual-e5-small; safe among threads, of which at most `workers` run at once."""

    dim = 384
    name = f"e5-small-q4/onnx-int8/{REVISION}"

    def __init__(self, cache: Path, workers: int = 2, report: Report | None = None) -> None:
        weights = Weights(find_weights())
        built = open_built(weights, cache, report)
        self._session = _open_session(built.graph, threads=1)
        self._lone_session = _open_session(built.graph, LONE_THREADS) if workers > 1 else self._session
        self._tokenizer = Tokenizer(built.pieces)
        hidden = weights.shape.hidden
        self._words = Rows(weights, "emb.word", hidden)
        self._positions: Floats = weights.floats("emb.pos").reshape(-1, hidden) + weights.floats("emb.type")[:hidden]
        self._marks = (weights.marks.bos, weights.marks.eos)
        self._workers = workers
        self._turns = Turns(workers)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of questions: shape (n, 384)."""
        return self._encode(QUERY_PROMPT, texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of passages: shape (n, 384)."""
        return self._encode(PASSAGE_PROMPT, texts)

    def _encode(self, prompt: str, texts: Sequence[str]) -> Vectors:
        if len(texts) == 1:
            rows = [self._one(prompt + tidy(texts[0]), lone=True)]
        else:
            with ThreadPoolExecutor(self._workers) as pool:
                rows = list(pool.map(lambda text: self._one(prompt + tidy(text)), texts))
        return np.array(rows, np.float32).reshape(-1, self.dim)

    def _one(self, text: str, *, lone: bool = False) -> Floats:
        """The unit vector of a text, whose windows weigh as many as they have pieces: shape (384,)."""
        ids = self._tokenizer.encode(text)
        size = len(self._positions) - 2
        if len(ids) <= size:
            return _unit(self._mean(ids, lone))
        windows = [ids[start : start + size] for start in range(0, len(ids), size)]
        return _unit(np.sum([len(window) * self._mean(window, lone) for window in windows], axis=0))

    def _mean(self, ids: list[int], lone: bool) -> Floats:
        """The mean of the last layer over one window of pieces between the marks."""
        bos, eos = self._marks
        rows = self._words[[bos, *ids, eos]]
        rows += self._positions[: len(rows)]
        with self._turns.take(whole=lone and _has_idle_core()) as alone:
            session = self._lone_session if alone else self._session
            (mean,) = session.run([OUTPUT], {INPUT: rows[None]})
        values: Floats = mean[0]
        return values


def _has_idle_core() -> bool:
    """Whether a core has nothing to do at this moment, while this thread runs on another; no where nobody tells."""
    try:
        file = os.open(RUNNING, os.O_RDONLY)
        try:
            running = int(os.read(file, RUNNING_BYTES).split()[3].partition(b"/")[0])
        finally:
            os.close(file)
    except (OSError, ValueError, IndexError):
        return False
    return running < (os.cpu_count() or 1)


def _unit(values: Floats) -> Floats:
    unit: Floats = values / np.sqrt(values.dot(values))
    return unit


def _open_session(graph: Path, threads: int) -> Any:
    """ONNX Runtime on the graph, with so many threads a run; nothing leaves the machine."""
    os.environ[NO_TELEMETRY] = "1"
    import onnxruntime  # type: ignore[import-untyped]  # it ships none
    from onnxruntime.capi import onnxruntime_pybind11_state as failures  # type: ignore[import-untyped]  # nor here

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.spin_duration_us", str(SPIN_MICROSECONDS))
    options.add_session_config_entry("session.force_spinning_stop", "1")
    options.add_session_config_entry("session.dynamic_block_base", str(BLOCKS_A_THREAD))
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # patterns are kept for each length met: 6 MB, and no faster
    options.log_severity_level = LOG_ERRORS_ONLY
    try:
        return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    except (
        failures.Fail,
        failures.InvalidGraph,
        failures.InvalidProtobuf,
        failures.NoSuchFile,
        failures.NotImplemented,
        failures.RuntimeException,
    ) as error:
        raise EncoderError(f"ONNX Runtime không chạy được {graph}: {error}") from error
