"""What fails beside the answers is told without its message, and a press that bears no text is nobody's."""

from __future__ import annotations

import asyncio
import gc
import logging
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

from telegram import Update, User

from bot.channels.telegram.incoming import read
from bot.mail.boxes import open_mailbox
from bot.mail.mailbox import DATABASE, Arrival, Receipt, Reply
from bot.mail.relay import Relay
from bot.operation import log
from bot.phrases import logged
from tests.bot.telegram_server import ME
from tests.fuzz.inputs import TELEGRAM_PRESS

SECRET = "câu hỏi của ai đó"


def test_what_fails_beside_the_answers_is_logged_without_its_message(tmp_path: Path) -> None:
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(log.Redaction())

    async def answer(_arrival: Arrival) -> Sequence[Mapping[str, Any]]:
        return ()

    async def deliver(_reply: Reply) -> Receipt:
        return Receipt()

    async def failing() -> None:
        raise ValueError(SECRET)

    async def begun() -> None:
        Relay(open_mailbox(tmp_path, "telegram"), answer, deliver).begin(failing())
        await asyncio.sleep(0.05)

    logging.getLogger().addHandler(handler)
    try:
        asyncio.run(begun())
        gc.collect()
    finally:
        logging.getLogger().removeHandler(handler)
    assert logged.LOG_UNANSWERED in stream.getvalue()
    assert "builtins.ValueError" in stream.getvalue()
    assert SECRET not in stream.getvalue()


def test_a_press_whose_data_is_no_text_is_none_of_ours() -> None:
    me = User(ME["id"], "Hỏi đáp", is_bot=True, username=ME["username"])
    query = TELEGRAM_PRESS["callback_query"]
    sound = Update.de_json({"update_id": 1, "callback_query": query}, None)
    broken = Update.de_json({"update_id": 1, "callback_query": {**query, "data": {"a": SECRET}}}, None)
    assert read(sound, me) is not None
    assert read(broken, me) is None


def test_what_is_stored_while_the_process_ends_waits_for_the_next_one(tmp_path: Path) -> None:
    mailbox = open_mailbox(tmp_path, "zalo_oa")
    arrival = Arrival("1", "chat", {"text": "GPMB ntn"})
    begun: list[Arrival] = []

    async def answer(each: Arrival) -> Sequence[Mapping[str, Any]]:
        begun.append(each)
        return ()

    async def deliver(_reply: Reply) -> Receipt:
        return Receipt()

    async def stored_late() -> None:
        relay = Relay(mailbox, answer, deliver)
        with closing(sqlite3.connect(tmp_path / DATABASE, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            receiving = asyncio.create_task(relay.receive([arrival]))
            draining = asyncio.create_task(relay.drain(10))
            await asyncio.sleep(0.1)
            other.execute("ROLLBACK")
            await asyncio.gather(receiving, draining)
        await asyncio.sleep(0.1)

    asyncio.run(stored_late())
    assert mailbox.waiting() == (arrival,)
    assert begun == []
