"""Calls of the Bot API as values that can be stored: what to say, before anything is sent."""

from __future__ import annotations

import html
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from telegram import Bot, InlineKeyboardMarkup, InputFile, Message, ReplyParameters
from telegram.constants import ParseMode

from bot.phrases import ELLIPSIS
from bot.writing.abilities import TELEGRAM
from bot.writing.menu import Rows
from bot.writing.reply import Span
from bot.writing.split import parts, text_of, width

MOST_CALLBACK_BYTES = 64
"""https://core.telegram.org/bots/api#inlinekeyboardbutton"""

_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: it sends `data` back to us, opens `url`, or begins an `inline` question elsewhere."""

    text: str
    data: str = ""
    url: str = ""
    inline: str = ""

    def __post_init__(self) -> None:
        if len(self.data.encode()) > MOST_CALLBACK_BYTES:
            raise ValueError(f"callback data of {len(self.data.encode())} bytes")


Keyboard = Sequence[Sequence[Button]]


def keyboard_of(rows: Rows) -> Keyboard:
    """A button for each choice."""
    return [[Button(choice.label, choice.data) for choice in row] for row in rows]


@dataclass(frozen=True, slots=True)
class Call:
    """One call: the name of a method of `telegram.Bot` and its arguments, all of them JSON.

    `answers` names the message that a new message answers, so that it can be changed when that one is.
    """

    method: str
    arguments: Mapping[str, Any]
    answers: str = ""

    def to_json(self) -> dict[str, Any]:
        """The call as it is stored."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Call:
        """The call that was stored."""
        return cls(content["method"], content["arguments"], content["answers"])

    @property
    def has_markup(self) -> bool:
        """Whether Telegram reads the text as HTML."""
        return "parse_mode" in self.arguments

    def to_chat(self, chat_id: int) -> Call:
        """The same for the chat that a group has become."""
        return replace(self, arguments={**self.arguments, "chat_id": chat_id})

    def saying(self, text: str) -> Call:
        """The same call with other words and no buttons; what was a file or a picture becomes a message."""
        if "text" not in self.arguments:
            return message(self.arguments["chat_id"], text, answers=self.answers)
        kept = {name: value for name, value in self.arguments.items() if name != "reply_markup"}
        return replace(self, arguments={**kept, "text": text})

    def without_markup(self) -> Call:
        """The same in plain text, for a server that refuses our HTML."""
        kept = {name: value for name, value in self.arguments.items() if name != "parse_mode"}
        return replace(self, arguments={**kept, "text": plain(kept.get("text", ""))})

    @property
    def is_too_long(self) -> bool:
        """Whether Telegram takes no text so long."""
        return width(plain(self.arguments.get("text", ""))) > TELEGRAM.longest_text

    def cut(self) -> Call:
        """The same in plain text, as far as it fits."""
        whole = self.without_markup()
        begins = next(parts((Span(whole.arguments["text"]),), TELEGRAM.longest_text - len(f" {ELLIPSIS}")))
        return replace(whole, arguments={**whole.arguments, "text": f"{text_of(begins)} {ELLIPSIS}"})


def message(
    chat_id: int, text: str, keyboard: Keyboard = (), *, reply_to: int | None = None, answers: str = ""
) -> Call:
    """A message in Telegram's HTML."""
    arguments: dict[str, Any] = {"chat_id": chat_id, "text": text, "parse_mode": ParseMode.HTML.value}
    if keyboard:
        arguments["reply_markup"] = markup(keyboard)
    if reply_to is not None:
        arguments["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
    return Call("send_message", arguments, answers)


def edited(chat_id: int, message_id: int, text: str, keyboard: Keyboard = ()) -> Call:
    """A message of ours that says something else from now on."""
    arguments: dict[str, Any] = {"chat_id": chat_id, "message_id": message_id, "text": text}
    arguments |= {"parse_mode": ParseMode.HTML.value, "reply_markup": markup(keyboard)}
    return Call("edit_message_text", arguments)


def file(chat_id: int, name: str, text: str) -> Call:
    """A text file."""
    return Call("send_document", {"chat_id": chat_id, "document": {"name": name, "text": text}})


def toast(query_id: str, text: str) -> Call:
    """A line that is shown for a moment to whoever pressed a button."""
    return Call("answer_callback_query", {"callback_query_id": query_id, "text": text})


def picture(chat_id: int, png: bytes, caption: str) -> Call:
    """A picture with plain words under it, at most 1,024 characters: https://core.telegram.org/bots/api#sendphoto."""
    return Call("send_photo", {"chat_id": chat_id, "photo": b64encode(png).decode(), "caption": caption})


async def make(bot: Bot, call: Call) -> str:
    """Makes the call and tells the number of the message that it sent or changed. Raises TelegramError."""
    arguments = dict(call.arguments)
    if "reply_markup" in arguments:
        arguments["reply_markup"] = InlineKeyboardMarkup.de_json(arguments["reply_markup"], bot)
    if "reply_parameters" in arguments:
        arguments["reply_parameters"] = ReplyParameters(**arguments["reply_parameters"])
    if "document" in arguments:
        document = arguments["document"]
        arguments["document"] = InputFile(document["text"].encode(), filename=document["name"])
    if "photo" in arguments:
        arguments["photo"] = b64decode(arguments["photo"])
    result = await getattr(bot, call.method)(**arguments)
    return str(result.message_id) if isinstance(result, Message) else ""


def plain(text: str) -> str:
    """HTML of ours without its tags.

    >>> plain("<b>a</b> &lt; b")
    'a < b'
    """
    return html.unescape(_TAG.sub("", text))


def markup(keyboard: Keyboard) -> dict[str, Any]:
    """The keyboard as the Bot API has it."""
    return {"inline_keyboard": [[_button(button) for button in row] for row in keyboard]}


def _button(button: Button) -> dict[str, str]:
    if button.url:
        return {"text": button.text, "url": button.url}
    if button.inline:
        return {"text": button.text, "switch_inline_query": button.inline}
    return {"text": button.text, "callback_data": button.data}
