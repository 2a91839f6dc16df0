"""Where a code leads: to the program, a document, a section or a question, in each channel.

An address holds ids alone. A question travels in the page's fragment, which no server and no log sees, or as the folded
words of a Telegram deep link.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from bot.phrases import sharing as phrases
from bot.sharing.deep_link import Link, Target
from bot.writing import links
from index.errors import HoidapError

LONGEST_QUESTION = 200
"""Characters. A code of 200 Vietnamese letters, nine characters each in an address, can still be scanned from paper."""

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1", "0.0.0.0", "::"})
"""Hosts that no telephone reaches."""


class ShareError(HoidapError):
    """Nothing can be shared as it was asked for."""


class Channel(StrEnum):
    """Where people are led."""

    WEB = "web"
    TELEGRAM = "telegram"
    ZALO = "zalo"


@dataclass(frozen=True, slots=True)
class Places:
    """Where each channel is found; empty where it is not configured.

    `web` is the page's address, `telegram` the bot's user name, `zalo` the address of the chat.
    """

    web: str = ""
    telegram: str = ""
    zalo: str = ""

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The configured ones."""
        found = ((Channel.WEB, self.web), (Channel.TELEGRAM, self.telegram), (Channel.ZALO, self.zalo))
        return tuple(channel for channel, place in found if place)

    @property
    def is_private(self) -> bool:
        """Whether the page's address leads nowhere but to the machine itself."""
        return urlsplit(self.web).hostname in LOOPBACK


@dataclass(frozen=True, slots=True)
class Subject:
    """What is shared: a question, a passage, a document, or with none of them the program itself.

    `quoted` are stretches of the passage that its page marks, as offsets in it.
    """

    document_id: str = ""
    passage_id: str = ""
    question: str = ""
    quoted: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Address:
    """A link; `opens_subject` tells whether it leads to the subject itself, or to the chat alone."""

    channel: Channel
    url: str
    opens_subject: bool

    @property
    def shown(self) -> str:
        """The link as people can type it, without scheme and fragment."""
        return self.url.partition("://")[2].partition("#")[0].partition("?")[0].rstrip("/")


def address(subject: Subject, channel: Channel, places: Places) -> Address:
    """The link to a subject. Raises ShareError where the channel is not configured."""
    if channel not in places.channels:
        raise ShareError(phrases.CHANNEL_IS_MISSING[channel])
    match channel:
        case Channel.WEB:
            return Address(channel, _web(subject, places.web.rstrip("/")), True)
        case Channel.TELEGRAM:
            return _telegram(subject, places.telegram)
        case Channel.ZALO:
            return Address(channel, places.zalo, subject == Subject())


def clean_question(text: str) -> str:
    """A question on one line, NFC, without control characters. Raises ShareError where it is empty or too long."""
    printable = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in text)
    question = unicodedata.normalize("NFC", " ".join(printable.split()))
    if not question:
        raise ShareError(phrases.NO_QUESTION)
    if len(question) > LONGEST_QUESTION:
        raise ShareError(phrases.question_too_long(LONGEST_QUESTION))
    return question


def _web(subject: Subject, page: str) -> str:
    if subject.question:
        return page + links.question_path(subject.question)
    if subject.passage_id:
        return page + links.passage_path(subject.passage_id, subject.quoted)
    return page + (links.document_path(subject.document_id) if subject.document_id else "/")


def _telegram(subject: Subject, username: str) -> Address:
    if subject.question:
        link = Link(Target.QUESTION, subject.question)
    elif subject.passage_id:
        link = Link(Target.PASSAGE, subject.passage_id)
    elif subject.document_id:
        link = Link(Target.DOCUMENT, subject.document_id)
    else:
        return Address(Channel.TELEGRAM, f"https://t.me/{username}", True)
    return Address(Channel.TELEGRAM, link.address(username), bool(link.payload))
