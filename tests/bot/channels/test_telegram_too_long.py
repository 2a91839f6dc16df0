"""A message that is longer than Telegram takes is sent as far as it goes: nobody waits for an answer in vain."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.channels.telegram.calls import Button, Call, edited, message
from bot.channels.telegram.channel import open_bot
from bot.channels.telegram.delivery import Delivery
from bot.mail.mailbox import Reply
from bot.operation.vitals import Depths, Vitals
from bot.phrases import ELLIPSIS
from bot.reading.drawn import Drawn
from bot.writing.render import TELEGRAM_LIMIT
from bot.writing.split import width
from tests.bot.telegram_server import TOKEN, telegram_server

CHAT = 7
BUTTONS = [[Button("Thôi", "n:")]]
SENTENCE = "Văn bản thứ nhất &amp; 👍 văn bản thứ hai. "


async def nothing_withdrawn(_drawn: Sequence[Drawn]) -> bool:
    return False


@pytest.mark.parametrize(
    "call",
    [
        message(CHAT, f"<b>{SENTENCE * 300}</b>", BUTTONS),
        message(CHAT, f"<i>{'a' * 9_000}</i>", BUTTONS),
        edited(CHAT, 100, f"<b>{SENTENCE * 300}</b>", BUTTONS),
    ],
)
def test_it_begins_as_it_would_and_keeps_its_buttons(call: Call) -> None:
    with telegram_server() as server:
        bot = open_bot(TOKEN, server.url)
        delivery = Delivery(bot, Vitals("telegram", lambda: Depths(0, 0), polls=False), nothing_withdrawn)

        async def deliver() -> None:
            async with bot:
                await delivery.deliver(Reply(1, str(CHAT), call.to_json()))

        asyncio.run(deliver())
        made = server.called("sendMessage" if call.method == "send_message" else "editMessageText")[-1]
    assert made["text"].endswith(f" {ELLIPSIS}")
    assert TELEGRAM_LIMIT - 50 <= width(made["text"]) <= TELEGRAM_LIMIT
    assert "&amp;" not in made["text"]
    assert "reply_markup" in made
