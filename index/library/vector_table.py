"""The database's table of passages' vectors, for replicas that search it there: pgvector, in an HNSW graph.

A row stands for a text and goes with its vector in the truth. A graph holds the rows of one encoder; those of every
generation that is remembered are in it, and a search passes over what its own generation does not hold.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np

from index.errors import LibraryError
from index.library.server import FILLING, Server, unreachable

if TYPE_CHECKING:
    from index.library.server import Connection
    from index.library.truth import Edition

ROWS_AT_ONCE = 2_000
"""Rows read and written together: 3 MB."""

FLOAT_BYTES = 4

MEMORY = "512MB"
"""For making a graph, which is several times slower where it has no room: 100,000 rows of 384 numbers take 130 MB."""

_TABLE = """
    CREATE TABLE IF NOT EXISTS dense_vectors (
        encoder_id integer NOT NULL,
        text_key bytea NOT NULL,
        embedding halfvec NOT NULL,
        PRIMARY KEY (encoder_id, text_key),
        FOREIGN KEY (encoder_id, text_key) REFERENCES vectors ON DELETE CASCADE
    )
"""

_MISSING = """
    WITH wanted AS (
        SELECT DISTINCT text_key FROM passages JOIN members USING (version_id)
        WHERE chunker = %(chunker)s AND since <= %(generation)s AND (until IS NULL OR until > %(generation)s)
    )
    SELECT text_key, substring(data FROM 1 FOR %(size)s) FROM wanted JOIN vectors USING (text_key)
    WHERE encoder_id = %(encoder)s AND NOT EXISTS (
        SELECT FROM dense_vectors d WHERE d.encoder_id = vectors.encoder_id AND d.text_key = vectors.text_key
    )
"""

_COPY = "COPY dense_vectors (encoder_id, text_key, embedding) FROM STDIN (FORMAT BINARY)"
_COPY_HEAD, _COPY_END = b"PGCOPY\n\xff\r\n\0" + bytes(8), struct.pack(">h", -1)
"""https://www.postgresql.org/docs/current/sql-copy.html, binary format."""


class PgvectorTable:
    """See `index.library.generation.VectorTable`. A class for its place, the server."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def fill(self, edition: Edition) -> int:
        """See `VectorTable.fill`; one transaction, and one process at a time. Raises LibraryError without pgvector."""
        import psycopg

        connection = self._server.connect("vectors")
        try:
            with connection.transaction():
                connection.execute("SELECT pg_advisory_xact_lock(%s, %s)", FILLING)
                _make_table(connection)
                count = _put_missing(connection, edition)
                _make_graph(connection, edition)
                return count
        except psycopg.OperationalError as error:
            raise unreachable(error) from None
        except psycopg.Error as error:
            raise _not_filled(error) from error
        finally:
            connection.close()


def _make_table(connection: Connection) -> None:
    connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
    connection.execute(_TABLE)


def _put_missing(connection: Connection, edition: Edition) -> int:
    count = 0
    wanted = {
        "chunker": edition.chunker,
        "generation": edition.id,
        "size": edition.dim * FLOAT_BYTES,
        "encoder": edition.encoder_id,
    }
    with connection.cursor("missing") as missing, connection.cursor() as writing:
        missing.execute(_MISSING, wanted)
        while rows := missing.fetchmany(ROWS_AT_ONCE):
            with writing.copy(_COPY) as copy:
                copy.write(_COPY_HEAD + b"".join(_row(edition, key, data) for key, data in rows) + _COPY_END)
            count += len(rows)
    return count


def _row(edition: Edition, key: bytes, data: bytes) -> bytes:
    """A row as COPY reads it: three fields, each after its length; a halfvec has its dimension, two zeros, numbers."""
    halves = np.frombuffer(data, "<f4").astype(">f2").tobytes()
    vector = struct.pack(">hh", edition.dim, 0) + halves
    fields = struct.pack(">i", edition.encoder_id), key, vector
    return struct.pack(">h", len(fields)) + b"".join(struct.pack(">i", len(each)) + each for each in fields)


def _make_graph(connection: Connection, edition: Edition) -> None:
    """One graph an encoder, made after its first rows: row by row it takes longer."""
    connection.execute(f"SET LOCAL maintenance_work_mem = '{MEMORY}'".encode())
    connection.execute("SET LOCAL max_parallel_maintenance_workers = 0")  # a container's shared memory is often 64 MB
    connection.execute(
        f"CREATE INDEX IF NOT EXISTS dense_vectors_{edition.encoder_id} ON dense_vectors "
        f"USING hnsw ((embedding::halfvec({edition.dim})) halfvec_ip_ops) "
        f"WHERE encoder_id = {edition.encoder_id}".encode()
    )


def _not_filled(error: Exception) -> LibraryError:
    reason = str(error).splitlines()[0]
    return LibraryError(
        f"Không lập được bảng véc-tơ của HOIDAP_DENSE=pgvector ({reason}). Hãy cài pgvector 0.8 trở lên cho PostgreSQL "
        "và cho phép chạy CREATE EXTENSION vector, hoặc đặt HOIDAP_DENSE=faiss."
    )
