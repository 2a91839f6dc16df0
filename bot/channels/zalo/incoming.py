"""From what somebody has written to what it asks of us."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.answering.conversation import ChatKey
from bot.mail.wish import Wish

_COMMAND = re.compile(r"/([A-Za-z0-9_]+)(?:\s+|$)")
ASKING_COMMAND = "hoi"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message that is meant for us, or a choice.

    `text` is the question, the command's argument or the choice's label; `name` the command's name or the choice's
    data. `chat_id` is where to answer.
    """

    wish: Wish
    chat: ChatKey
    chat_id: str
    sender: str
    text: str = ""
    name: str = ""
    in_group: bool = False


def written(channel: str, chat_id: str, sender: str, text: str, *, in_group: bool = False) -> Incoming:
    """What a text asks; in a group each member has a conversation of their own."""
    chat = ChatKey(channel, f"{chat_id}:{sender}" if in_group else chat_id)
    text = unicodedata.normalize("NFC", text).strip()
    if match := _COMMAND.match(text):
        name, argument = match[1].lower(), text[match.end() :].strip()
        if name != ASKING_COMMAND or not argument:
            return Incoming(Wish.COMMAND, chat, chat_id, sender, argument, name, in_group)
        text = argument
    wish = Wish.QUESTION if text else Wish.NOT_TEXT
    return Incoming(wish, chat, chat_id, sender, text, in_group=in_group)


def part(content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A part of an event; empty where it is missing or none."""
    found = content.get(name)
    return found if isinstance(found, Mapping) else {}
