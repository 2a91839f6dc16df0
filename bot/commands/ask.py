"""`hoidap ask` and `hoidap search`: questions and answers without a channel."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from bot import phrases
from bot.commands.console import UsageError, tell
from bot.phrases import terminal
from bot.settings import load_settings
from bot.wiring import Wiring
from bot.writing import render
from bot.writing.reply import reply_to
from index.errors import HoidapError, QuestionError

if TYPE_CHECKING:
    from bot.reading.desk import Responder
    from index.types import Hit

STANDARD_INPUT = Path("-")


def ask(args: argparse.Namespace) -> int:
    """One question from the command line, or many from a file with `--jsonl`."""
    if bool(args.question) == (args.jsonl is not None):
        raise UsageError(terminal.ASK_WHAT)
    wiring = _ready()
    if args.jsonl is not None:
        with _opened(args.jsonl) as lines:
            return _ask_many(wiring.desk().responder, lines)
    question, responder = _question(args.question), wiring.desk().responder
    started = time.perf_counter()
    answer = responder.answer(question)
    if args.json:
        _print_json(render.answer_json(answer, elapsed_ms=_since(started)))
    else:
        print(render.plain_text(reply_to(answer)))
    return 0


def search(args: argparse.Namespace) -> int:
    """The hits of a question with their scores and features."""
    searcher = _ready().searcher()
    started = time.perf_counter()
    hits = searcher.find(searcher.understand(_question(args.question)), args.k).hits
    if args.json:
        _print_json({"hits": [_hit_json(hit) for hit in hits], "elapsed_ms": round(_since(started), 1)})
        return 0
    for number, hit in enumerate(hits, start=1):
        features = " ".join(f"{name}={value:.3f}" for name, value in hit.features.items())
        print(f"{number}. {hit.score:.3f}  {hit.passage.id}  {features}")
        print(f"   {phrases.section_path(hit.passage.headings)}\n   {' '.join(hit.passage.text.split())}\n")
    return 0


def _ready() -> Wiring:
    wiring = Wiring(load_settings(), tell)
    wiring.fill_when_missing()
    return wiring


def _ask_many(responder: Responder, lines: BinaryIO) -> int:
    """A line of output for each line of input, in order; a line that cannot be asked gets its error there."""
    failed = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        asked: dict[str, Any] = {}
        started = time.perf_counter()
        try:
            asked = _parsed(line, number)
            if not isinstance(asked.get("question"), str):
                raise QuestionError(terminal.line_without_question(number))
            answer = responder.answer(asked["question"])
            made = render.answer_json(answer, id=asked.get("id"), elapsed_ms=_since(started))
        except QuestionError as error:
            failed += 1
            made = {"id": asked.get("id"), "error": str(error)}
        _print_json(made)
        sys.stdout.flush()
    if failed:
        tell(terminal.lines_failed(failed))
    return 1 if failed else 0


def _parsed(line: bytes, number: int) -> dict[str, Any]:
    try:
        asked = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise QuestionError(terminal.line_not_utf8(number)) from None
    except (ValueError, RecursionError):
        raise QuestionError(terminal.line_not_json(number)) from None
    if not isinstance(asked, dict):
        raise QuestionError(terminal.line_without_question(number))
    return asked


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if path == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    try:
        file = path.open("rb")
    except OSError as error:
        raise HoidapError(terminal.cannot_read(path, error)) from error
    with file:
        yield file


def _question(words: list[str]) -> str:
    """The words of the command line as one question; a lone "-" stands for standard input."""
    if words == [str(STANDARD_INPUT)]:
        try:
            return sys.stdin.buffer.read().decode("utf-8")
        except UnicodeDecodeError:
            raise QuestionError(terminal.STDIN_NOT_UTF8) from None
    try:
        return os.fsencode(" ".join(words)).decode("utf-8")  # whatever the locale has made of the bytes
    except UnicodeDecodeError:
        raise QuestionError(terminal.ARGUMENT_NOT_UTF8) from None


def _hit_json(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.passage.id,
        "document_id": hit.passage.document_id,
        "section": phrases.section_path(hit.passage.headings),
        "text": hit.passage.text,
        "score": round(hit.score, 4),
        "features": {name: round(float(value), 4) for name, value in hit.features.items()},
    }


def _print_json(content: dict[str, Any]) -> None:
    print(json.dumps(content, ensure_ascii=False))


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000
