"""The conversation that README shows is one that takes place: it is held again, word by word, answers and buttons."""

from __future__ import annotations

import re
from pathlib import Path

from bot import phrases
from tests.bot.served import ROOT, environment, serving
from tests.bot.telegram_server import TOKEN, Message, TelegramServer, telegram_server

SAYS = "> "
"""Before what the person writes, or the [button] that is pressed."""

CHAT = 7
SUGGESTED = "[…]"
"""Stands for a question to go on with: which sections come next is a ranking, whose order rounding may turn."""


def shown() -> str:
    """The conversation in README."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [found] = re.findall(r"## Một cuộc hỏi đáp trong Telegram\n.*?```text\n(.*?)```", readme, re.DOTALL)
    return str(found)


def written(message: Message) -> str:
    """A message with bold words between asterisks, and its buttons row by row."""
    bold = re.sub(r"</?b>", "**", message.source)
    rows = [" ".join(f"[{button['text']}]" for button in row) for row in message.keyboard]
    return "\n".join((re.sub(r"<[^>]+>", "", bold).replace("&amp;", "&"), *rows))


def settled(conversation: str) -> str:
    """The conversation without the words of what it suggests to go on with: the rows below the two thumbs."""
    lines, below = [], False
    for line in conversation.strip().splitlines():
        below = line.startswith(f"[{phrases.GOOD}]") or (below and line.startswith("["))
        lines.append(SUGGESTED if below and not line.startswith(f"[{phrases.GOOD}]") else line)
    return "\n".join(lines)


def held(telegram: TelegramServer, steps: list[str]) -> str:
    """The conversation that these steps lead to."""
    lines: list[str] = []
    for number, step in enumerate(steps, start=1):
        pressed = re.fullmatch(r"\[(.+)\]", step)
        if pressed:
            message = next(each for each in reversed(telegram.sent(CHAT)) if pressed[1] in str(each.buttons))
            telegram.press(message, message.button(pressed[1]))
        else:
            telegram.say(step, CHAT)
        lines += [f"{SAYS}{step}", written(telegram.wait_for(number, CHAT)[number - 1]), ""]
    return "\n".join(lines)


def test_the_conversation_in_the_readme_takes_place(library: Path, tmp_path: Path) -> None:
    steps = [line.removeprefix(SAYS) for line in shown().splitlines() if line.startswith(SAYS)]
    assert len(steps) >= 4
    with telegram_server() as telegram:
        env = environment(library, telegram_token=TOKEN, telegram_base_url=telegram.url, mailbox=tmp_path / "mailbox")
        with serving(env, tmp_path):
            assert settled(held(telegram, steps)) == settled(shown())
