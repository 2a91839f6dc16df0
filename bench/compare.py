"""Our retrieval beside other software's, on the same passages, questions and encoder: `python -m bench.compare SET…`.

A SET is a folder laid out as BEIR does. Each engine is installed into an environment of its own, which is removed
afterwards, and takes its steps in processes of its own. A Markdown row is printed as soon as it is measured, and every
figure as a line of JSON an engine on standard error; an engine that cannot be installed or run is said in its row.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from index.encode import DEFAULT_ENCODER, open_encoder
from index.encode.export import export_model
from index.measure.question_set import QuestionSet, read_set
from index.terms import fold

ROOT = Path(__file__).parents[1]
DRIVE = Path(__file__).parent / "peers" / "drive.py"
CPU_TORCH = "torch==2.13.0"
"""Installed first: a CPU build, where the newest release brings gigabytes for graphics cards."""
PATIENCE_SECONDS = 600
"""One step of one engine: the slowest encoded 3.8 to 16.9 passages a second on two busy or quiet cores."""
_COLUMNS = (
    "cài (MB)", "cài (giây)", "mở (giây)", "p50 (ms)", "p95 (ms)", "đoạn/giây", "bộ nhớ (MB)", "hit@1", "bỏ dấu",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Engine:
    """One engine: what is told of it, what pip installs for it, one command after the other, and its adapter."""

    name: str
    installs: tuple[tuple[str, ...], ...]
    adapter: str


ENGINES = (
    Engine("Hỏi đáp Nghị quyết", ((str(ROOT),),), "ours"),
    Engine("sentence-transformers", ((CPU_TORCH,), ("sentence-transformers",)), "sentence_search"),
    Engine(
        "LangChain",
        ((CPU_TORCH,), ("langchain-huggingface", "sentence-transformers", "langchain-text-splitters")),
        "langchain_search",
    ),
    Engine("BM25 (bm25s)", (("bm25s",),), "plain_bm25"),
    Engine("SQLite FTS5", (), "sqlite_fts5"),
)


class EngineError(Exception):
    """An engine could not be installed or run; the message is the last line that it said."""


def main() -> None:
    """Compares the engines on each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, nargs="+", metavar="SET")
    parser.add_argument("--limit", type=int, default=300, help="questions of a set (default: 300)")
    parser.add_argument("--engine", action="append", help="adapters to run (default: all)")
    options = parser.parse_args()
    sets = [read_set(path, options.limit) for path in options.sets]
    chosen = [each for each in ENGINES if not options.engine or each.adapter in options.engine]
    print("| bộ câu hỏi | phần mềm | " + " | ".join(_COLUMNS) + " |\n" + "|---" * (len(_COLUMNS) + 2) + "|", flush=True)
    with TemporaryDirectory(prefix="hoidap-peers-") as name:
        folder = Path(name)
        export_model(folder / "encoder")
        open_encoder(DEFAULT_ENCODER, folder / "cache")  # built now: our own installation builds it once too
        for engine in chosen:
            print(json.dumps(figures_of(engine, sets, folder), ensure_ascii=False), file=sys.stderr, flush=True)


def figures_of(engine: Engine, sets: Sequence[QuestionSet], folder: Path) -> dict[str, Any]:
    """Everything about one engine, its rows printed on the way; its environment is gone afterwards."""
    environment = folder / engine.adapter
    told: dict[str, Any] = {"engine": engine.name, "sets": {}}
    try:
        told |= installed(engine, environment)
        for each in sets:
            told["sets"][each.name] = figures = measured(engine, environment, each, folder)
            print(row(each.name, told, figures), flush=True)
    except EngineError as error:
        told["failed"] = str(error)
        print(f"| – | {engine.name} | {error} |", flush=True)
    finally:
        shutil.rmtree(environment)
    return told


def installed(engine: Engine, environment: Path) -> dict[str, Any]:
    """Makes the environment; how long that took, how large it is, and the versions in it."""
    start = time.perf_counter()
    said([sys.executable, "-m", "venv", str(environment)])
    pip = [str(environment / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
    for packages in engine.installs:
        said([*pip, "install", "--quiet", "--no-compile", *packages])
    seconds = time.perf_counter() - start
    size = sum(path.lstat().st_size for path in environment.rglob("*") if not path.is_dir())
    versions = {each["name"]: each["version"] for each in json.loads(said([*pip, "list", "--format=json"]))}
    asked = {word.partition("==")[0] for packages in engine.installs for word in packages}
    return {
        "install_seconds": seconds,
        "install_mb": size / 1e6,
        "versions": {name: versions[name] for name in sorted(asked & versions.keys())},
    }


def measured(engine: Engine, environment: Path, questions: QuestionSet, folder: Path) -> dict[str, Any]:
    """One engine on one set."""
    answerable = [each for each in questions.questions if each.relevant]
    place = folder / f"{engine.adapter}-{questions.name}"
    place.mkdir()
    job = {
        "passages": [document.text for document in questions.documents],
        "titles": [document.title for document in questions.documents],
        "questions": [each.text for each in answerable],
        "folded": [fold(each.text) for each in answerable],
        "folder": str(place),
        "encoder": str(folder / "encoder"),
        "cache": str(folder / "cache"),
    }
    indexed = step(engine, environment, "index", job, place)
    asked = step(engine, environment, "ask", job, place)
    ids = [document.id for document in questions.documents]

    def hit(found: Sequence[int]) -> float:
        return float(np.mean([n >= 0 and ids[n] in each.relevant for n, each in zip(found, answerable, strict=True)]))

    taken = 1000 * np.array(asked["questions_seconds"])
    return {
        "questions": len(answerable),
        "passages": len(ids),
        "cold_seconds": asked["cold_seconds"],
        "p50_ms": float(np.median(taken)),
        "p95_ms": float(np.percentile(taken, 95)),
        "passages_per_second": len(ids) / indexed["seconds"],
        "memory_mb": asked["memory_mb"],
        "hit_1": hit(asked["questions"]),
        "hit_1_folded": hit(asked["folded"]),
        "load": [indexed["load"], asked["load"]],
    }


def step(engine: Engine, environment: Path, name: str, job: Mapping[str, Any], place: Path) -> dict[str, Any]:
    """One step in a fresh process of the engine's environment; the clock of a cold start begins here."""
    file = place / "job.json"
    file.write_text(json.dumps({**job, "started": time.time()}, ensure_ascii=False), encoding="utf-8")
    command = [str(environment / "bin" / "python"), str(DRIVE), engine.adapter, name, str(file)]
    figures: dict[str, Any] = json.loads(said(command, compiling()).splitlines()[-1])
    return figures


def said(command: Sequence[str], environ: Mapping[str, str] | None = None) -> str:
    """Standard output of a command; raises EngineError with its last line where it fails or takes too long."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, env=environ, timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise EngineError(f"quá {PATIENCE_SECONDS} giây") from error
    if done.returncode:
        raise EngineError(done.stderr.rstrip().rpartition("\n")[2])
    return done.stdout


def compiling() -> dict[str, str]:
    """This process's environment, with byte code written, so that the second process of an engine finds it."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def row(name: str, engine: Mapping[str, Any], one: Mapping[str, Any]) -> str:
    """A Markdown row: one engine on one set."""
    cells = (
        f"{engine['install_mb']:.0f}", f"{engine['install_seconds']:.0f}", f"{one['cold_seconds']:.2f}",
        f"{one['p50_ms']:.2f}", f"{one['p95_ms']:.2f}", f"{one['passages_per_second']:.1f}",
        f"{one['memory_mb']:.0f}", f"{one['hit_1']:.3f}", f"{one['hit_1_folded']:.3f}",
    )  # fmt: skip
    return f"| {name} | {engine['engine']} | " + " | ".join(cells) + " |"


if __name__ == "__main__":
    main()
