"""`hoidap remove --erase` as an operator types it: asked first, gone from the files, told by history and rollback."""

from __future__ import annotations

import json
import os
import pty
from pathlib import Path

import pytest

from bot.phrases import erasing
from tests.bot.served import Done, Run, environment, hoidap

WORDS = "Diện tích rừng phòng hộ ven hồ là 4321 héc-ta."
FOREST, ROADS = "Nghị quyết về rừng ven hồ", "Nghị quyết về đường liên xã"


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A library with two documents and no others."""
    folder = tmp_path_factory.mktemp("erase")
    documents = folder / "documents"
    documents.mkdir()
    (documents / "rung.txt").write_text(f"{FOREST}\n\nI. Diện tích\n\n{WORDS}\n", encoding="utf-8")
    (documents / "duong.txt").write_text(f"{ROADS}\n\nI. Chiều dài\n\nĐường liên xã dài 12 km.\n", encoding="utf-8")
    made = environment(folder / "library", documents=documents)
    assert hoidap("search", "rừng", env=made).returncode == 0
    return made


@pytest.fixture
def forest(run: Run, env: dict[str, str]) -> str:
    """The id of the forests' document."""
    listed = json.loads(run("list", "--json", env=env).stdout)
    [name] = [each["id"] for each in listed if each["title"] == FOREST]
    return str(name)


def is_kept(env: dict[str, str]) -> bool:
    """Whether a file of the library holds the words."""
    files = [path for path in Path(env["HOIDAP_LIBRARY"]).rglob("*") if path.is_file()]
    return any(WORDS.encode() in path.read_bytes() for path in files)


def typed(run: Run, env: dict[str, str], document_id: str, line: bytes) -> Done:
    """What came of a line that was typed at a terminal."""
    ours, theirs = pty.openpty()
    try:
        os.write(ours, line)
        with os.fdopen(theirs, encoding="utf-8") as terminal:
            return run("remove", "--erase", document_id, env=env, stdin=terminal)
    finally:
        os.close(ours)


def test_without_a_terminal_it_needs_yes(run: Run, env: dict[str, str], forest: str) -> None:
    done = run("remove", "--erase", forest, env=env, stdin="xóa\n".encode())
    assert (done.returncode, done.stderr.decode()) == (1, f"{erasing.NOT_CONFIRMED}\n")
    assert is_kept(env)


def test_yes_alone_is_a_wrong_call(run: Run, env: dict[str, str], forest: str) -> None:
    done = run("remove", "--yes", forest, env=env)
    assert done.returncode == 2
    assert erasing.YES_WITHOUT_ERASE in done.stderr.decode()
    assert is_kept(env)


def test_another_word_than_agreed_leaves_everything(run: Run, env: dict[str, str], forest: str) -> None:
    done = typed(run, env, forest, b"y\n")
    assert done.returncode == 1
    assert done.stderr.decode().endswith(f"{erasing.NOT_CONFIRMED}\n")
    assert is_kept(env)


def test_whoever_agrees_erases_and_is_told_what_stays_elsewhere(run: Run, env: dict[str, str], forest: str) -> None:
    done = typed(run, env, forest, "xóa\n".encode())
    told = done.stderr.decode()
    assert done.returncode == 0, told
    assert erasing.ask([forest]) in told
    assert erasing.erased([forest]) in told
    assert erasing.ELSEWHERE in told
    assert not is_kept(env)
    assert "(1 văn bản của bản này đã xóa hẳn)" in run("history", env=env).stdout.decode().splitlines()[0]
    assert erasing.not_brought_back([forest]) in run("rollback", "1", env=env).stderr.decode()
    assert FOREST not in run("list", env=env).stdout.decode()
