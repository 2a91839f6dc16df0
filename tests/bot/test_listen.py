"""An address that cannot be listened at is one Vietnamese line."""

from __future__ import annotations

import socket

import pytest

from bot.serve import listen
from bot.settings import SettingsError


def test_an_address_of_another_machine_and_a_port_that_is_taken_say_why() -> None:
    with pytest.raises(SettingsError, match=r"máy này không có địa chỉ đó\)"):
        listen("192.0.2.1", 0)
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(SettingsError, match="chương trình khác dùng"):
        listen("127.0.0.1", taken.getsockname()[1])
