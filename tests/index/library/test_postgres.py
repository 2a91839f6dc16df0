"""The library on a real PostgreSQL: the same commands, one writer, replicas with derived folders of their own."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import BusyError, LibraryError, OutageError
from index.library import draft
from index.library.archive import open_archive
from index.library.corpus import Corpus
from index.library.disk import Disk
from index.library.library import Library
from index.library.postgres import PostgresStore
from index.library.postgres_head import PostgresHead
from index.library.reader import Reader
from index.library.server import Server
from index.types import Document
from tests.index.library.samples import (
    FORESTS,
    ROADS,
    SCHOOLS,
    HashEncoder,
    nearest,
    no_encoder,
    tools,
    write,
)
from tests.postgres_server import Postgres

WRITERS = 100
"""One after another; where closing the connection alone freed the lock, one of the first 20 found it taken."""

HOLD = """
import sys, time
from index.library.postgres import PostgresStore
from index.library.server import Server
with PostgresStore(Server(sys.argv[1])).lock("reindex"):
    print("held", flush=True)
    time.sleep(60)
"""

FREEZE = """
import sys
from pathlib import Path
from index.errors import BusyError
from index.library.library import Library
from index.library.postgres import PostgresStore
from index.library.server import Server
from tests.index.library.samples import tools, write
root = Path(sys.argv[2])
def freeze(progress):
    if progress.stage.value == "build" and not progress.done:
        print("begun", flush=True)
        import time
        time.sleep(0.5)  # within which we are stopped
store = PostgresStore(Server(sys.argv[1]), frozen_seconds=2.0)
try:
    Library(root / "frozen", tools(), store).add([write(root / "theirs", stray="Bản dở dang.")], report=freeze)
except BusyError:
    print("BusyError", flush=True)
"""


class Replica:
    """A library over the server's database, with a folder of its own."""

    def __init__(self, root: Path, server: Server) -> None:
        self.root = root
        self.store = PostgresStore(server)
        self.library = Library(root, tools(), self.store)
        self.reader = Reader(root, self.library.repair, PostgresHead(server))

    def close(self) -> None:
        self.reader.close()
        self.store.close()

    def held(self) -> dict[str, str]:
        """The texts that it answers from, by document id."""
        corpus = Corpus.open(self.reader.current().folder)
        return {document.id: document.text for document in corpus.documents}

    def ask(self, question: str) -> str:
        """The nearest passage."""
        folder = self.reader.current().folder
        return nearest(Corpus.open(folder), folder, question, HashEncoder())


ReplicaIn = Callable[[str], Replica]


@pytest.fixture
def server(postgres: Postgres) -> Server:
    return postgres.new_database()


@pytest.fixture
def replica_in(server: Server, tmp_path: Path) -> Iterator[ReplicaIn]:
    """Replicas over one database, each in the folder of its name."""
    made: list[Replica] = []

    def make(name: str) -> Replica:
        made.append(Replica(tmp_path / name, server))
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


def test_a_database_without_tables_is_an_empty_library(replica_in: ReplicaIn) -> None:
    replica = replica_in("one")
    assert replica.library.history() == replica.library.list() == ()
    with pytest.raises(LibraryError, match="chưa có văn bản"):
        replica.reader.current()


def test_every_command_does_what_it_does_on_sqlite(replica: Replica, tmp_path: Path) -> None:
    on_file = Library(tmp_path / "file", tools())
    on_file.add([tmp_path / "in"])
    for library in (on_file, replica.library):
        library.add([write(tmp_path / "more", roads=SCHOOLS)])
        library.remove(["vb-forests"])
        library.reindex()
        library.rollback("2")
        assert library.check().sound
        library.backup(tmp_path / f"{library is on_file}.zip")
    told = [
        [(each.id, each.action, each.detail) for each in library.history()] for library in (on_file, replica.library)
    ]
    assert told[0] == told[1]
    assert len(told[0]) == 5
    assert on_file.list() == replica.library.list()
    assert replica.held() == {"vb-forests": FORESTS, "vb-roads": SCHOOLS}
    summaries = []
    for name in (True, False):
        with open_archive(tmp_path / f"{name}.zip") as archive:
            summaries.append(replace(archive.summary, made_at="", files={}))
    assert summaries[0] == summaries[1]


def test_a_backup_goes_from_sqlite_to_postgres_and_back(replica_in: ReplicaIn, tmp_path: Path) -> None:
    Library(tmp_path / "file", tools()).add([write(tmp_path / "in", roads=ROADS, forests=FORESTS)])
    Library(tmp_path / "file", tools()).backup(tmp_path / "a.zip")
    replica = replica_in("one")
    replica.library = Library(replica.root, replace(tools(), open_encoder=no_encoder), replica.store)
    assert replica.library.restore(tmp_path / "a.zip").came == ("vb-forests", "vb-roads")
    replica.library.backup(tmp_path / "b.zip")
    again = Library(tmp_path / "again", replace(tools(), open_encoder=no_encoder))
    again.restore(tmp_path / "b.zip")
    assert replica.held() == {each.id: each.text for each in _documents(tmp_path / "b.zip")}
    assert again.list() == replica.library.list()


def test_documents_stand_in_one_order_on_both(replica_in: ReplicaIn, tmp_path: Path) -> None:
    texts = {name: f"Văn bản {name}." for name in ("a-b", "ab", "B", "a_c", "aB")}
    on_file, replica = Library(tmp_path / "file", tools()), replica_in("one")
    for library in (on_file, replica.library):
        library.add([write(tmp_path / "in", **texts)])
    assert [each.document_id for each in replica.library.list()] == [each.document_id for each in on_file.list()]
    with replica.store.open(Disk()).reading() as connection:  # whatever the order that the database was made with
        collation = "SELECT collation_name FROM information_schema.columns WHERE table_name = 'versions'"
        assert connection.exec_driver_sql(f"{collation} AND column_name = 'document_id'").scalar() == "C"


def test_another_replica_derives_its_own_folder_and_follows(
    replica: Replica, replica_in: ReplicaIn, tmp_path: Path
) -> None:
    other = replica_in("two")
    assert other.ask("Diện tích rừng?") == "Diện tích rừng là 300 ha."
    assert other.reader.current().folder.is_relative_to(tmp_path / "two")
    replica.library.add([write(tmp_path / "more", schools=SCHOOLS)])
    assert other.reader.newest() == "2"
    assert other.ask("Số phòng học?") == "Số phòng học là 24."
    replica.library.remove(["vb-forests"])
    assert other.reader.withdrawn("2") == {"vb-forests"}
    assert sorted(other.held()) == ["vb-roads", "vb-schools"]


def test_a_replica_keeps_as_few_folders_as_a_writer(replica: Replica, replica_in: ReplicaIn, tmp_path: Path) -> None:
    other = replica_in("two")
    for number in range(7):
        replica.library.add([write(tmp_path / f"more{number}", roads=f"Bản {number}.")])
        other.reader.current()
    assert len(list((other.root / "generations").glob("[0-9]*"))) == 5


def test_an_erased_document_is_in_no_row_and_in_no_replica_s_folder(
    replica: Replica, replica_in: ReplicaIn, postgres: Postgres, server: Server
) -> None:
    other, words = replica_in("two"), "Diện tích rừng là 300 ha."
    other.reader.current()
    assert _in_data_files(postgres, server, words)
    replica.library.erase(["vb-forests"])
    assert other.reader.withdrawn("1") == {"vb-forests"}
    assert other.held() == replica.held() == {"vb-roads": ROADS}
    assert not _in_data_files(postgres, server, words)
    for each in (replica, other):
        assert not [path for path in each.root.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]
    assert replica.library.rollback("1").erased == ("vb-forests",)
    assert replica.held() == {"vb-roads": ROADS}


def _in_data_files(postgres: Postgres, server: Server, words: str) -> bool:
    """Whether the words stand in a file of this database's tables, once all is written to disk."""
    name = server.address.rpartition("/")[2]
    postgres.run(name, "CHECKPOINT")
    [(number,)] = postgres.run(name, "SELECT oid FROM pg_database WHERE datname = current_database()")
    files = [path for path in (postgres.folder / "data" / "base" / str(number)).iterdir() if path.is_file()]
    assert len(files) > 100
    return any(words.encode() in path.read_bytes() for path in files)


def test_a_second_writer_is_told_who_holds_the_library(replica: Replica, server: Server, tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, server.address], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    with holder.stdout as told:
        assert told.readline() == b"held\n"
    try:
        with pytest.raises(BusyError, match=rf"hoidap reindex \S+:{holder.pid}, từ 20\d\d-"):
            replica.library.add([write(tmp_path / "more", schools=SCHOOLS)])
    finally:
        holder.kill()
        holder.wait()
    replica.library.add([write(tmp_path / "more", schools=SCHOOLS)])


def test_the_right_of_a_writer_that_froze_is_taken_over_and_it_spoils_nothing(
    replica: Replica, server: Server, tmp_path: Path
) -> None:
    frozen = subprocess.Popen([sys.executable, "-c", FREEZE, server.address, str(tmp_path)], stdout=subprocess.PIPE)
    assert frozen.stdout is not None
    with frozen.stdout as told:
        assert told.readline() == b"begun\n"
        frozen.send_signal(signal.SIGSTOP)
        more = [write(tmp_path / "more", schools=SCHOOLS)]
        with pytest.raises(BusyError, match="đã treo, PostgreSQL thu lại quyền ghi của nó sau 2 giây"):
            Library(tmp_path / "two", tools(), PostgresStore(server, frozen_seconds=2.0)).add(more)
        assert _within(10.0, lambda: replica.library.add(more))
        made = draft.begin(replica.store.open(Disk()), "remove", "hash-16", 16, "paragraphs")  # of one that writes now
        frozen.send_signal(signal.SIGCONT)
        assert told.readline() == b"BusyError\n"
        assert frozen.wait(10) == 0
    made.publish("")
    assert [each.action for each in replica.library.history()] == ["add", "add", "remove"]


def _within(seconds: float, do: Callable[[], object]) -> bool:
    """Whether it can be done before long, by one who tries again while another writes."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        try:
            do()
        except BusyError:
            time.sleep(0.1)
        else:
            return True
    return False


def test_a_writer_that_is_slow_but_alive_keeps_its_right(server: Server) -> None:
    store, other = (PostgresStore(server, frozen_seconds=2.0) for _ in range(2))
    with store.lock("reindex") as holds:
        time.sleep(3.0)
        assert holds()
        with pytest.raises(BusyError), other.lock("add"):
            pass
    store.close()


def test_the_next_writer_finds_the_right_free_as_soon_as_the_last_has_ended(server: Server) -> None:
    store = PostgresStore(server)
    for _ in range(WRITERS):
        with store.lock("add") as holds:
            assert holds()
    store.close()


def test_a_writer_whose_lock_was_lost_publishes_nothing(replica: Replica) -> None:
    truth = replica.store.open(Disk())
    made = draft.begin(truth, "remove", "hash-16", 16, "paragraphs")
    replica.library.reindex()  # another writer, who takes the draft for one that a dead writer left
    with pytest.raises(BusyError, match="chạy lại"):
        made.publish("")
    assert [each.action for each in replica.library.history()] == ["add", "reindex"]


def test_replicas_that_start_at_once_make_the_tables_once(replica_in: ReplicaIn) -> None:
    failures: list[BaseException] = []

    replicas = [replica_in(str(number)) for number in range(4)]

    def prepare(replica: Replica) -> None:
        try:
            replica.store.open(Disk()).prepare()
        except LibraryError as error:
            failures.append(error)

    threads = [threading.Thread(target=prepare, args=(each,)) for each in replicas]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_restart_of_the_server_is_waited_for(postgres: Postgres, replica: Replica) -> None:
    assert replica.reader.newest() == "1"
    postgres.stop()
    back = threading.Timer(1.0, postgres.start)
    back.start()
    try:
        assert replica.reader.newest() == "1"
    finally:
        back.join()
    assert len(replica.library.list()) == 2


def test_a_server_that_is_away_is_told_without_its_password(tmp_path: Path) -> None:
    server = Server("postgresql+psycopg://hoidap:geheim@127.0.0.1:1/hoidap")
    with pytest.raises(OutageError, match="HOIDAP_DATABASE_URL") as told:
        Replica(tmp_path, server).library.list()
    assert "geheim" not in str(told.value) + repr(server)


def _documents(archive: Path) -> list[Document]:
    with open_archive(archive) as opened:
        return list(opened.documents())
