"""Files that wait to be confirmed: found by their token alone, which leads nowhere else on the disk."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from bot.office.administration import Administration
from index.errors import LibraryError


def not_needed(*_: object, **__: object) -> Any:
    raise AssertionError


@pytest.fixture
def administration(tmp_path: Path) -> Administration:
    return Administration(not_needed, not_needed, not_needed, not_needed, tmp_path / "uploads")


def test_a_file_waits_under_a_name_that_is_no_path(administration: Administration, tmp_path: Path) -> None:
    token = administration.keep("../../etc/<b>mật khẩu.docx", b"PK")
    assert (tmp_path / "uploads" / token / "<b>mật khẩu.docx").read_bytes() == b"PK"


def test_a_file_that_two_send_at_once_waits_for_both(administration: Administration, tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        tokens = set(pool.map(lambda number: administration.keep(f"{number % 2}.md", b"# A"), range(400)))
    [token] = tokens
    assert {path.read_bytes() for path in (tmp_path / "uploads" / token).iterdir()} == {b"# A"}


def test_a_dropped_file_is_gone(administration: Administration, tmp_path: Path) -> None:
    administration.drop(administration.keep("a.md", b"# A"))
    assert list((tmp_path / "uploads").iterdir()) == []


# None of these leads out of the test's own folder, so that a broken guard could harm nothing else.
@pytest.mark.parametrize("token", ["..", ".", "", "*", "0123456789abcdeg", "0123456789abcdef\n"])
def test_what_is_no_token_removes_and_opens_nothing(administration: Administration, tmp_path: Path, token: str) -> None:
    kept = administration.keep("a.md", b"# A")
    (tmp_path / "journal.sqlite").touch()
    for act in (administration.drop, administration.preview):
        with pytest.raises(LibraryError):
            act(token)
    assert (tmp_path / "journal.sqlite").exists()
    assert (tmp_path / "uploads" / kept / "a.md").exists()
