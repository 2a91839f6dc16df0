"""What is thrown at the product, and what must hold: no failure but our own, an answer in time, nothing unescaped."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hypothesis import strategies as st

from bot.answering.answer import Answer, Outcome, Quote, Suggestion
from bot.answering.compose import Responder
from bot.channels.telegram.webhook import PATH as TELEGRAM_PATH
from bot.channels.web.plain import PATH as FORM_PATH
from bot.channels.zalo_bot.channel import PATH as BOT_PATH
from bot.channels.zalo_oa.channel import PATH as ACCOUNT_PATH
from bot.phrases import logged
from bot.writing import render
from bot.writing.abilities import TELEGRAM, ZALO_BOT
from bot.writing.reply import reply_to
from bot.writing.split import width
from index.errors import EmptyTextError, QuestionError, UnreadableError
from index.load.limits import MEBIBYTE, Limits
from index.load.parse import is_harmless, parse
from index.types import Block, BlockKind, Correction, Document, Hit, Passage
from tests.bot.every_channel import every_channel
from tests.bot.served import Served, environment, serving
from tests.bot.telegram_server import SECRET_HEADER, Html, telegram_server
from tests.bot.zalo_server import signature, zalo_server
from tests.fuzz import inputs

MOST_SECONDS = 5.0
SECRET = "webhook-secret-0123456789"
LIMITS = Limits(inflated_bytes=16 * MEBIBYTE, text_chars=1_000_000)
TAKEN = frozenset({200, 400, 403, 413})
TAKEN_BY_THE_API = frozenset({200, 400, 413, 415})

_RECORD = re.compile(r"^\d{4}-\d\d-\d\d \S+ (?:ERROR|CRITICAL) .*\n(?:(?!\d{4}-).*\n)*", re.MULTILINE)

_TELEGRAMS = "bot/channels/telegram/exchange.py"
"""Telegram's library checks no type in an update: one with a wrong type is told of in the log and let go."""


@contextmanager
def in_time() -> Iterator[None]:
    """What takes longer than MOST_SECONDS hangs."""
    began = time.monotonic()
    yield
    assert time.monotonic() - began < MOST_SECONDS


def read(data: bytes) -> None:
    """A file: read, or refused with one line. What is parsed in a child may fail there in any way but by hanging."""
    with in_time(), suppress(UnreadableError, EmptyTextError):
        if is_harmless(data):
            parse(data, LIMITS)
            return
        with suppress(Exception):
            parse(data, LIMITS)


def ask(responder: Responder, question: str) -> None:
    """A question: answered with words that can be sent, or refused with one line."""
    with in_time(), suppress(QuestionError):
        answer = responder.answer(question)
        json.dumps(render.answer_json(answer), ensure_ascii=False).encode()
        written(answer)


def written(answer: Answer) -> None:
    """Every rendering: Telegram reads the HTML, whose tags are ours; no message is too long; JSON can be sent."""
    reply = reply_to(answer)
    for message in (*render.telegram_messages(reply), *render.telegram_quotes(reply)):
        shown = Html(message).text
        assert width(shown) <= TELEGRAM.longest_text
        assert not set(re.findall(r"</?([a-z]+)", message)) - {"b", "i", "u", "blockquote"}
    for message in render.plain_messages(reply, ZALO_BOT.longest_text):
        assert width(message) <= ZALO_BOT.longest_text
    told = json.loads(json.dumps(render.reply_json(reply), ensure_ascii=False).encode())
    assert len(told["excerpts"]) == len(reply.excerpts)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """An answer whose every word somebody else has chosen."""
    texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60) | inputs.WORDS
    text = " ".join(draw(st.lists(texts, min_size=1, max_size=60)))
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    corrections = (Correction(start, end, draw(texts), draw(texts)),) if draw(st.booleans()) else ()
    document = Document(
        id="a-1",
        title=draw(texts),
        text=text,
        blocks=(Block(0, len(text), BlockKind.PARAGRAPH),),
        source=draw(texts),
        sha256="0" * 64,
        number=draw(texts),
        issuer=draw(texts),
        date=draw(st.dates(date(1930, 2, 3))),
        status=draw(texts),
        corrections=corrections,
    )
    headings = tuple(draw(st.lists(texts, max_size=3)))
    passage = Passage("a-1.00000001", "a-1", headings, text, 0, len(text), corrections=corrections)
    quote = Quote(text[start:end], passage, document, start, end)
    related = (Suggestion(draw(texts), draw(texts), passage.id),)
    return Answer(
        draw(texts), Outcome.ANSWERED, (quote,), (Hit(passage, 0.5),), 0.5, related, draw(texts), generation="1"
    )


@dataclass
class Doors:
    """The real process with all its webhooks open."""

    served: Served
    _numbers: Iterator[int]
    _seen: int = 0

    def telegram(self, body: bytes) -> None:
        """A body that bears Telegram's secret."""
        self._knock(TELEGRAM_PATH, self._fresh(body, "update_id"), {SECRET_HEADER: SECRET}, TAKEN)

    def zalo_bot(self, body: bytes) -> None:
        """A body that bears the bot's secret."""
        self._knock(BOT_PATH, body, {"X-Bot-Api-Secret-Token": SECRET}, TAKEN)

    def zalo_oa(self, body: bytes) -> None:
        """A body that the account has signed, and the same from a stranger."""
        mac = f"mac={signature(body, '1')}"
        self._knock(ACCOUNT_PATH, body, {"X-ZEvent-Signature": mac, "X-ZEvent-Timestamp": "1"}, TAKEN)
        self._knock(ACCOUNT_PATH, body, {"X-ZEvent-Signature": "mac=0"}, TAKEN)

    def api(self, body: bytes) -> None:
        """A body posted to the API."""
        self._knock("/api/ask", body, {"Content-Type": "application/json"}, TAKEN_BY_THE_API)

    def form(self, body: bytes) -> None:
        """A body posted as the page's form, from the page itself."""
        self._knock(FORM_PATH, body, {"Content-Type": "application/x-www-form-urlencoded"}, TAKEN_BY_THE_API)

    def failures(self) -> list[str]:
        """New records of the log that tell of something that we did not expect."""
        written = self.served.written()
        new, self._seen = written[self._seen :], len(written)
        return [
            record for record in _RECORD.findall(new) if not (logged.LOG_UNREADABLE in record and _TELEGRAMS in record)
        ]

    def settle(self) -> None:
        """The process still answers, and has logged no failure."""
        self._knock("/readyz", b"", {}, frozenset({200}), "GET")
        failures = self.failures()
        assert failures == [], failures

    def _knock(
        self, path: str, body: bytes, headers: Mapping[str, str], taken: frozenset[int], method: str = "POST"
    ) -> None:
        connection = HTTPConnection(urlsplit(self.served.address).netloc, timeout=2 * MOST_SECONDS)
        try:
            with in_time():
                connection.request(method, path, body, dict(headers))
                response = connection.getresponse()
                response.read()
            assert response.status in taken, (response.status, path)
        finally:
            connection.close()

    def _fresh(self, body: bytes, name: str) -> bytes:
        """The body under a number of its own, so that it is no repetition."""
        return re.sub(rb'"%s": 1\b' % name.encode(), b'"%s": %d' % (name.encode(), next(self._numbers)), body, count=1)


@contextmanager
def doors(library: Path, folder: Path) -> Iterator[Doors]:
    """Opens them over a library."""
    with telegram_server() as telegram, zalo_server() as zalo:
        webhook = {"telegram_webhook_url": telegram.url, "telegram_webhook_secret": SECRET}
        settings = {**every_channel(telegram, zalo, folder / "mailbox", SECRET), **webhook}
        with serving(environment(library, **settings), folder) as served:
            telegram.wait(lambda: bool(telegram.called("setWebhook")))
            zalo.wait(lambda: bool(zalo.called("setWebhook")))
            yield Doors(served, count(10))


Target = tuple[st.SearchStrategy[Any], Callable[[Any], None]]


def targets(responder: Responder, opened: Doors) -> dict[str, Target]:
    """Everything that is thrown, and at what."""
    telegram = inputs.broken_json(inputs.TELEGRAM_UPDATE) | inputs.broken_json(inputs.TELEGRAM_PRESS)
    return {
        "loaders": (inputs.broken_files(), read),
        "questions": (inputs.TEXTS, lambda question: ask(responder, question)),
        "renderers": (answers(), written),
        "telegram": (telegram, opened.telegram),
        "zalo_bot": (inputs.broken_json(inputs.ZALO_UPDATE), opened.zalo_bot),
        "zalo_oa": (inputs.broken_json(inputs.ZALO_EVENT), opened.zalo_oa),
        "api": (inputs.broken_json(inputs.QUESTION), opened.api),
        "form": (inputs.forms(), opened.form),
    }
