"""What the pages and the API are made of."""

from __future__ import annotations

from dataclasses import dataclass

from bot.channels.web.page import Pages
from bot.mail.quota import Quota
from bot.reading.assistant import Assistant
from bot.records.journal import Journal


@dataclass(frozen=True, slots=True)
class Site:
    """The parts that the routes share; `embedded_by` are the origins whose pages may hold the chat in a frame."""

    assistant: Assistant
    journal: Journal
    pages: Pages
    quota: Quota
    embedded_by: tuple[str, ...] = ()
