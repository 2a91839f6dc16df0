"""Who is logged in: sessions in memory, so that a restart ends them all and nothing on the disk can be stolen.

Several replicas find them in their database instead, by hashes of the tokens.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.records.shared_sessions import SharedSessions

IDLE_SECONDS = 30 * 60.0
LONGEST_SECONDS = 8 * 3600.0
"""A working day; OWASP asks for 15 to 30 minutes idle and 4 to 8 hours in all."""

MOST_SESSIONS = 64
"""A handful of administrators with several browsers; the one that was idle longest goes first."""

TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Session:
    """A login. `csrf` stands in each of its forms; `address` is where it came from."""

    csrf: str
    address: str
    begun_at: float
    seen_at: float

    def allows(self, csrf: str) -> bool:
        """Whether a form is one of this session's; how long that takes tells nothing."""
        return hmac.compare_digest(self.csrf.encode(), csrf.encode())


class Logins(Protocol):
    """The open sessions; where they are in a database its methods block."""

    @property
    def blocks(self) -> bool: ...

    def open(self, address: str) -> str: ...

    def find(self, token: str) -> Session | None: ...

    def close(self, token: str) -> None: ...


class Sessions:
    """The open ones. A class for its state; it holds hashes of the tokens, never the tokens."""

    blocks = False

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._open: dict[str, Session] = {}

    def open(self, address: str) -> str:
        """A new session; its token is for the cookie alone."""
        token, now = secrets.token_urlsafe(TOKEN_BYTES), self._clock()
        self._open[_key(token)] = Session(secrets.token_urlsafe(TOKEN_BYTES), address, now, now)
        if len(self._open) > MOST_SESSIONS:
            del self._open[min(self._open, key=lambda key: self._open[key].seen_at)]
        return token

    def find(self, token: str) -> Session | None:
        """The session of a token, from now on seen; None where it has ended."""
        key, now = _key(token), self._clock()
        session = self._open.get(key)
        if session is None:
            return None
        if now - session.seen_at > IDLE_SECONDS or now - session.begun_at > LONGEST_SECONDS:
            del self._open[key]
            return None
        self._open[key] = replace(session, seen_at=now)
        return session

    def close(self, token: str) -> None:
        """Ends a session."""
        self._open.pop(_key(token), None)


class ReplicasSessions:
    """Those that every replica knows. A class for where they are."""

    blocks = True

    def __init__(self, shared: SharedSessions) -> None:
        self._shared = shared

    def open(self, address: str) -> str:
        """See `Sessions.open`. Raises OutageError."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self._shared.open(_key(token), secrets.token_urlsafe(TOKEN_BYTES), address)
        return token

    def find(self, token: str) -> Session | None:
        """See `Sessions.find`. Raises OutageError."""
        row = self._shared.find(_key(token)) if token else None
        return Session(row.csrf, row.address, row.begun_at, row.seen_at) if row else None

    def close(self, token: str) -> None:
        """See `Sessions.close`. Raises OutageError."""
        self._shared.close(_key(token))


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
