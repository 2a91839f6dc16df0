"""`hoidap eval` and `hoidap bench`: how good and how fast."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from importlib import resources

from bot import phrases
from bot.commands.console import tell
from bot.settings import load_settings
from bot.wiring import Wiring


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
