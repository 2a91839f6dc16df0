"""How time and memory grow with the library: made libraries of several sizes, each step in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.bench import own_questions
from bot.bench.made import Variations, files_of, pool_of
from bot.phrases.bench import step_failed
from bot.settings import PREFIX
from index.errors import HoidapError
from index.types import Encoder

QUESTIONS = 100
COLD_STARTS = 3
SAMPLE = 20
"""Made files whose passages are counted, to know how many are needed."""


@dataclass(frozen=True, slots=True)
class SizeRow:
    """One size in one run; times in seconds where no other unit is named, memory in megabytes."""

    passages: int
    build_seconds: float
    """Reading, cutting, storing and deriving; encoding, which costs the same for each passage, is left out."""
    build_cpu_seconds: float
    derive_seconds: float
    derive_cpu_seconds: float
    build_peak_mb: float
    """Of the whole, pages of mapped files among them."""
    derive_own_mb: float
    """The most memory of its own while everything was derived anew."""
    disk_mb: float
    cold_seconds: float
    """From typing `hoidap ask` to its answer; the median of COLD_STARTS."""
    cold_cpu_seconds: float
    """Of it the processor's time, which other work on the machine lengthens less."""
    cold_peak_mb: float
    own_mb: float
    """Of a process that has answered all questions: its own memory, without pages of mapped files."""
    resident_mb: float
    p50_ms: float
    p95_ms: float
    encoding_ms: float
    """The median of the same questions' encoding alone."""
    question_cpu_ms: float
    encoding_cpu_ms: float
    """Medians of the processor's time for both."""
    add_seconds: float
    """`hoidap add` of one changed document, without encoding its passages."""
    add_cpu_seconds: float
    recall_10: float
    scan_ms: float
    """Reading all vectors from memory once, as an exact search must: at the bandwidth measured beside it."""
    load: float
    """Processes that wanted to run, averaged over a minute, when the questions had been asked."""


LINES: Mapping[str, Callable[[SizeRow], float]] = {
    "question_ms": lambda row: row.question_cpu_ms,
    "encoding_ms": lambda row: row.encoding_cpu_ms,
    "scan_ms": lambda row: row.scan_ms,
    "cold_ms": lambda row: 1000 * row.cold_cpu_seconds,
    "add_ms": lambda row: 1000 * row.add_cpu_seconds,
}
"""What is plotted against the number of passages: milliseconds of the processor's time."""


def bench_size(
    sizes: Sequence[int],
    passages: Sequence[str],
    encoder: Encoder,
    cut: Callable[[Path], int],
    folder: Path,
    cache: Path,
    asked: int = QUESTIONS,
) -> Iterator[SizeRow]:
    """A row for each number of passages; the libraries are made under `folder` and stay there.

    `cut` tells how many passages the library makes of a file, which are fewer than it has short paragraphs.
    """
    variations = Variations.of(passages)
    variations.write(folder / "sample", SAMPLE)
    a_file = sum(map(cut, files_of(folder / "sample"))) / SAMPLE
    pool = folder / "pool.npy"
    pool_of(encoder, variations.passages, pool)
    questions = own_questions()
    step = max(1, len(questions) // asked)
    for size in sizes:
        made = Made(folder / str(size), cache, {"encoder": encoder.name, "pool": str(pool)})
        yield made.row(max(1, round(size / a_file)), variations, questions[::step][:asked])


@dataclass(frozen=True, slots=True)
class Made:
    """One made library and the commands that are run on it."""

    folder: Path
    cache: Path
    job: Mapping[str, Any]

    def row(self, count: int, variations: Variations, questions: Sequence[str]) -> SizeRow:
        """Everything that is measured with so many files."""
        files, library = self.folder / "files", self.folder / "library"
        variations.write(files, count)
        built = self.step("add", paths=[str(files)])
        derived = self.step("derive")
        changed = files / "do-0.md"
        changed.write_text(variations.file(10_000_000), encoding="utf-8")
        added = self.step("add", paths=[str(changed)])
        cold = [self.cold(questions[0]) for _ in range(COLD_STARTS)]
        asked = self.step("ask", questions=list(questions))
        found = self.step("recall", questions=list(questions))
        newest = max((library / "generations").iterdir(), key=lambda path: path.stat().st_mtime)
        return SizeRow(
            passages=found["passages"],
            build_seconds=built["seconds"],
            build_cpu_seconds=built["cpu_seconds"],
            derive_seconds=derived["seconds"],
            derive_cpu_seconds=derived["cpu_seconds"],
            build_peak_mb=built.get("peak_mb", 0),
            derive_own_mb=derived.get("most_own_mb", 0),
            disk_mb=sum(path.stat().st_size for path in files_of(newest)) / 1e6,
            cold_seconds=float(np.median([seconds for seconds, _, _ in cold])),
            cold_cpu_seconds=float(np.median([work for _, work, _ in cold])),
            cold_peak_mb=max(peak for _, _, peak in cold),
            own_mb=asked.get("own_mb", 0),
            resident_mb=asked.get("resident_mb", 0),
            p50_ms=1000 * float(np.median(asked["seconds"])),
            p95_ms=1000 * float(np.percentile(asked["seconds"], 95)),
            encoding_ms=1000 * float(np.median(asked["encoding"])),
            question_cpu_ms=1000 * float(np.median(asked["cpu_seconds"])),
            encoding_cpu_ms=1000 * float(np.median(asked["encoding_cpu"])),
            add_seconds=added["seconds"],
            add_cpu_seconds=added["cpu_seconds"],
            recall_10=found["recall"],
            scan_ms=1000 * found["passages"] * found["dim"] * np.float32().nbytes / bandwidth(),
            load=asked["load"],
        )

    def step(self, name: str, **more: Any) -> Mapping[str, Any]:
        """One step of `bot.bench.steps` in a process of its own; HoidapError where it fails."""
        command = [sys.executable, "-m", "bot.bench.steps", name]
        done = subprocess.run(
            command, input=json.dumps({**self.job, **more}), capture_output=True, text=True, env=self.environment()
        )
        if done.returncode:
            raise HoidapError(step_failed(name, self.folder, (done.stderr.splitlines() or [""])[-1]))
        figures: Mapping[str, Any] = json.loads(done.stdout)
        return figures

    def cold(self, question: str) -> tuple[float, float, float]:
        """Seconds, of them the processor's, and peak megabytes of `hoidap ask` in a fresh process; see `step`."""
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "ask", question], stdout=subprocess.DEVNULL, env=self.environment()
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise HoidapError(step_failed("ask", self.folder, str(process.returncode)))
        return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024

    def environment(self) -> dict[str, str]:
        """That of this process, with the made library in place of the operator's."""
        own = {"LIBRARY": self.folder / "library", "ENCODER_CACHE": self.cache}
        return {**os.environ, **{PREFIX + name: str(value) for name, value in own.items()}}


def bandwidth() -> float:
    """Bytes of memory that one core reads a second: the best of five sums over 256 MB."""
    block = np.ones(32 * 1024 * 1024, dtype=np.float64)
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        block.sum()
        best = min(best, time.perf_counter() - start)
    return block.nbytes / best
