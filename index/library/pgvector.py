"""The dense side in the database: nearest passages of one generation, asked of pgvector's HNSW graph.

No SQLAlchemy here, and no vectors in this process but the question's and those of a few passages looked at closely.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import LibraryError
from index.library.inquiry import Inquiry
from index.library.server import Server
from index.library.vector_keys import VectorKeys
from index.types import Vectors

SEARCHED = 800
"""`hnsw.ef_search`. Recall@10 against exact search over 49,875 made vectors, which are hard to group: .984, with 400
.958, with 200 .912; over 10,031 .994, .981 and .977. The most that pgvector takes is 1,000."""

OPTIONS = (
    "-c statement_timeout=5000 -c jit=off -c enable_seqscan=off -c enable_sort=off "
    f"-c hnsw.ef_search={SEARCHED} -c hnsw.iterative_scan=strict_order"
)
"""Of the session: the graph is used whatever the planner believes, and goes on until enough are held."""

_MADE_WITH = """
    SELECT encoders.id, dim, chunker FROM generations JOIN encoders ON encoders.id = encoder_id
    WHERE generations.id = %s
"""

_NEAREST = """
    SELECT text_key, -(embedding::vector <#> %s::vector) FROM dense_vectors
    WHERE encoder_id = {encoder} AND (
        SELECT true FROM passages JOIN members USING (version_id)
        WHERE passages.text_key = dense_vectors.text_key AND chunker = %s
          AND since <= {generation} AND (until IS NULL OR until > {generation})
        LIMIT 1
    )
    ORDER BY embedding::halfvec({dim}) <#> %s::halfvec({dim}) LIMIT {k}
"""

_COSINES = """
    SELECT text_key, -(embedding::vector <#> %s::vector) FROM dense_vectors
    WHERE encoder_id = {encoder} AND text_key = ANY(%s)
"""

_VECTORS = "SELECT text_key, embedding::text FROM dense_vectors WHERE encoder_id = {encoder} AND text_key = ANY(%s)"


def open_inquiry(server: Server) -> Inquiry:
    """Asks for vectors; one serves every generation."""
    return Inquiry(server, "vectors", OPTIONS)


class PgvectorIndex:
    """See `index.types.DenseIndex`. A class for what it is opened with: the generation, and its passages' keys.

    Rows are in half precision, which moves a cosine by less than .0005; a few of the nearest may be missing. A passage
    whose row is gone, as its document was erased since, counts as far from everything.
    """

    def __init__(self, inquiry: Inquiry, folder: Path, generation: str) -> None:
        self._inquiry = inquiry
        self._keys = VectorKeys(folder)
        self._generation = int(generation)
        rows = inquiry.ask(_MADE_WITH, (self._generation,))
        if not rows:
            raise LibraryError(f"PostgreSQL không có bản {generation} của thư viện. Xem: hoidap history")
        self._encoder, self._dim, self._chunker = rows[0]

    def __len__(self) -> int:
        return len(self._keys)

    def search(self, vector: Vectors, k: int) -> tuple[NDArray[np.int64], Vectors]:
        """See `DenseIndex.search`."""
        if not len(self):
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        asked = _written(vector)
        statement = _NEAREST.format(encoder=self._encoder, generation=self._generation, dim=self._dim, k=k)
        rows = self._inquiry.ask(statement, (asked, self._chunker, asked))
        places = self._keys.positions([key for key, _ in rows])
        found = [(place, cosine) for at, (_, cosine) in zip(places, rows, strict=True) for place in at]
        found.sort(key=lambda each: -each[1])
        positions = np.array([place for place, _ in found[:k]], dtype=np.int64)
        return positions, np.array([cosine for _, cosine in found[:k]], dtype=np.float32)

    def cosines(self, vector: Vectors, positions: NDArray[np.int64]) -> Vectors:
        """See `DenseIndex.cosines`."""
        keys = self._keys.of(positions)
        statement = _COSINES.format(encoder=self._encoder)
        known = dict(self._inquiry.ask(statement, (_written(vector), list(set(keys)))))
        return np.array([known.get(key, 0.0) for key in keys], dtype=np.float32)

    def vectors(self, positions: NDArray[np.int64]) -> Vectors:
        """See `DenseIndex.vectors`; zeros for a row that is gone."""
        keys = self._keys.of(positions)
        known = dict(self._inquiry.ask(_VECTORS.format(encoder=self._encoder), (list(set(keys)),)))
        gone = f"[{','.join(['0'] * self._dim)}]"
        written = (known.get(key, gone).strip("[]").split(",") for key in keys)
        return np.array([[float(number) for number in row] for row in written], dtype=np.float32)


def _written(vector: Vectors) -> str:
    """A vector as pgvector reads it."""
    return "[" + ",".join(map(str, vector.tolist())) + "]"
