"""The number of what is being handled, carried from its channel through the core to the delivery, for the log."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

NONE = "-"

_current: ContextVar[str] = ContextVar("request", default=NONE)


def current() -> str:
    """The number of the request that this task or thread works for; "-" outside of one."""
    return _current.get()


@contextmanager
def numbered() -> Iterator[str]:
    """A new number, of 8 hexadecimal digits, for what is done inside; it tells nothing of who asked or what."""
    token = _current.set(secrets.token_hex(4))
    try:
        yield _current.get()
    finally:
        _current.reset(token)
