"""SELECTs to PostgreSQL over connections that stay open, asked again while the server restarts. No SQLAlchemy here."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from index.errors import OutageError
from index.library.server import Server, unreachable

if TYPE_CHECKING:
    from index.library.server import Connection

PATIENCE_SECONDS = 10.0
"""How long a question waits for a server that is gone: a restart takes 1 to 5 s."""

PAUSE_SECONDS = 0.2
OPTIONS = "-c statement_timeout=5000"


Parameters = Sequence[object] | Mapping[str, object]
"""Of a statement, by their order or their names."""


class Inquiry:
    """Asks for several threads at once, over a connection each.

    A class for its state: the connections that nobody uses just now, and since when the server has been gone.
    """

    def __init__(self, server: Server, does: str, options: str = OPTIONS) -> None:
        self._server = server
        self._does = does
        self._options = options
        self._idle: list[Connection] = []
        self._lost_at: float | None = None

    def ask(self, statement: str, parameters: Parameters = ()) -> list[Any]:
        """The rows of a SELECT, after waiting for a server that restarts. Raises OutageError, psycopg's other errors.

        Statements are written in the program; what comes from elsewhere is a parameter.
        """
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

    def close(self) -> None:
        """Let go of the server; `ask` connects again."""
        while self._idle:
            self._idle.pop().close()

    def _asked_once(self, statement: str, parameters: Parameters) -> list[Any]:
        connection = self._connection()
        import psycopg

        try:
            rows = connection.execute(statement.encode(), parameters).fetchall()
        except psycopg.OperationalError as error:
            connection.close()
            raise unreachable(error) from None
        except psycopg.Error:
            connection.close()
            raise
        self._idle.append(connection)
        return rows

    def _connection(self) -> Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._server.connect(self._does, autocommit=True, options=self._options)
