"""What the commands of the library tell: which document was replaced, when, and why a file cannot be written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.bot.served import environment, hoidap

DECISION = "NGHỊ QUYẾT\nvề phát triển du lịch\n\nI. Mục tiêu\n\nTỉnh đón {} triệu lượt khách du lịch.\n"


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return environment(tmp_path / "library")


def test_a_replaced_document_is_told_by_its_title_and_history_by_the_clock_of_the_people(
    env: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "du-lich.txt"
    file.write_text(DECISION.format(12), encoding="utf-8")
    assert hoidap("add", str(file), env=env).returncode == 0
    file.write_text(DECISION.format(15), encoding="utf-8")
    replaced = hoidap("add", str(file), env=env).stdout.decode().splitlines()[0]
    assert replaced.startswith("thay  ")
    assert replaced.endswith("NGHỊ QUYẾT về phát triển du lịch")
    history = hoidap("history", env=env).stdout.decode().splitlines()
    assert len(history) == 2
    assert all(re.fullmatch(r"\d  \d\d/\d\d/\d{4} \d\d:\d\d  thêm  vb-\w+", line) for line in history)
    nowhere = hoidap("backup", str(tmp_path / "nowhere" / "b.zip"), env=env)
    assert nowhere.returncode == 1
    assert "không có tệp hay thư mục này" in nowhere.stderr.decode()


def test_a_question_set_that_is_not_there_is_named(env: dict[str, str], tmp_path: Path) -> None:
    done = hoidap("eval", str(tmp_path / "nowhere"), env=env)
    assert done.returncode == 1
    assert done.stderr.decode().startswith("Không có ")
    assert "Errno" not in done.stderr.decode()
