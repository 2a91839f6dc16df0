"""Vectors searched in a real PostgreSQL with pgvector: the nearest of one generation and of no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import delete, text

from index.library import tables
from index.library.corpus import Corpus
from index.library.disk import Disk
from index.library.library import Library
from index.library.pgvector import PgvectorIndex, open_inquiry
from index.library.postgres import PostgresStore
from index.library.postgres_head import PostgresHead
from index.library.reader import Generation, Reader
from index.library.server import Server
from index.library.vector_table import PgvectorTable
from index.types import Vectors
from tests.index.library.samples import FORESTS, ROADS, SCHOOLS, WHOLE, HashEncoder, tools, write
from tests.postgres_server import Postgres

MANY = 1_500
QUESTIONS = 50
NEAREST = 10


class Replica:
    """A library whose vectors are searched in the database, with a folder of its own."""

    def __init__(self, root: Path, server: Server, encoder: HashEncoder | None = None) -> None:
        self.encoder = encoder or HashEncoder()
        self.store = PostgresStore(server)
        self.tools = replace(tools(self.encoder), table=PgvectorTable(server))
        self.library = Library(root, self.tools, self.store)
        self.reader = Reader(root, self.library.repair, PostgresHead(server), dense="pgvector")
        self.inquiry = open_inquiry(server)

    def close(self) -> None:
        self.inquiry.close()
        self.reader.close()
        self.store.close()

    def index(self) -> PgvectorIndex:
        return self.index_of(self.reader.current())

    def index_of(self, generation: Generation) -> PgvectorIndex:
        return PgvectorIndex(self.inquiry, generation.folder, generation.id)

    def find(self, question: str, k: int = 100) -> list[str]:
        """The texts of the nearest passages, best first."""
        generation = self.reader.current()
        corpus = Corpus.open(generation.folder)
        positions, _ = self.index_of(generation).search(self.asked(question), k)
        return [corpus.passage(position).text for position in positions.tolist()]

    def asked(self, question: str) -> Vectors:
        return np.asarray(self.encoder.encode_queries([question])[0])


ReplicaIn = Callable[..., Replica]


@pytest.fixture
def server(postgres: Postgres) -> Server:
    return postgres.new_database()


@pytest.fixture
def replica_in(server: Server, tmp_path: Path) -> Iterator[ReplicaIn]:
    """Replicas over one database, each in the folder of its name."""
    made: list[Replica] = []

    def make(name: str, encoder: HashEncoder | None = None) -> Replica:
        made.append(Replica(tmp_path / name, server, encoder))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def replica(replica_in: ReplicaIn, tmp_path: Path) -> Replica:
    """A replica of a library with two documents."""
    made = replica_in("one")
    made.library.add([write(tmp_path / "in", roads=ROADS, forests=FORESTS)])
    return made


def rows(replica: Replica) -> int:
    with replica.store.open(Disk()).reading() as connection:
        return int(connection.scalar(text("SELECT count(*) FROM dense_vectors")) or 0)


def test_the_nearest_come_first_with_the_cosines_of_exact_search(replica: Replica) -> None:
    generation = replica.reader.current()
    exact = np.load(generation.folder / "dense.npy") @ replica.asked("Diện tích rừng")
    positions, cosines = replica.index().search(replica.asked("Diện tích rừng"), 3)
    assert positions.tolist() == np.argsort(-exact)[:3].tolist()
    assert cosines == pytest.approx(exact[positions], abs=1e-3)


def test_cosines_of_chosen_passages_come_in_their_order(replica: Replica) -> None:
    exact = np.load(replica.reader.current().folder / "dense.npy") @ replica.asked("Kinh phí")
    chosen = np.array([3, 0, 2])
    assert replica.index().cosines(replica.asked("Kinh phí"), chosen) == pytest.approx(exact[chosen], abs=1e-3)


def test_vectors_of_chosen_passages_come_in_their_order_and_a_lost_one_is_zero(replica: Replica) -> None:
    exact = np.load(replica.reader.current().folder / "dense.npy")
    chosen = np.array([3, 0, 2])
    assert replica.index().vectors(chosen) == pytest.approx(exact[chosen], abs=1e-3)
    with replica.store.open(Disk()).writing() as connection:
        connection.execute(text("DELETE FROM dense_vectors"))
    assert not replica.index().vectors(chosen).any()


def test_a_withdrawn_document_is_not_found(replica: Replica) -> None:
    assert replica.find("Diện tích rừng")[0] == "Diện tích rừng là 300 ha."
    replica.library.remove(["vb-forests"])
    assert replica.find("Diện tích rừng") == ["Kinh phí là 5 tỷ đồng.", "Đường liên xã dài 12 km."]
    assert rows(replica) == 4  # so that going back encodes nothing


def test_what_comes_back_is_found_again(replica: Replica) -> None:
    replica.library.remove(["vb-forests"])
    replica.library.rollback("1")
    assert replica.find("Diện tích rừng")[0] == "Diện tích rừng là 300 ha."


def test_a_reader_of_the_old_generation_finds_what_it_held_and_nothing_newer(replica: Replica, tmp_path: Path) -> None:
    before = replica.reader.current()
    index = replica.index_of(before)
    replica.library.add([write(tmp_path / "more", schools=SCHOOLS)])
    replica.library.remove(["vb-roads"])
    positions, _ = index.search(replica.asked("Kinh phí"), 100)
    assert len(positions) == len(Corpus.open(before.folder)) == 4


def test_the_same_words_are_found_in_every_document_that_has_them(replica: Replica, tmp_path: Path) -> None:
    replica.library.add([write(tmp_path / "copy", copy=f"{ROADS}\n\nBản khác.")])
    assert replica.find("Kinh phí", 2) == ["Kinh phí là 5 tỷ đồng."] * 2


def test_every_replica_finds_the_same(replica: Replica, replica_in: ReplicaIn) -> None:
    other = replica_in("two")
    assert other.find("Số km đường") == replica.find("Số km đường")
    replica.library.remove(["vb-roads"])
    assert other.find("Số km đường") == replica.find("Số km đường")


def test_a_library_that_was_searched_in_files_moves_into_the_database(server: Server, tmp_path: Path) -> None:
    store = PostgresStore(server)
    Library(tmp_path / "one", tools(), store).add([write(tmp_path / "in", roads=ROADS)])
    store.close()
    moved = Replica(tmp_path / "one", server)  # in the folder of files that are whole, but of another kind
    try:
        assert moved.find("Kinh phí")[0] == "Kinh phí là 5 tỷ đồng."
    finally:
        moved.close()


def test_check_puts_back_rows_that_are_gone(replica: Replica) -> None:
    with replica.store.open(Disk()).writing() as connection:
        connection.execute(text("DELETE FROM dense_vectors"))
    assert "thiếu 4 đoạn. Đã bổ sung" in replica.library.check().findings[0].what
    assert replica.find("Kinh phí")[0] == "Kinh phí là 5 tỷ đồng."


def test_a_row_goes_with_its_vector(replica: Replica) -> None:
    with replica.store.open(Disk()).writing() as connection:
        connection.execute(delete(tables.vectors))
    assert rows(replica) == 0


def test_encoders_of_different_size_have_graphs_of_their_own(replica: Replica, replica_in: ReplicaIn) -> None:
    assert len(replica.index()) == 4
    other = replica_in("one", HashEncoder("hash-8", 8))
    other.library.reindex()
    assert other.find("Diện tích rừng")[0] == "Diện tích rừng là 300 ha."


def test_another_chunkers_passages_are_not_found(replica: Replica, tmp_path: Path) -> None:
    library = Library(tmp_path / "one", replace(replica.tools, recipe=WHOLE), replica.store)
    library.reindex()
    assert replica.find("Diện tích rừng") == [FORESTS, ROADS]


def test_a_restart_of_the_server_is_waited_for(postgres: Postgres, replica: Replica) -> None:
    index = replica.index()
    index.search(replica.asked("Kinh phí"), 1)
    postgres.stop()
    postgres.start()
    assert len(index.search(replica.asked("Kinh phí"), 3)[0]) == 3


class SpreadEncoder(HashEncoder):
    """Vectors of 64 numbers that are spread over the sphere."""

    def __init__(self) -> None:
        super().__init__("spread-64", 64)

    def _vector(self, text: str) -> Vectors:
        seed = int.from_bytes(text.encode()[-6:], "little")
        vector = np.random.default_rng(seed).standard_normal(self.dim).astype(np.float32)
        return vector / np.float32(np.linalg.norm(vector))


def test_nearly_all_of_the_ten_nearest_are_found_while_half_of_the_rows_are_of_old_generations(
    replica_in: ReplicaIn, tmp_path: Path
) -> None:
    replica = replica_in("many", SpreadEncoder())
    lines = [f"Điều {number:06}" for number in range(MANY)]
    replica.library.add([write(tmp_path / "in", kept="\n\n".join(lines[::2]), gone="\n\n".join(lines[1::2]))])
    replica.library.remove(["vb-gone"])
    exact = np.load(replica.reader.current().folder / "dense.npy")
    index, shares = replica.index(), []
    for number in range(QUESTIONS):
        asked = replica.asked(f"Câu hỏi {number:06}")
        positions, _ = index.search(asked, 100)
        assert len(positions) == 100
        shares.append(len(np.intersect1d(np.argsort(-(exact @ asked))[:NEAREST], positions[:NEAREST])) / NEAREST)
    assert np.mean(shares) >= 0.97
