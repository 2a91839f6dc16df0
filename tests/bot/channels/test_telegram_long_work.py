"""Long work from a chat: how far it is stands in one message."""

from __future__ import annotations

import random
from pathlib import Path

from bot import phrases
from bot.phrases import terminal
from tests.bot.served import environment, serving
from tests.bot.telegram_server import TOKEN, Message, TelegramServer, telegram_server

ADMIN = 42
PARAGRAPHS = 900
"""So many that encoding them takes three looks of two seconds each at 114 passages a second, the most measured here."""
WORDS = ("rừng", "đường", "trường", "trạm", "chợ", "suối", "nương", "bản", "làng", "xã", "huyện", "tỉnh", "lúa", "ngô")


def a_long_decision() -> bytes:
    """Paragraphs that each make a passage of its own, no two alike."""
    draw = random.Random(7)
    paragraphs = (f"Điều {number}. " + " ".join(draw.choices(WORDS, k=40)) + "." for number in range(PARAGRAPHS))
    return "\n\n".join(("Nghị quyết dài", *paragraphs)).encode()


def last(telegram: TelegramServer) -> Message:
    return telegram.sent(ADMIN)[-1]


def encoded(text: str) -> int:
    """How many passages a progress message tells of; -1 for any other message."""
    head, _, counts = text.partition(": ")
    return int(counts.partition("/")[0]) if head == terminal.STAGES["encode"] else -1


def test_the_progress_stands_in_one_message_that_goes_when_the_work_is_done(tmp_path: Path) -> None:
    with telegram_server() as telegram:
        more = {"telegram_token": TOKEN, "telegram_base_url": telegram.url, "admins": ADMIN}
        with serving(environment(tmp_path / "library", **more), tmp_path):
            telegram.send_file("dai.txt", a_long_decision(), ADMIN)
            telegram.wait(lambda: any("dai.txt" in each.text for each in telegram.sent(ADMIN)), 60)
            preview = last(telegram)
            telegram.press(preview, preview.button(phrases.TAKE_IN))
            telegram.wait(lambda: encoded(last(telegram).text) >= 0, 60)
            progress, before = last(telegram), encoded(last(telegram).text)
            telegram.wait(lambda: encoded(progress.text) > before, 60)
            assert last(telegram) is progress
            telegram.wait(lambda: terminal.library_is_now("2") in last(telegram).text, 60)
            assert progress not in telegram.sent(ADMIN)
