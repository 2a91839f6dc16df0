"""The process that parses: what it may do, what it is told, and that nothing of it stays."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.errors import UnreadableError
from index.load import load_bytes, sandbox
from index.load.limits import MEBIBYTE
from index.load.parse import IN_PROCESS_BYTES, is_harmless
from tests.index.load.office import docx, paragraph
from tests.index.load.portable import Text, pdf

LEAVES_A_CHILD = """#!/bin/sh
if [ "$1" = --list-langs ]; then echo vie; exit; fi
/bin/sleep 60 >/dev/null 2>&1 &
echo $! >{folder}/child
/usr/bin/env >{folder}/told
exit 1
"""

CONFINED = """
import resource, sys
from pathlib import Path
from index.load.limits import Limits
from index.load.worker import confine
confine(Limits(text_chars=1000), recognise=False)
print(resource.getrlimit(resource.RLIMIT_CORE))
try:
    held = [open("/dev/null") for _ in range(200)]
except OSError as error:
    print(error.strerror)
held = []
try:
    Path(sys.argv[1]).write_bytes(bytes(100_000))
except OSError as error:
    print(error.strerror)
"""


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which a program, run by a child that then fails, has written what it was told and what it began."""
    program = tmp_path / "tesseract"
    program.write_text(LEAVES_A_CHILD.format(folder=tmp_path), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOIDAP_TELEGRAM_TOKEN", "123:abc")
    with pytest.raises(UnreadableError, match="tesseract không đọc được trang 1"):
        load_bytes("quét.pdf", pdf([[]]))
    return tmp_path


def test_what_the_child_began_is_ended_with_it(told: Path) -> None:
    process = Path("/proc", (told / "child").read_text().strip())
    deadline = time.monotonic() + 10
    while _runs(process) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not _runs(process)


def test_no_secret_reaches_the_programs_that_the_child_runs(told: Path) -> None:
    assert "PATH=" in (told / "told").read_text()
    assert "123:abc" not in (told / "told").read_text()


def test_the_child_leaves_no_memory_on_the_disk_opens_few_files_and_writes_little(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CONFINED, str(tmp_path / "written")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=sandbox.environment())
    assert done.stdout.splitlines() == ["(0, 0)", "Too many open files", "File too large"]


def test_only_small_plain_text_is_read_without_a_child() -> None:
    text = "Nghị quyết của Đảng bộ tỉnh\n".encode()
    assert is_harmless(text)
    assert not is_harmless(text + b" " * IN_PROCESS_BYTES)
    assert not is_harmless(docx(paragraph("chữ")))
    assert not is_harmless(pdf([[Text("chữ")]]))
    assert not is_harmless(b"{\\rtf1 chu}")
    assert IN_PROCESS_BYTES <= 2 * MEBIBYTE


def _runs(process: Path) -> bool:
    """Whether the process is there and not only waits to be asked how it ended."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
