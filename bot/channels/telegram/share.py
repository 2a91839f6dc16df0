"""Sharing an answer: a text to pass on, with its citation and a link that opens the same place."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from bot import phrases
from bot.channels.telegram.calls import Button, Call, message
from bot.channels.telegram.incoming import Incoming
from bot.sharing.deep_link import Link, Target
from bot.writing import render
from bot.writing.reply import Excerpt, Reply, source_of
from bot.writing.split import text_of
from index.types import Document

PASSAGE, DOCUMENT = "c", "C"
"""Callback data "c:<passage>:<start>:<end>": share that stretch of a passage, at most 49 bytes, since a passage's id
has 33 and its offsets at most six each; "C:<document>".
"""

MOST_SHARED = 200
"""Characters in the address of a share link, where a Vietnamese letter takes nine: clients cut long addresses."""


def share_passage(passage_id: str, start: int = 0, end: int = 0) -> Button:
    """Shares a stretch of a passage, or all of it."""
    return Button(phrases.SHARE, f"{PASSAGE}:{passage_id}:{start}:{end}")


def share_document(document_id: str) -> Button:
    """Shares a document's title and a link to its outline."""
    return Button(phrases.SHARE, f"{DOCUMENT}:{document_id}")


def add_to_group(username: str) -> Button:
    """Opens the list of one's groups, to add the bot to one."""
    return Button(phrases.ADD_TO_GROUP, url=f"https://t.me/{username}?startgroup=hoi")


def shared(incoming: Incoming, excerpt: Excerpt, username: str) -> Call:
    """A message that can be forwarded or copied, and buttons that pass it on."""
    link = Link(Target.PASSAGE, excerpt.passage_id).address(username)
    [text, *_] = render.plain_messages(Reply(excerpts=(excerpt,)), render.TELEGRAM_LIMIT - len(link) - 2)
    words = text_of(excerpt.quotes[0] if excerpt.quotes else excerpt.passage)
    return _passed_on(incoming, text, words, link, username)


def shared_document(incoming: Incoming, document: Document, username: str) -> Call:
    """The same for a document: its title, its origin, and a link that opens its outline."""
    source = source_of(document, ())
    text = "\n".join(line for line in (source.title, source.origin) if line)
    return _passed_on(incoming, text, source.title, Link(Target.DOCUMENT, document.id).address(username), username)


def _passed_on(incoming: Incoming, text: str, words: str, link: str, username: str) -> Call:
    query = urlencode({"url": link, "text": words[:MOST_SHARED]})
    rows = [[Button(phrases.SEND_TO, url=f"https://t.me/share/url?{query}")], [add_to_group(username)]]
    return message(incoming.chat_id, f"{escape(text)}\n\n{link}", rows, reply_to=incoming.answer_to)
