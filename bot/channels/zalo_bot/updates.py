"""From an update of the Zalo Bot Platform to what it asks of us. What the platform does not promise is not needed."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.zalo.incoming import Incoming, part, written
from bot.mail.mailbox import Arrival

CHANNEL = "zalo_bot"

GROUP = "GROUP"

_PREFIX = "message."
_SUFFIX = ".received"


@dataclass(frozen=True, slots=True)
class Me:
    """The bot: its number, and the names by which people mention it."""

    id: str = ""
    names: tuple[str, ...] = ()


def me_of(found: Mapping[str, Any]) -> Me:
    """The bot as getMe describes it."""
    names = (found.get(key) for key in ("display_name", "account_name", "name"))
    return Me(str(found.get("id") or ""), tuple(dict.fromkeys(str(name) for name in names if name)))


def arrival_of(update: Mapping[str, Any]) -> Arrival | None:
    """An update as it is stored, whether it was polled or posted; None where it is no message."""
    inner = update.get("result")
    event = inner if isinstance(inner, dict) else update
    message = event.get("message")
    name = str(event.get("event_name") or "")
    if not isinstance(message, dict) or not (name.startswith(_PREFIX) and name.endswith(_SUFFIX)):
        return None
    chat = part(message, "chat").get("id")
    if not chat:
        return None
    number = message.get("message_id") or hashlib.sha256(json.dumps(event, sort_keys=True).encode()).hexdigest()
    return Arrival(str(number), str(chat), event)


def read(event: Mapping[str, Any], me: Me) -> Incoming | None:
    """What a stored event wants of us; None where it is our own, or said in a group to others."""
    message = event["message"]
    sender, chat = part(message, "from"), part(message, "chat")
    sender_id = str(sender.get("id") or "")
    if sender.get("is_bot") is True or (me.id and sender_id == me.id):
        return None
    text = unicodedata.normalize("NFC", str(message.get("text") or message.get("caption") or ""))
    in_group = str(chat.get("chat_type") or "").upper() == GROUP
    if in_group:
        if not (_is_mentioned(message, text, me) or _is_answered(message, me)):
            return None
        text = _without_mention(text, me)
    return written(CHANNEL, str(chat["id"]), sender_id, text, in_group=in_group)


def _is_mentioned(message: Mapping[str, Any], text: str, me: Me) -> bool:
    named = message.get("mentions")
    if isinstance(named, Sequence) and me.id and me.id in _identities(named):
        return True
    return any(_mention(name).search(text) for name in me.names)


def _is_answered(message: Mapping[str, Any], me: Me) -> bool:
    """Whether the message is a reply to one of ours."""
    for key in ("reply_to_message", "reply_to", "quote"):
        author = part(part(message, key), "from")
        if author and (str(author.get("id")) == me.id if me.id else author.get("is_bot") is True):
            return True
    return False


def _without_mention(text: str, me: Me) -> str:
    for name in me.names:
        text = _mention(name).sub(" ", text)
    return " ".join(text.split())


def _mention(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)@{re.escape(unicodedata.normalize('NFC', name))}(?!\w)", re.IGNORECASE)


def _identities(mentions: Sequence[Any]) -> Iterator[str]:
    for mention in mentions:
        if isinstance(mention, Mapping):
            yield from (str(mention[key]) for key in ("id", "uid", "user_id") if key in mention)
            yield str(part(mention, "user").get("id"))
