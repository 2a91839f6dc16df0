"""Which generation is the library's content, asked of PostgreSQL without SQLAlchemy."""

from __future__ import annotations

from typing import Any

from index.library.head import ERASED, HELD, NEWEST, Named
from index.library.inquiry import Inquiry
from index.library.server import Server

_HELD, _ERASED = (statement.replace(":generation", "%s") for statement in (HELD, ERASED))


class PostgresHead:
    """The head over a connection that stays open. A class for it."""

    def __init__(self, server: Server) -> None:
        self._inquiry = Inquiry(server, "head")

    def read(self) -> Named | None:
        """See `Head.read`. Raises OutageError."""
        rows = self._ask(NEWEST)
        return Named(str(rows[0][0]), rows[0][1]) if rows else None

    def withdrawn(self, since: str) -> frozenset[str]:
        """See `Head.withdrawn`. Raises OutageError."""
        head = self.read()
        if head is not None and head.id == since:
            return frozenset()
        then = self._documents(_HELD, since) | self._documents(_ERASED, since)
        return then if head is None else then - self._documents(_HELD, head.id)

    def close(self) -> None:
        """See `Head.close`."""
        self._inquiry.close()

    def _documents(self, statement: str, generation: str) -> frozenset[str]:
        rows = self._ask(statement, int(generation), int(generation))
        return frozenset(document_id for (document_id,) in rows)

    def _ask(self, statement: str, *parameters: int) -> list[Any]:
        """The rows of a SELECT; none where nothing was ever written."""
        import psycopg

        try:
            return self._inquiry.ask(statement, parameters)
        except psycopg.errors.UndefinedTable:
            return []
