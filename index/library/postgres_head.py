"""Which generation is the library's content, asked of PostgreSQL without SQLAlchemy."""

from __future__ import annotations

from typing import Any

from index.library.head import Head
from index.library.inquiry import Inquiry
from index.library.server import Server


class PostgresHead(Head):
    """The head over connections that stay open. A class for them."""

    def __init__(self, server: Server) -> None:
        self._inquiry = Inquiry(server, "head")

    def close(self) -> None:
        """See `Head.close`."""
        self._inquiry.close()

    def _ask(self, statement: str, **parameters: int) -> list[Any]:
        import psycopg

        try:
            return self._inquiry.ask(statement.replace(":generation", "%(generation)s"), parameters)
        except psycopg.errors.UndefinedTable:
            return []
