"""The truth on PostgreSQL: for several replicas, each with derived folders of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event

from index.errors import BusyError
from index.library.disk import Disk
from index.library.server import SCHEME, WRITER, Server, alive, unreachable
from index.library.store import Holds
from index.library.truth import Truth

if TYPE_CHECKING:
    from index.library.server import Connection as Session

CONNECTIONS = 4
"""Kept open by a process for its library: a command reads from two at most, and several threads may ask."""

FROZEN_SECONDS = 60.0
"""Without a sign of life of a writer its right is another's to take: longer than a live one's machine ever pauses."""
SIGNS = 6
"""Signs of life in that time."""

_HOLDER = """
    SELECT application_name, to_char(backend_start, 'YYYY-MM-DD"T"HH24:MI:SSOF') FROM pg_locks
    JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND classid::bigint = %s AND objid::bigint = %s
      AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


class PostgresStore:
    """See `index.library.store.Store`. A class for its state: the server's address, and the open connections."""

    def __init__(self, server: Server, frozen_seconds: float = FROZEN_SECONDS) -> None:
        self._server = server
        self._frozen_seconds = frozen_seconds
        self._engine = open_engine(server, "library", CONNECTIONS)
        event.listen(self._engine, "begin", _begin)

    def exists(self) -> bool:
        """See `Store.exists`: only the tables tell."""
        return True

    def open(self, disk: Disk) -> Truth:
        """See `Store.open`."""
        return Truth(self._engine, disk)

    @contextmanager
    def lock(self, command: str) -> Iterator[Holds]:
        """See `Store.lock`. The lock is the connection's: PostgreSQL frees it when the holder dies, or is frozen or cut
        off for longer than it may be.

        Where it was lost and another writer begins, that one discards our draft, and publishing it fails.
        """
        options = f"-c idle_session_timeout={round(self._frozen_seconds * 1000)}"
        connection = self._server.connect(command, autocommit=True, options=options)
        done = threading.Event()
        watching = threading.Thread(target=self._show_life, args=(connection, done), name="writer", daemon=True)
        try:
            taken = connection.execute("SELECT pg_try_advisory_lock(%s, %s)", WRITER).fetchone()
            if taken != (True,):
                raise BusyError(self._who_holds(connection))
            watching.start()
            yield lambda: alive(connection)
        finally:
            done.set()
            alive(connection, "SELECT pg_advisory_unlock(%s, %s)", WRITER)  # closing alone frees it a moment later
            connection.close()

    def _show_life(self, connection: Session, done: threading.Event) -> None:
        """Asks the server something now and then, for as long as we write and it answers."""
        while not done.wait(self._frozen_seconds / SIGNS) and alive(connection):
            pass

    def _who_holds(self, connection: Session) -> str:
        holder = connection.execute(_HOLDER, WRITER).fetchone()
        who = f"tiến trình khác ({holder[0]}, từ {holder[1]})" if holder else "một tiến trình khác"
        return (
            f"Thư viện đang được {who} ghi. Hãy đợi xong rồi chạy lại lệnh này; nếu tiến trình ấy đã treo, "
            f"PostgreSQL thu lại quyền ghi của nó sau {self._frozen_seconds:.0f} giây."
        )

    def set_aside(self, disk: Disk) -> None:
        """Nothing: PostgreSQL's own files are its administrator's, and `Truth.faults` finds none here."""

    def close(self) -> None:
        """Let go of the server; the next use connects again."""
        self._engine.dispose()


def open_engine(server: Server, does: str, connections: int, options: str = "") -> Engine:
    """A pool of connections; each is tried before use, and where the server is gone that is OutageError."""
    engine = create_engine(
        SCHEME,
        creator=lambda: server.connect(does, options=options),
        pool_pre_ping=True,
        pool_size=connections,
        max_overflow=connections,
    )
    event.listen(engine, "handle_error", _tell_outage)
    return engine


def _begin(connection: Connection) -> None:
    """A reader sees one state throughout; what need not last yet does not wait for the disk (see `Truth.writing`)."""
    options = connection.get_execution_options()
    with closing(connection.connection.cursor()) as cursor:  # one of SQLAlchemy's would be for SELECTs alone
        if not options.get("for_writing", False):
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        elif not options.get("lasting", True):
            cursor.execute("SET LOCAL synchronous_commit = off")


def _tell_outage(context: ExceptionContext) -> None:
    if context.is_disconnect and not context.is_pre_ping:  # the pool replaces a connection that it finds dead
        raise unreachable(context.original_exception) from None
