"""Sharing an answer: a text to pass on, with its citation and a link that opens the same place."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from bot import phrases, render
from bot.channels.telegram.calls import Button, Call, message
from bot.channels.telegram.incoming import Incoming
from bot.channels.telegram.links import Link, Target
from bot.reply import Excerpt, Reply
from bot.split import text_of

MOST_SHARED = 200
"""Characters in the address of a share link, where a Vietnamese letter takes nine: clients cut long addresses."""


def shared(incoming: Incoming, excerpt: Excerpt, username: str) -> Call:
    """A message that can be forwarded or copied, and buttons that pass it on."""
    link = Link(Target.PASSAGE, excerpt.passage_id).address(username)
    [text, *_] = render.plain_messages(Reply(excerpts=(excerpt,)), render.TELEGRAM_LIMIT - len(link) - 2)
    words = text_of(excerpt.quotes[0] if excerpt.quotes else excerpt.passage)
    query = urlencode({"url": link, "text": words[:MOST_SHARED]})
    rows = [
        [Button(phrases.SEND_TO, url=f"https://t.me/share/url?{query}")],
        [Button(phrases.ADD_TO_GROUP, url=f"https://t.me/{username}?startgroup=hoi")],
    ]
    return message(incoming.chat_id, f"{escape(text)}\n\n{link}", rows, reply_to=incoming.answer_to)
