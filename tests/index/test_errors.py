"""What people are told when the operating system refuses."""

from __future__ import annotations

import errno
import os

import pytest

from index.errors import system_reason


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "đĩa đã đầy"), (errno.ENOENT, "không có tệp hay thư mục này"), (errno.EACCES, "không đủ quyền")],
)
def test_common_refusals_are_told_in_vietnamese(number: int, said: str) -> None:
    assert system_reason(OSError(number, os.strerror(number))) == said


def test_a_rare_refusal_keeps_the_words_of_the_system() -> None:
    assert system_reason(OSError(errno.EXDEV, os.strerror(errno.EXDEV))) == os.strerror(errno.EXDEV)


def test_a_refusal_without_a_number_says_what_it_holds() -> None:
    assert system_reason(OSError("đường truyền đứt")) == "đường truyền đứt"
    assert system_reason(TimeoutError()) == "TimeoutError"
