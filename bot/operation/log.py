"""The log: to standard error, without tokens and without what people asked; rotating it is left to the platform."""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Literal, TextIO

from bot.operation import request

HIDDEN = "[đã che]"

_BOT_TOKEN = re.compile(r"\d{5,}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)
"""The shape of a Telegram token, which stands in the address of every call to the Bot API."""

_FORMAT = "%(asctime)s %(levelname)s %(name)s [%(request)s]: %(message)s"

_TALKATIVE = ("httpx", "httpcore", "telegram", "uvicorn.access", "uvicorn.error", "faiss")
"""They log each call or the address of each request; only what goes wrong there is of use."""


class Redaction(logging.Filter):
    """Takes secrets out of log records and the message out of the exceptions they carry.

    An exception's message may repeat what someone asked, so that of a traceback only types and places stay.
    Put on a handler, it sees the records of every logger. It adds the number of the request that is being handled.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = tuple(sorted(filter(None, secrets), key=len, reverse=True))

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self.clean(record.getMessage()), ()
        record.request = request.current()
        if record.exc_info and record.exc_info[1]:
            record.exc_text = self.clean(places(record.exc_info[1]))
        record.exc_info = None
        if record.stack_info:
            record.stack_info = self.clean(record.stack_info)
        return True

    def clean(self, text: str) -> str:
        """The text with each secret, and all that looks like a bot's token, hidden."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return _BOT_TOKEN.sub(HIDDEN, text)


class JsonLines(logging.Formatter):
    """A record as one line of JSON: time, level, logger, request, message, and the places of an error."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; line breaks of a message stay inside it."""
        fields = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "request": getattr(record, "request", request.NONE),
            "message": record.getMessage(),
        }
        if record.exc_text:
            fields["error"] = record.exc_text
        return json.dumps(fields, ensure_ascii=False)


def places(error: BaseException) -> str:
    """Where an error and its causes were raised, innermost last, and their types; never their messages."""
    return "\n".join(line for each in reversed(list(_chain(error))) for line in _lines(each))


def set_up(
    secrets: Iterable[str],
    *,
    level: int = logging.INFO,
    stream: TextIO | None = None,
    form: Literal["text", "json"] = "text",
) -> None:
    """Sends every record, and every exception that nothing caught, through one redacting handler."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else logging.Formatter(_FORMAT))
    handler.setLevel(level)  # some libraries set the level of their own loggers
    handler.addFilter(Redaction(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    sys.excepthook = _log_uncaught
    threading.excepthook = lambda args: _log_uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def _log_uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    logging.getLogger("bot").critical(kind.__name__, exc_info=(kind, error or kind(), trace))


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)


def _lines(error: BaseException) -> Iterator[str]:
    for frame in traceback.extract_tb(error.__traceback__):
        yield f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'
    yield f"{type(error).__module__}.{type(error).__qualname__}"
