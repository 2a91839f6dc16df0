"""From an update to what it asks of us: decided from the update alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from telegram import CallbackQuery, Message, Update, User
from telegram.constants import ChatType

from bot.answering.conversation import ChatKey
from bot.mail.wish import Wish

CHANNEL = "telegram"

_COMMAND = re.compile(r"/([A-Za-z0-9_]+)(?:@(\w+))?(?:\s+|$)")
_GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})
ASKING_COMMAND = "hoi"
"""In a group `/hoi câu hỏi` asks; privacy mode lets a bot see commands, mentions and replies only."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that was sent."""

    file_id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message or a pressed button that is meant for us.

    `text` is the question, the command's argument, or the pressed button's label; `name` is the command's name
    or the button's data, `query_id` names the press. `message_id` is the message that was written, or whose button
    was pressed; `answer_to` the one to answer to in a group. An `edited` message was asked before, in other words.
    """

    wish: Wish
    chat: ChatKey
    chat_id: int
    message_id: int
    text: str = ""
    name: str = ""
    answer_to: int | None = None
    edited: bool = False
    sender: int = 0
    in_group: bool = False
    query_id: str = ""
    document: Attachment | None = None

    @property
    def asked(self) -> str:
        """The message's name among those of all chats."""
        return f"{self.chat_id}:{self.message_id}"


def read(update: Update, me: User) -> Incoming | None:
    """What the update wants of us; None where it is not for us."""
    if update.callback_query is not None:
        return _pressed(update.callback_query)
    message = update.message or update.edited_message
    if message is None or message.from_user is None or message.from_user.is_bot:
        return None
    found = _written(message, message.from_user, me)
    if found is None:
        return None
    in_group = message.chat.type in _GROUPS
    return replace(found, sender=message.from_user.id, edited=update.edited_message is not None, in_group=in_group)


def lane_of(update: Mapping[str, Any]) -> str:
    """The chat of an update as it came: updates of one chat are handled one after another."""
    for content in update.values():
        if isinstance(content, Mapping):
            message = content.get("message", content)
            chat = message.get("chat") if isinstance(message, Mapping) else None
            if isinstance(chat, Mapping) and "id" in chat:
                return str(chat["id"])
    return f"update:{update.get('update_id')}"


def _pressed(query: CallbackQuery) -> Incoming | None:
    message = query.message
    if message is None or not isinstance(query.data, str):
        return None
    markup = message.reply_markup if isinstance(message, Message) else None
    rows = markup.inline_keyboard if markup else ()
    label = next((button.text for row in rows for button in row if button.callback_data == query.data), "")
    in_group = message.chat.type in _GROUPS
    chat = _chat_key(message.chat.id, query.from_user, in_group)
    answer_to = message.message_id if in_group else None
    place = (message.chat.id, message.message_id)
    return Incoming(
        Wish.PRESS,
        chat,
        *place,
        label,
        query.data,
        answer_to,
        sender=query.from_user.id,
        in_group=in_group,
        query_id=query.id,
    )


def _written(message: Message, sender: User, me: User) -> Incoming | None:
    in_group = message.chat.type in _GROUPS
    if not in_group and message.chat.type != ChatType.PRIVATE:
        return None
    chat = _chat_key(message.chat.id, sender, in_group)
    answer_to = message.message_id if in_group else None
    text = message.text or message.caption or ""
    if match := _COMMAND.match(text):
        name, addressee = match.group(1).lower(), match.group(2)
        if addressee and addressee.lower() != (me.username or "").lower():
            return None
        argument = text[match.end() :].strip()
        question = (argument or _replied_to(message, me)) if name == ASKING_COMMAND else ""
        if question:
            return Incoming(Wish.QUESTION, chat, message.chat.id, message.message_id, question, answer_to=answer_to)
        return Incoming(Wish.COMMAND, chat, message.chat.id, message.message_id, argument, name, answer_to)
    if in_group and not _names_us(message, text, me):
        return None
    if message.document is not None and not in_group:
        sent = message.document
        attachment = Attachment(sent.file_id, sent.file_name or sent.file_unique_id, sent.file_size or 0)
        return Incoming(Wish.DOCUMENT, chat, message.chat.id, message.message_id, document=attachment)
    if not text:
        return Incoming(Wish.NOT_TEXT, chat, message.chat.id, message.message_id, answer_to=answer_to)
    question = _without_mention(text, me) or _replied_to(message, me)
    return Incoming(Wish.QUESTION, chat, message.chat.id, message.message_id, question, answer_to=answer_to)


def _names_us(message: Message, text: str, me: User) -> bool:
    replied = message.reply_to_message
    if replied is not None and replied.from_user is not None and replied.from_user.id == me.id:
        return True
    return bool(me.username) and _mention(me).search(text) is not None


def _replied_to(message: Message, me: User) -> str:
    """What somebody else wrote, or the chosen part of it, for who answers that with nothing but our name or `/hoi`."""
    replied = message.reply_to_message
    if replied is None or (replied.from_user is not None and replied.from_user.id == me.id):
        return ""
    chosen = message.quote.text if message.quote is not None else ""
    return _without_mention(chosen or replied.text or replied.caption or "", me)


def _without_mention(text: str, me: User) -> str:
    return _mention(me).sub(" ", text).strip() if me.username else text


def _mention(me: User) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)@{re.escape(me.username or '')}(?!\w)", re.IGNORECASE)


def _chat_key(chat_id: int, sender: User, in_group: bool) -> ChatKey:
    """In a group each member has a conversation of their own."""
    return ChatKey(CHANNEL, f"{chat_id}:{sender.id}" if in_group else str(chat_id))
