"""`hoidap remove --erase` as an operator types it: asked first, gone from the files, told by history and rollback."""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path

import pytest

from bot.phrases import erasing
from tests.bot.served import COMMAND, environment, hoidap

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


def forest(env: dict[str, str]) -> str:
    """The id of the forests' document."""
    lines = hoidap("list", env=env).stdout.decode().splitlines()
    [name] = [line.split()[0] for line in lines if FOREST in line]
    return name


def is_kept(env: dict[str, str]) -> bool:
    """Whether a file of the library holds the words."""
    files = [path for path in Path(env["HOIDAP_LIBRARY"]).rglob("*") if path.is_file()]
    return any(WORDS.encode() in path.read_bytes() for path in files)


def typed(env: dict[str, str], document_id: str, line: bytes) -> tuple[int, str]:
    """The exit code and what was told on standard error after a line was typed at a terminal."""
    ours, theirs = pty.openpty()
    try:
        os.write(ours, line)
        command = [*COMMAND, "remove", "--erase", document_id]
        done = subprocess.run(command, stdin=theirs, capture_output=True, env=env, timeout=60)
    finally:
        os.close(ours)
        os.close(theirs)
    return done.returncode, done.stderr.decode()


def test_without_a_terminal_it_needs_yes(env: dict[str, str]) -> None:
    done = hoidap("remove", "--erase", forest(env), env=env, stdin="xóa\n".encode())
    assert (done.returncode, done.stderr.decode()) == (1, f"{erasing.NOT_CONFIRMED}\n")
    assert is_kept(env)


def test_yes_alone_is_a_wrong_call(env: dict[str, str]) -> None:
    done = hoidap("remove", "--yes", forest(env), env=env)
    assert done.returncode == 2
    assert erasing.YES_WITHOUT_ERASE in done.stderr.decode()
    assert is_kept(env)


def test_another_word_than_agreed_leaves_everything(env: dict[str, str]) -> None:
    code, told = typed(env, forest(env), b"y\n")
    assert code == 1
    assert told.endswith(f"{erasing.NOT_CONFIRMED}\n")
    assert is_kept(env)


def test_whoever_agrees_erases_and_is_told_what_stays_elsewhere(env: dict[str, str]) -> None:
    name = forest(env)
    code, told = typed(env, name, "xóa\n".encode())
    assert code == 0, told
    assert erasing.ask([name]) in told
    assert erasing.erased([name]) in told
    assert erasing.ELSEWHERE in told
    assert not is_kept(env)
    assert "(1 văn bản của bản này đã xóa hẳn)" in hoidap("history", env=env).stdout.decode().splitlines()[0]
    assert erasing.not_brought_back([name]) in hoidap("rollback", "1", env=env).stderr.decode()
    assert FOREST not in hoidap("list", env=env).stdout.decode()
