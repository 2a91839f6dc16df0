"""What the pages and the API are made of."""

from __future__ import annotations

from dataclasses import dataclass

from bot.assistant import Assistant
from bot.channels.web.page import Pages


@dataclass(frozen=True, slots=True)
class Site:
    """The parts that the routes share."""

    assistant: Assistant
    pages: Pages
