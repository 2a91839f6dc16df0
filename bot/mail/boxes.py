"""Which mailbox a channel has: its own in a file, or one shared by several replicas."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from bot.mail.mailbox import DATABASE, Mailbox, metadata
from bot.records.database import Place, open_database


def open_mailbox(place: Place, channel: str, clock: Callable[[], float] = time.time) -> Mailbox:
    """The mailbox of a channel: in the SQLite file of a folder, made when it is not there, or of several replicas."""
    if isinstance(place, Path):
        return Mailbox(open_database(place, DATABASE, metadata), channel, clock)
    from bot.mail.shared_mailbox import open_shared_mailbox

    return open_shared_mailbox(place, channel, clock)
