"""`hoidap eval` and `hoidap bench`: how good and how fast."""

from __future__ import annotations

import argparse
import functools
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.bench import own_questions
from bot.commands.console import tell
from bot.phrases import bench as texts
from bot.phrases import terminal
from bot.settings import load_settings
from bot.wiring import Wiring
from index.errors import DocumentError, LibraryError
from index.types import Document


def measure(args: argparse.Namespace) -> int:
    """Asks the questions of a set and prints the measures; with `--run` also writes what was found."""
    from bot.answering.compose import Responder
    from bot.answering.evaluate import Row, evaluate, run_lines
    from index.measure.question_set import read_set

    questions = read_set(args.set, args.limit)
    settings = load_settings()
    wiring = Wiring(settings, tell)

    def responder() -> Responder:
        wiring.fill_when_missing()
        return Responder(wiring.searcher(), questions.name, settings.principal)

    report, asked = evaluate(questions, functools.cache(responder), wiring.encoder(), fold_questions=args.fold)
    if args.run_file is not None:
        args.run_file.write_text("".join(f"{line}\n" for line in run_lines(asked, "hoidap")), encoding="utf-8")
    if args.json:
        print(json.dumps(asdict(report), ensure_ascii=False, indent=1))
        return 0
    columns = [field.name for field in fields(Row)][1:]
    print(f"{report.name:<14}" + "".join(f"{column:>11}" for column in columns))
    for row in report.rows:
        print(f"{row.kind:<14}" + "".join(f"{_figure(getattr(row, column)):>11}" for column in columns))
    print(terminal.eval_refusals(_figure(report.auroc), _figure(report.refused_at_5)))
    return 0


def _figure(value: float | int | None) -> str:
    if value is None or value != value:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.4f}"


def bench(args: argparse.Namespace) -> int:
    """Measures at size with `--size`, with many people with `--crowd`, else every installed encoder in turn."""
    if args.size:
        return _bench_size(args)
    return _bench_crowd(args) if args.crowd else _bench_encoders(args)


def _bench_size(args: argparse.Namespace) -> int:
    """Made libraries of the sizes asked for, one after another; each row is printed when it is there."""
    from bot.bench.size import LINES, SizeRow, bench_size
    from index.text.chunk import split

    wiring = Wiring(load_settings(), tell)
    wiring.fill_when_missing()
    passages = [passage.text for document in _models(wiring, args.documents) for passage in split(document)]
    if not passages:
        raise LibraryError(texts.NO_PASSAGES)

    def cut(path: Path) -> int:
        return len(split(wiring.document(path)))

    rows: list[SizeRow] = []
    with TemporaryDirectory(prefix="hoidap-bench-") as scratch:
        folder = args.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for row in bench_size(args.size, passages, wiring.encoder(), cut, folder, wiring.encoder_cache()):
            rows.append(row)
            _show(args, asdict(row), texts.SIZE_COLUMNS, first=len(rows) == 1)
    if args.plot:
        from bot.bench.plot import draw

        lines = {texts.PLOT_LINES[name]: [(row.passages, value(row)) for row in rows] for name, value in LINES.items()}
        args.plot.write_text(draw(lines, texts.PLOT_ACROSS, texts.PLOT_UP), encoding="utf-8")
    return 0


def _models(wiring: Wiring, paths: Sequence[Path] | None) -> Iterator[Document]:
    """The documents whose passages are varied: those under the paths that can be read, else the library's."""
    from index.library.corpus import Corpus

    if not paths:
        yield from Corpus.open(wiring.reader().current().folder).documents
        return
    from index.library.intake import find_files

    for path in find_files(paths).files:
        try:
            yield wiring.document(path)
        except DocumentError as error:
            tell(str(error))


def _bench_crowd(args: argparse.Namespace) -> int:
    """Crowds of the sizes asked for, then one past capacity, over the library at hand."""
    from bot.bench.crowd import bench_crowd

    Wiring(load_settings(), tell).fill_when_missing()
    for number, row in enumerate(bench_crowd(args.crowd, own_questions(), dict(os.environ))):
        _show(args, asdict(row), texts.CROWD_COLUMNS, first=number == 0)
    return 0


def _show(args: argparse.Namespace, row: Mapping[str, Any], columns: Mapping[str, str], *, first: bool) -> None:
    """A row as JSON, or as one of a table."""
    if args.json:
        print(json.dumps(row, ensure_ascii=False), flush=True)
        return
    if first:
        print("  ".join(columns.values()))
    cells = ("-" if row[name] is None else f"{row[name]:.{_digits(row[name])}f}" for name in columns)
    print("  ".join(f"{cell:>{len(title)}}" for cell, title in zip(cells, columns.values(), strict=True)), flush=True)


def _digits(value: float) -> int:
    """Decimals that leave three figures or so."""
    return 0 if isinstance(value, int) or value >= 100 else 1 if value >= 10 else 2


def _bench_encoders(args: argparse.Namespace) -> int:
    """Every installed encoder in turn, on our own questions and on passages of the library."""
    from index.library.corpus import Corpus
    from index.measure.bench import PASSAGES, QUESTIONS, bench_encoders
    from index.text.chunk import encoding_text

    wiring = Wiring(load_settings(), tell)
    wiring.fill_when_missing()
    corpus = Corpus.open(wiring.reader().current().folder)
    some = [corpus.passage(position) for position in range(min(PASSAGES, len(corpus)))]
    passages = [encoding_text(corpus.document(passage.document_id), passage) for passage in some]
    rows = bench_encoders(own_questions()[:QUESTIONS], passages, wiring.encoder_cache())
    if args.json:
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
        return 0
    print(terminal.BENCH_HEADING)
    for row in rows:
        print(
            f"{row.engine:<24} {row.cold_seconds:>8.2f} {row.question_ms:>9.1f} {row.question_ratio:>7.2f}× "
            f"{row.passages_per_second:>9.1f} {row.passages_ratio:>7.2f}× {row.memory_mb:>9.0f}"
        )
    return 0
