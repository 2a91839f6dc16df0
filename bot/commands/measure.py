"""`hoidap eval` and `hoidap bench`: how good and how fast."""

from __future__ import annotations

import argparse
import functools
import json
from dataclasses import asdict, fields
from importlib import resources

from bot import phrases
from bot.commands.console import tell
from bot.settings import load_settings
from bot.wiring import Wiring


def measure(args: argparse.Namespace) -> int:
    """Asks the questions of a set and prints the measures; with `--run` also writes what was found."""
    from bot.compose import Responder
    from bot.evaluate import Row, evaluate, run_lines
    from index.question_set import read_set

    questions = read_set(args.set, args.limit)
    wiring = Wiring(load_settings(), tell)

    def responder() -> Responder:
        wiring.fill_when_missing()
        return Responder(wiring.searcher(), questions.name)

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
    print(phrases.eval_refusals(_figure(report.auroc), _figure(report.refused_at_5)))
    return 0


def _figure(value: float | int | None) -> str:
    if value is None or value != value:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.4f}"


def bench(args: argparse.Namespace) -> int:
    """Measures every installed encoder in turn, on our own questions and on passages of the library."""
    from index.bench import PASSAGES, QUESTIONS, bench_encoders
    from index.chunk import encoding_text
    from index.corpus import Corpus

    wiring = Wiring(load_settings(), tell)
    wiring.fill_when_missing()
    corpus = Corpus.open(wiring.reader().current().folder)
    some = [corpus.passage(position) for position in range(min(PASSAGES, len(corpus)))]
    passages = [encoding_text(corpus.document(passage.document_id), passage) for passage in some]
    questions = (resources.files("index") / "background" / "questions.txt").read_text(encoding="utf-8").splitlines()
    rows = bench_encoders(questions[:QUESTIONS], passages, wiring.encoder_cache())
    if args.json:
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
        return 0
    print(phrases.BENCH_HEADING)
    for row in rows:
        print(
            f"{row.engine:<24} {row.cold_seconds:>8.2f} {row.question_ms:>9.1f} {row.question_ratio:>7.2f}× "
            f"{row.passages_per_second:>9.1f} {row.passages_ratio:>7.2f}× {row.memory_mb:>9.0f}"
        )
    return 0
