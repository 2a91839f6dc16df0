"""Answering an edited question where its first answer stands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from bot.channels.telegram.calls import Call


def in_place(calls: Sequence[Call], before: Sequence[str], chat_id: int) -> list[Call]:
    """The new answer's messages in place of those sent `before`: changed, added or removed as it needs."""
    made: list[Call] = []
    for call, message_id in zip_longest(calls, before):
        if message_id is None:
            made.append(call)
        elif call is None:
            made.append(Call("delete_message", {"chat_id": chat_id, "message_id": int(message_id)}))
        else:
            kept = {name: value for name, value in call.arguments.items() if name != "reply_parameters"}
            made.append(Call("edit_message_text", {**kept, "message_id": int(message_id)}))
    return made
