"""A loopback Zalo and a mailbox for the tests of one module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.zalo_server import ZaloServer, zalo_server


@pytest.fixture(scope="module")
def zalo() -> Iterator[ZaloServer]:
    with zalo_server() as server:
        yield server


@pytest.fixture(scope="module")
def mailbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mailbox")
