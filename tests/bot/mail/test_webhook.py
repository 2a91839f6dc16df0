"""A webhook reads no more than it must and knows its secret."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.mail.webhook import BodyTooLargeError, is_secret, read_body

SECRET = "khoa_bi_mat-1"


async def chunks(*left: bytes) -> AsyncIterator[bytes]:
    for chunk in left:
        yield chunk


def test_a_body_comes_whole() -> None:
    assert asyncio.run(read_body(chunks(b"abc", b"", b"de"), 5)) == b"abcde"


def test_a_body_that_is_too_large_is_read_no_further() -> None:
    async def read() -> bytes:
        body = chunks(b"abc", b"def", b"ghi")
        with pytest.raises(BodyTooLargeError):
            await read_body(body, 5)
        return await anext(body)

    assert asyncio.run(read()) == b"ghi"


@pytest.mark.parametrize("given", [None, "", SECRET[:-1], f"{SECRET}1", SECRET.upper(), "\xff\xfe"])
def test_another_secret_is_none(given: str | None) -> None:
    assert not is_secret(given, SECRET)


def test_the_secret_is_known_as_a_header_brings_it() -> None:
    assert is_secret(SECRET, SECRET)
    assert is_secret("khóa".encode().decode("latin-1"), "khóa")
