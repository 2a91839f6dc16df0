"""How the PostgreSQL server of several replicas is reached. No SQLAlchemy here: questions come this way too."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from index.errors import LibraryError, OutageError

if TYPE_CHECKING:
    import psycopg

    Connection = psycopg.Connection[tuple[Any, ...]]

SCHEME = "postgresql+psycopg://"
"""As SQLAlchemy writes it; `postgresql://` means the same here."""

NAME_BYTES = 63
"""What PostgreSQL keeps of an application_name (NAMEDATALEN - 1)."""

_OURS = 0x686F6964
"""The first half of the keys of our advisory locks, "hoid": other programs may use the database too."""

WRITER = (_OURS, 1)
MAKING_TABLES = (_OURS, 2)
TOKENS = (_OURS, 3)
FILLING = (_OURS, 4)
POLLING = 0x686F7000
"""The first half of a polling channel's key; the second comes of its name."""

_REACHING = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""A server that does not answer is noticed after some 10 s; the system's own limits are minutes to hours."""


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL database; its address holds a password and is shown nowhere."""

    address: str = field(repr=False)

    def connect(self, does: str, *, autocommit: bool = False, options: str = "") -> Connection:
        """A connection whose application_name says what it `does`. Raises OutageError, LibraryError without psycopg.

        `options` are settings of the session, "-c name=value".
        """
        try:
            import psycopg
        except ImportError as error:
            raise LibraryError(
                "Dùng PostgreSQL cần gói psycopg. Chạy: pip install 'hoidap-nghi-quyet[postgres]'"
            ) from error
        name = f"hoidap {does} {socket.gethostname()}:{os.getpid()}".encode()[:NAME_BYTES].decode(errors="ignore")
        given: dict[str, Any] = {**_REACHING, "application_name": name, "options": options}
        try:
            return psycopg.connect(self.address.replace(SCHEME, "postgresql://", 1), autocommit=autocommit, **given)
        except psycopg.Error as error:
            raise unreachable(error) from None  # what psycopg tells of the address stays with it


def unreachable(error: BaseException) -> OutageError:
    """What is said where PostgreSQL cannot be reached; its own message names no password."""
    reason = next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
    return OutageError(f"Không nối được tới PostgreSQL của HOIDAP_DATABASE_URL ({reason}). Hãy kiểm tra rồi chạy lại.")


def try_lock(server: Server, does: str, key: tuple[int, int], options: str = "") -> Connection | None:
    """A connection that holds the lock until it is closed; None where another holds it. Raises OutageError."""
    connection = server.connect(does, autocommit=True, options=options)
    if alive(connection, "SELECT 1 WHERE pg_try_advisory_lock(%s, %s)", key):
        return connection
    connection.close()
    return None


def alive(connection: Connection, question: str = "SELECT 1", values: tuple[int, ...] = ()) -> bool:
    """Whether the server still answers on this connection, with a row."""
    import psycopg

    try:
        return connection.execute(question.encode(), values).fetchone() is not None
    except (psycopg.OperationalError, psycopg.InterfaceError):  # hung up, or closed meanwhile
        return False
