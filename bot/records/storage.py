"""Where a process keeps what outlives it: in files of its own, or on the PostgreSQL server of several replicas."""

from __future__ import annotations

import atexit
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.answering.conversation import Memory
    from bot.records.alone import Standby
    from bot.records.database import Place
    from bot.records.shared_board import SharedBoard
    from bot.records.shared_conversations import SharedConversations
    from bot.records.shared_sessions import SharedSessions
    from bot.records.shared_uploads import SharedUploads
    from index.library.head import Head
    from index.library.inquiry import Inquiry
    from index.library.server import Server
    from index.library.store import Store
    from index.library.vector_table import PgvectorTable

CONNECTIONS = 8
"""Kept open for the mailbox and the journal: threads that answer, receive and send at once."""

OPTIONS = "-c idle_in_transaction_session_timeout=5000 -c lock_timeout=8000"
"""A replica that froze in the middle of a transaction does not hold up the others for longer."""


class Storage:
    """Opens the databases that the settings name. A class for its state: what is open already."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store: Store | None = None
        self._letters: Place | None = None
        self._vectors: Inquiry | None = None

    @property
    def server(self) -> Server | None:
        """The server; None where this process keeps everything in files."""
        address = self._settings.database_url
        if address is None:
            return None
        from index.library.server import Server

        return Server(address.get_secret_value())

    @property
    def folder(self) -> Path:
        """The folder of the mailbox and the journal, and of uploads that wait."""
        return self._settings.mailbox or self._settings.library

    def store(self) -> Store | None:
        """The library's database; None for the file under its root."""
        server = self.server
        if self._store is None and server is not None:
            from index.library.postgres import PostgresStore

            store = PostgresStore(server)
            atexit.register(store.close)
            self._store = store
        return self._store

    def vector_table(self) -> PgvectorTable | None:
        """The database's table of vectors; None where they are searched in this process's own files."""
        server = self._vector_server
        if server is None:
            return None
        from index.library.vector_table import PgvectorTable

        return PgvectorTable(server)

    def vectors(self) -> Inquiry | None:
        """Asks that table; None where they are searched in this process's own files."""
        server = self._vector_server
        if self._vectors is None and server is not None:
            from index.library.pgvector import open_inquiry

            self._vectors = open_inquiry(server)
            atexit.register(self._vectors.close)
        return self._vectors

    @property
    def _vector_server(self) -> Server | None:
        return self.server if self._settings.dense == "pgvector" else None

    def head(self) -> Head | None:
        """Tells the published generation; None for the file under the library's root."""
        server = self.server
        if server is None:
            return None
        from index.library.postgres_head import PostgresHead

        head = PostgresHead(server)
        atexit.register(head.close)
        return head

    def conversations(self) -> Memory:
        """What each chat spoke of last: in memory, or where every replica finds it."""
        from bot.answering.conversation import Conversations

        return self.shared_conversations() or Conversations()

    def shared_conversations(self) -> SharedConversations | None:
        """Those that every replica finds; None where this process keeps them in memory."""
        if self.server is None:
            return None
        from bot.records.shared_conversations import open_conversations

        return open_conversations(self.letters())

    def uploads(self) -> SharedUploads | None:
        """Files that wait to be confirmed where every replica finds them; None where there is only this process."""
        if self.server is None:
            return None
        from bot.records.shared_uploads import open_uploads

        return open_uploads(self.letters())

    def sessions(self, idle_seconds: float, longest_seconds: float) -> SharedSessions | None:
        """Logins that every replica knows; None where there is only this process."""
        if self.server is None:
            return None
        from bot.records.shared_sessions import open_sessions

        return open_sessions(self.letters(), idle_seconds, longest_seconds)

    def board(self) -> SharedBoard | None:
        """Long work as every replica sees it; None where there is only this process."""
        if self.server is None:
            return None
        from bot.records.shared_board import open_board

        return open_board(self.letters())

    def standby(self, name: str) -> Standby | None:
        """Lets one replica at a time poll a channel; None where there is only this process."""
        from bot.records.alone import Standby

        return Standby(self.server, name) if self.server else None

    def letters(self) -> Place:
        """Where the mailbox, the journal and what the channels keep lie."""
        server = self.server
        if server is None:
            return self.folder
        if self._letters is None:
            from index.library.postgres import open_engine

            engine = open_engine(server, "letters", CONNECTIONS, OPTIONS)
            atexit.register(engine.dispose)
            self._letters = engine
        return self._letters
