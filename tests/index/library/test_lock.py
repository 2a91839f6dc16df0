from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import BusyError
from index.library.library import Library
from index.library.lock import writer_lock
from tests.index.library.samples import FORESTS, ROADS, ask, tools, write

HOLD = """
import sys, time
from pathlib import Path
from index.library.lock import writer_lock
with writer_lock(Path(sys.argv[1]), "reindex"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path / "library"], stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]
    )
    assert process.stdout is not None
    with process.stdout as told:
        assert told.readline() == b"held\n"
    yield process
    process.kill()
    process.wait()


def test_a_second_writer_is_told_who_holds_the_library(tmp_path: Path, holder: subprocess.Popen[bytes]) -> None:
    year = time.strftime("%Y-")
    with pytest.raises(BusyError, match=rf"tiến trình {holder.pid} \(hoidap reindex, từ {year}"):
        Library(tmp_path / "library", tools()).add([write(tmp_path / "in", roads=ROADS)])


def test_a_holder_that_was_killed_does_not_block(tmp_path: Path, holder: subprocess.Popen[bytes]) -> None:
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    assert Library(tmp_path / "library", tools()).add([write(tmp_path / "in", roads=ROADS)]).generation == "1"


def test_questions_reading_and_dry_runs_do_not_need_the_lock(tmp_path: Path) -> None:
    library = Library(tmp_path / "library", tools())
    library.add([write(tmp_path / "in", roads=ROADS)])
    with writer_lock(tmp_path / "library", "add"):
        assert ask(tmp_path / "library", "Kinh phí là bao nhiêu tỷ đồng?") == "Kinh phí là 5 tỷ đồng."
        assert library.add([write(tmp_path / "more", forests=FORESTS)], dry_run=True).changed
        assert len(library.list()) == len(library.history()) == 1
        assert library.check().sound
        library.backup(tmp_path / "backup.zip")


def test_two_writers_of_one_process_exclude_each_other(tmp_path: Path) -> None:
    with (
        writer_lock(tmp_path, "add"),
        pytest.raises(BusyError, match=str(os.getpid())),
        writer_lock(tmp_path, "remove"),
    ):
        pass


def test_a_lock_file_without_a_name_still_blocks(tmp_path: Path) -> None:
    with writer_lock(tmp_path, "add"):
        (tmp_path / "writer.lock").write_bytes(b"")
        with pytest.raises(BusyError, match="tiến trình khác"), writer_lock(tmp_path, "remove"):
            pass
