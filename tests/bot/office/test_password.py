"""The administrator's password: made at the command line, kept as a hash that fits into `.env`."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.office.password import LEAST_CHARACTERS, hash_of, matches
from bot.settings import load_settings
from tests.bot.served import environment, hoidap

PASSWORD = "một mật khẩu đủ dài"


def test_only_the_password_matches_its_hash() -> None:
    hashed = hash_of(PASSWORD)
    assert hashed.startswith("$argon2id$")
    assert matches(hashed, PASSWORD)
    assert not matches(hashed, PASSWORD + " ")
    assert not matches(hashed, "")
    assert hash_of(PASSWORD) != hashed


@pytest.mark.parametrize("hashed", ["", "mật khẩu", "$argon2id$v=19$hỏng"])
def test_nothing_matches_what_is_no_hash(hashed: str) -> None:
    assert not matches(hashed, "")
    assert not matches(hashed, hashed)


def test_the_line_that_is_printed_is_read_from_env_as_the_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = hoidap("password", env=environment(tmp_path), stdin=f"{PASSWORD}\n".encode())
    assert done.returncode == 0
    (tmp_path / ".env").write_bytes(done.stdout)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HOIDAP_ADMIN_PASSWORD_HASH", raising=False)
    hashed = load_settings().admin_password_hash
    assert hashed is not None
    assert matches(hashed.get_secret_value(), PASSWORD)


def test_a_short_password_is_refused_in_one_line(tmp_path: Path) -> None:
    done = hoidap("password", env=environment(tmp_path), stdin=b"a" * (LEAST_CHARACTERS - 1))
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().count("\n") == 1
