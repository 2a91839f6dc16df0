"""No token and no question reaches the log, at any level and by any way."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from io import StringIO

import pytest

from bot.operation import log

TOKEN = "123456789:AAE-secret_of_the_bot_0123456789abcde"
ADDRESS = f"https://api.telegram.org/bot{TOKEN}/getMe"
QUESTION = "Ai là người tôi đang hỏi?"


@pytest.fixture
def written() -> Iterator[StringIO]:
    """Everything logged at DEBUG and above, as `set_up` writes it; the process's own logging is put back."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, sys.excepthook, threading.excepthook)
    levels = {name: logging.getLogger(name).level for name in log._TALKATIVE}
    stream = StringIO()
    log.set_up([TOKEN, "khóa-bí-mật"], level=logging.DEBUG, stream=stream)
    yield stream
    root.handlers[:], root.level, sys.excepthook, threading.excepthook = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def failing(question: str) -> None:
    try:
        raise KeyError(question)
    except KeyError as error:
        raise ValueError(ADDRESS) from error


def test_a_secret_in_a_message_or_its_arguments_is_hidden(written: StringIO) -> None:
    logging.getLogger("any").warning("gọi %s", ADDRESS)
    logging.getLogger("any").debug(f"khóa-bí-mật {TOKEN}")
    assert TOKEN not in written.getvalue()
    assert "khóa-bí-mật" not in written.getvalue()
    assert written.getvalue().count(log.HIDDEN) == 3


def test_a_token_that_no_setting_named_is_hidden_by_its_shape(written: StringIO) -> None:
    other = TOKEN.replace("1", "2")
    logging.getLogger("any").error("bot%s bot%s", other, other.replace(":", "%3A"))
    assert "secret_of_the_bot" not in written.getvalue()


def test_a_logged_exception_shows_types_and_places_and_no_message(written: StringIO) -> None:
    try:
        failing(QUESTION)
    except ValueError:
        logging.getLogger("any").exception("hỏng")
    text = written.getvalue()
    assert "hỏng" in text
    assert "builtins.KeyError" in text
    assert "builtins.ValueError" in text
    assert "in failing" in text
    assert TOKEN not in text
    assert QUESTION not in text


def test_an_exception_that_nothing_caught_is_logged_the_same_way(written: StringIO) -> None:
    thread = threading.Thread(target=failing, args=(QUESTION,))
    thread.start()
    thread.join()
    assert "builtins.ValueError" in written.getvalue()
    assert TOKEN not in written.getvalue()
    assert QUESTION not in written.getvalue()


def test_http_clients_do_not_log_the_addresses_they_call(written: StringIO) -> None:
    root_level = logging.getLogger().level
    log.set_up([], level=logging.INFO, stream=written)
    logging.getLogger("httpx").info("HTTP Request: POST %s", ADDRESS)
    logging.getLogger().setLevel(root_level)
    assert written.getvalue() == ""
