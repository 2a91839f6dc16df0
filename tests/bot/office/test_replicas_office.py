"""What administrators begin at one replica is seen, and gone on with, at another: files, logins, long work."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.channels.web.admin.sessions import IDLE_SECONDS, LONGEST_SECONDS, ReplicasSessions
from bot.office.administration import Administration
from bot.office.job import Job, Jobs, State
from bot.phrases import admin as texts
from bot.records import shared_board
from bot.records.shared_board import open_board
from bot.records.shared_sessions import open_sessions
from bot.records.shared_uploads import open_uploads
from index.errors import BusyError, LibraryError
from index.library.library import Library
from index.library.postgres import open_engine
from index.library.progress import Progress, Report, Stage
from index.library.shelf import Fate
from tests.index.library.samples import ROADS, read, split, tools
from tests.postgres_server import Postgres

NAME = "duong-lien-xa.txt"


@pytest.fixture
def engine(postgres: Postgres) -> Iterator[Engine]:
    made = open_engine(postgres.new_database(), "test", 2)
    yield made
    made.dispose()


def office(engine: Engine, folder: Path) -> Administration:
    """A replica's, over a library that all share."""
    library = Library(folder.parent / "library", tools())
    return Administration(lambda: library, lambda _id: None, read, split, folder / "uploads", open_uploads(engine))


def test_a_file_that_came_to_one_replica_is_taken_in_by_another(engine: Engine, tmp_path: Path) -> None:
    one, other = (office(engine, tmp_path / name) for name in ("one", "other"))
    token = one.keep(NAME, ROADS.encode())
    preview = other.preview(token)
    assert (preview.name, preview.fate) == (NAME, Fate.ADDED)
    other.take_in(token, confirm_held=False)
    assert [each.document_id for each in one.documents()] == ["vb-duong-lien-xa"]
    with pytest.raises(LibraryError):  # though its own copy lies there
        one.preview(token)
    assert list((tmp_path / "one" / "uploads").iterdir()) == []


def test_a_file_is_dropped_everywhere(engine: Engine, tmp_path: Path) -> None:
    one, other = (office(engine, tmp_path / name) for name in ("one", "other"))
    token = one.keep(NAME, ROADS.encode())
    other.preview(token)
    one.drop(token)
    with pytest.raises(LibraryError):
        other.take_in(token, confirm_held=False)
    assert other.documents() == ()


def test_a_file_that_nobody_confirms_goes(engine: Engine) -> None:
    uploads = open_uploads(engine)
    uploads.put("0" * 16, NAME, b"x")
    uploads.expire(3600)
    assert uploads.get("0" * 16) == (NAME, b"x")
    uploads.expire(-1)
    assert uploads.get("0" * 16) is None


def test_a_login_counts_at_every_replica_until_it_ends_at_one(engine: Engine) -> None:
    one, other = (ReplicasSessions(open_sessions(engine, IDLE_SECONDS, LONGEST_SECONDS)) for _ in range(2))
    token = one.open("10.0.0.1")
    session = other.find(token)
    assert session is not None
    assert (session.address, session.csrf) == ("10.0.0.1", getattr(one.find(token), "csrf", ""))
    assert other.find(token + "x") is None
    other.close(token)
    assert one.find(token) is None


@pytest.mark.parametrize(("idle", "longest"), [(-1, LONGEST_SECONDS), (IDLE_SECONDS, -1)])
def test_a_login_ends(engine: Engine, idle: float, longest: float) -> None:
    sessions = ReplicasSessions(open_sessions(engine, idle, longest))
    assert sessions.find(sessions.open("10.0.0.1")) is None


def test_the_database_has_no_token(engine: Engine) -> None:
    token = ReplicasSessions(open_sessions(engine, IDLE_SECONDS, LONGEST_SECONDS)).open("10.0.0.1")
    with engine.connect() as connection:
        stored = connection.execute(text("SELECT * FROM sessions")).all()
    assert len(stored) == 1
    assert token not in str(stored)


async def seen(jobs: Jobs, state: State) -> Job:
    """The latest job once it is in that state."""
    while (job := await jobs.latest()) is None or job.state is not state:
        await asyncio.sleep(0.02)
    return job


def test_a_job_of_one_replica_is_seen_by_another_which_begins_none_beside_it(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.office.job.SECONDS_BETWEEN_SIGNS", 0.02)
    go_on = threading.Event()

    def work(report: Report) -> tuple[str, ...]:
        report(Progress(Stage.ENCODE, 3, 7))
        go_on.wait(10)
        return ("xong",)

    async def run() -> None:
        one, other = Jobs(open_board(engine)), Jobs(open_board(engine))
        await one.start("Thêm", work)
        while (running := await seen(other, State.RUNNING)).progress is None:
            await asyncio.sleep(0.02)
        assert (running.title, running.progress) == ("Thêm", Progress(Stage.ENCODE, 3, 7))
        with pytest.raises(BusyError, match="Thêm"):
            await other.start("Rút", lambda _report: ())
        go_on.set()
        assert (await seen(other, State.DONE)).lines == ("xong",)
        await other.start("Rút", lambda _report: ("đã rút",))
        done = await seen(one, State.DONE)
        while done.title != "Rút":
            done = await seen(one, State.DONE)
        assert done.lines == ("đã rút",)

    asyncio.run(run())


def test_a_job_whose_replica_has_died_is_told_so_and_the_next_one_can_begin(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = open_board(engine)
    board.begin("Lập lại")  # and whoever does it is killed
    assert board.begin("Rút") == (0, "Lập lại")
    monkeypatch.setattr(shared_board, "SILENT_SECONDS", -1.0)

    async def run() -> None:
        jobs = Jobs(open_board(engine))
        failed = await seen(jobs, State.FAILED)
        assert (failed.title, failed.lines) == ("Lập lại", (texts.JOB_FELL_SILENT,))
        await jobs.start("Rút", lambda _report: ("đã rút",))
        await seen(jobs, State.DONE)

    asyncio.run(run())
