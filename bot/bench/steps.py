"""The steps of measuring at size, each in a process of its own: `python -m bot.bench.steps STEP`, JSON in and out."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.bench.made import MovedVectors
from bot.bench.memory import memory, watched
from bot.records.storage import Storage
from bot.settings import Settings, load_settings
from bot.wiring import Wiring
from index.errors import EmptyLibraryError
from index.library import contents
from index.library.disk import Disk
from index.library.sqlite import SqliteStore
from index.retrieval.search import POOL
from index.types import Encoder, Vectors

NEAREST = 10
QUESTIONS_OF_RECALL = 100

Job = Mapping[str, Any]
Figures = dict[str, Any]


class _Made(Wiring):
    """The product's wiring, with passages encoded by `MovedVectors`."""

    def __init__(self, settings: Settings, job: Job) -> None:
        super().__init__(settings, lambda _line: None)
        self._moved = MovedVectors(str(job["encoder"]), np.load(job["pool"]))

    def encoder(self) -> Encoder:
        """No time is spent on encoding: it costs the same for each passage, at any size."""
        return self._moved


def add(job: Job) -> Figures:
    """Adds files to the library as `hoidap add` does."""
    library = _Made(load_settings(), job).library()
    start, worked = time.perf_counter(), time.process_time()
    library.add([Path(path) for path in job["paths"]])
    seconds, work = time.perf_counter() - start, time.process_time() - worked
    return {"seconds": seconds, "cpu_seconds": work, **memory()}


def derive(job: Job) -> Figures:
    """Derives the published generation's files anew, as `hoidap check` does where they are missing."""
    wiring = _Made(load_settings(), job)
    generation = wiring.reader().current()
    shutil.rmtree(generation.folder)
    start, worked = time.perf_counter(), time.process_time()
    most = watched(lambda: wiring.library().repair(generation.id))
    seconds, work = time.perf_counter() - start, time.process_time() - worked
    return {"seconds": seconds, "cpu_seconds": work, **memory(), **most}


def ask(job: Job) -> Figures:
    """Opens the library with the real encoder and asks each question twice; the second time counts."""
    wiring = Wiring(load_settings(), lambda _line: None)
    desk = wiring.desk()
    questions = job["questions"]
    for question in questions:
        desk.responder.answer(question)
    taken, worked, encoding, encoding_work = [], [], [], []
    for question in questions:
        seconds, work = _spent(partial(desk.responder.answer, question))
        taken.append(seconds)
        worked.append(work)
        seconds, work = _spent(partial(wiring.encoder().encode_queries, [question]))
        encoding.append(seconds)
        encoding_work.append(work)
    return {
        "seconds": taken,
        "cpu_seconds": worked,
        "encoding": encoding,
        "encoding_cpu": encoding_work,
        **memory(),
    }


def _spent(step: Callable[[], object]) -> tuple[float, float]:
    """Seconds that a step takes, and of them the processor's."""
    start, worked = time.perf_counter(), time.process_time()
    step()
    return time.perf_counter() - start, time.process_time() - worked


def recall(job: Job) -> Figures:
    """How many of the nearest passages by exact search are found, over the questions, wherever they are searched."""
    settings = load_settings()
    wiring = Wiring(settings, lambda _line: None)
    dense = wiring.searcher().dense
    vectors = wiring.encoder().encode_queries(job["questions"][:QUESTIONS_OF_RECALL])
    scores = np.concatenate([vectors @ rows.T for rows in _rows(settings)], axis=1)
    shares = []
    for vector, cosines in zip(vectors, scores, strict=True):
        exact = np.argpartition(-cosines, NEAREST)[:NEAREST]
        found, _ = dense.search(vector, POOL)
        shares.append(share_found(exact, found[:NEAREST]))
    return {"recall": float(np.mean(shares)), "passages": len(dense), "dim": wiring.encoder().dim}


def _rows(settings: Settings) -> Iterator[Vectors]:
    """The vectors of the library's passages as the truth has them, some at a time."""
    truth = (Storage(settings).store() or SqliteStore(settings.library)).open(Disk())
    head = truth.head()
    if head is None:
        raise EmptyLibraryError(str(settings.library))
    for vectors, counts in contents.vectors(truth, head):
        yield vectors[np.cumsum(counts) - counts]


def share_found(exact: NDArray[np.int64], found: NDArray[np.int64]) -> float:
    """Of the passages that exact search finds, those found."""
    return len(np.intersect1d(exact, found)) / len(exact)


STEPS: Mapping[str, Callable[[Job], Figures]] = {"add": add, "derive": derive, "ask": ask, "recall": recall}

if __name__ == "__main__":
    figures = STEPS[sys.argv[1]](json.load(sys.stdin))
    print(json.dumps({**figures, "load": os.getloadavg()[0]}))
