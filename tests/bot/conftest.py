"""A small document with a section, a known defect and a remark, and answers that quote it."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import pytest

from bot import cli
from bot.answering.answer import Answer, Outcome, Quote, Suggestion
from index.types import Block, BlockKind, Correction, Document, Hit, Passage
from tests.bot.browser import chromium, visiting
from tests.bot.served import Done, Run, Served, environment, hoidap, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TEXT = "Nửa nhiệm kỳ qua có 54/66 chỉ tiêu đạt. Tuy vậy, còn 11 chỉ tiêu khó đạt. Lồng gh p các nguồn vốn."
PASSAGE_START = 0

QuoteOf = Callable[[str], Quote]
AnswerOf = Callable[..., Answer]


@pytest.fixture
def document() -> Document:
    start = TEXT.index("gh p")
    return Document(
        id="ket-luan-12",
        title="Kết luận Hội nghị lần thứ 12",
        text=TEXT,
        blocks=(Block(0, len(TEXT), BlockKind.PARAGRAPH),),
        source="ket-luan.txt",
        sha256="0" * 64,
        issuer="Ban Chấp hành Đảng bộ tỉnh Bắc Kạn",
        date=date(2023, 7, 6),
        status="Bắc Kạn sáp nhập vào Thái Nguyên từ 01/7/2025.",
        corrections=(Correction(start, start + 4, "ghép", "mất chữ"),),
    )


@pytest.fixture
def passage(document: Document) -> Passage:
    return Passage(
        id="ket-luan-12.00000001",
        document_id=document.id,
        headings=("I. Kết quả", "Chỉ tiêu"),
        text=TEXT,
        start=PASSAGE_START,
        end=len(TEXT),
        corrections=document.corrections,
    )


@pytest.fixture
def quote_of(document: Document, passage: Passage) -> QuoteOf:
    def make(words: str) -> Quote:
        start = passage.text.index(words)
        return Quote(words, passage, document, start, start + len(words))

    return make


@pytest.fixture
def answer_of(quote_of: QuoteOf, passage: Passage) -> AnswerOf:
    def make(*words: str, outcome: Outcome = Outcome.ANSWERED, topic: str = "") -> Answer:
        return Answer(
            question="Có bao nhiêu chỉ tiêu khó đạt?",
            outcome=outcome,
            quotes=tuple(map(quote_of, words)),
            hits=(Hit(passage, 0.9),) if words else (),
            confidence=0.93,
            related=(Suggestion("Nguồn vốn", "Nguồn vốn được lồng ghép ra sao?", passage.id),),
            topic=topic,
            generation="g1",
        )

    return make


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the documents that come with the program, for tests that only read it."""
    folder = tmp_path_factory.mktemp("library")
    done = hoidap("search", "chỉ tiêu", env=environment(folder))
    assert done.returncode == 0, done.stderr.decode()
    return folder


@pytest.fixture(scope="session")
def served(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The real `hoidap serve` over that library, for tests that only ask."""
    with serving(environment(library, asks_per_minute=10_000), tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for a module marked `needs_chromium`; such a module runs no event loop of its own."""
    with chromium() as opened:
        yield opened


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Run:
    """Runs one command in this process, which spares its start: `run("ask", "…", env=env, stdin=b"")`."""

    def call(*arguments: str, env: Mapping[str, str], stdin: bytes | TextIO = b"") -> Done:
        monkeypatch.chdir(tmp_path)
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        typed = io.TextIOWrapper(io.BytesIO(stdin)) if isinstance(stdin, bytes) else stdin
        monkeypatch.setattr(sys, "stdin", typed)
        capfdbinary.readouterr()
        try:
            code = cli.main(arguments)
        except SystemExit as stop:  # argparse's way of leaving
            code = int(stop.code or 0)
        return Done(code, *capfdbinary.readouterr())

    return call


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    """A page of a new visitor at a desk."""
    with visiting(browser) as page:
        yield page
