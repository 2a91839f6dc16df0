"""Which generation is the library's content, asked of PostgreSQL without SQLAlchemy."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from index.errors import OutageError
from index.library.head import HELD, NEWEST, Named
from index.library.server import Server, unreachable

if TYPE_CHECKING:
    from index.library.server import Connection

PATIENCE_SECONDS = 10.0
"""How long a question waits for a server that is gone: a restart takes 1 to 5 s."""

PAUSE_SECONDS = 0.2
OPTIONS = "-c statement_timeout=5000"
_HELD = HELD.replace(":generation", "%(generation)s")


class PostgresHead:
    """The head over a connection that stays open, and is opened again when it was lost.

    A class for its state: the connection, and since when there is none. Not for several threads at once.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        self._connection: Connection | None = None
        self._lost_at: float | None = None

    def read(self) -> Named | None:
        """See `Head.read`. Raises OutageError."""
        rows = self._ask(NEWEST)
        return Named(str(rows[0][0]), rows[0][1]) if rows else None

    def withdrawn(self, since: str) -> frozenset[str]:
        """See `Head.withdrawn`. Raises OutageError."""
        head = self.read()
        then = frozenset(document_id for (document_id,) in self._ask(_HELD, generation=int(since)))
        if head is None:
            return then
        return then - {document_id for (document_id,) in self._ask(_HELD, generation=int(head.id))}

    def close(self) -> None:
        """See `Head.close`."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _ask(self, statement: str, **parameters: int) -> list[Any]:
        """The rows of a SELECT, after waiting for a server that restarts; none where nothing was ever written."""
        while True:
            try:
                rows = self._asked_once(statement, parameters)
                self._lost_at = None
                return rows
            except OutageError:
                self.close()
                now = time.monotonic()
                self._lost_at = now if self._lost_at is None else self._lost_at
                if now - self._lost_at > PATIENCE_SECONDS:
                    raise
                time.sleep(PAUSE_SECONDS)

    def _asked_once(self, statement: str, parameters: dict[str, int]) -> list[Any]:
        if self._connection is None:
            self._connection = self._server.connect("head", autocommit=True, options=OPTIONS)
        import psycopg

        try:
            return self._connection.execute(statement.encode(), parameters).fetchall()
        except psycopg.errors.UndefinedTable:
            return []
        except psycopg.OperationalError as error:
            raise unreachable(error) from None
