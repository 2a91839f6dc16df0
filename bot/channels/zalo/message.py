"""Messages as they are stored before they are sent: texts of bounded length, with buttons or a numbered menu."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.phrases import shortened
from bot.phrases import zalo as phrases
from bot.writing.abilities import Abilities
from bot.writing.menu import Choice
from bot.writing.reply import Span
from bot.writing.split import parts, text_of, width

ASK = "q"
"""Data "q:<question>": ask it."""

MOST_TITLE_CHARACTERS = 100
"""Of a button of an Official Account."""

_PAYLOAD = re.compile(r"(?P<label>.*) \[(?P<data>[A-Za-z]:[^\s\]]*)\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Said:
    """What is said, in one message or more, and what can be chosen under the last of them."""

    texts: tuple[str, ...]
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One message to a chat; `buttons` are labels with the text that comes back when they are pressed."""

    chat_id: str
    text: str
    buttons: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The message as it is stored."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Message:
        """The message that was stored."""
        buttons = tuple((label, payload) for label, payload in content["buttons"])
        return cls(content["chat_id"], content["text"], buttons)


def messages(chat_id: str, said: Said, abilities: Abilities) -> tuple[Message, ...]:
    """What is said in messages that the channel takes; a menu joins the last text where it fits."""
    texts = [part for text in said.texts for part in _parts(text, abilities.longest_text)]
    buttons: tuple[tuple[str, str], ...] = ()
    if len(said.choices) > abilities.most_buttons:
        menu = phrases.choose_a_number([choice.label for choice in said.choices])
        joined = f"{texts[-1]}\n\n{menu}"
        if width(joined) <= abilities.longest_text:
            texts[-1] = joined
        else:
            texts += _parts(menu, abilities.longest_text)
    else:
        buttons = tuple((shortened(each.label, MOST_TITLE_CHARACTERS), payload_of(each)) for each in said.choices)
    last = len(texts) - 1
    return tuple(Message(chat_id, text, buttons if number == last else ()) for number, text in enumerate(texts))


def payload_of(choice: Choice) -> str:
    """What comes back as somebody's message when they press a button: readable, and enough to know the choice by."""
    kind, _, question = choice.data.partition(":")
    return question if kind == ASK else f"{choice.label} [{choice.data}]"


def choice_of(text: str) -> Choice | None:
    """The choice that a payload is of; None where it is a text of somebody's own.

    >>> choice_of(payload_of(Choice("Mục lục", "d:kl-12:0")))
    Choice(label='Mục lục', data='d:kl-12:0')
    """
    match = _PAYLOAD.fullmatch(text)
    return Choice(match["label"], match["data"]) if match else None


def _parts(text: str, room: int) -> list[str]:
    """The text, at sentence borders where it is too long."""
    if width(text) <= room:
        return [text]
    return [text_of(part) for part in parts((Span(text),), room)]
