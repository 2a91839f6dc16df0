"""Deep links: `t.me/<bot>?start=<payload>` opens a document, a passage or a question.

A payload has at most 64 of `[A-Za-z0-9_-]` (https://core.telegram.org/bots/features#deep-linking), so that a question
travels folded, its syllables joined by hyphens: nothing has to be stored for it, and people can read it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from index.terms import syllables

MOST_CHARACTERS = 64


class Target(StrEnum):
    """What a link opens."""

    DOCUMENT = "d"
    PASSAGE = "p"
    QUESTION = "q"


_PAYLOAD = re.compile(
    r"d_(?P<document>[a-z0-9-]+)|p_(?P<owner>[a-z0-9-]+)_(?P<digest>[0-9a-f]{8})|q_(?P<question>[a-z0-9-]+)"
)


@dataclass(frozen=True, slots=True)
class Link:
    """A target and its name: a document's id, a passage's id, or a question without diacritics."""

    target: Target
    name: str

    @property
    def payload(self) -> str:
        """What stands after `start=`; empty if it would be too long."""
        if self.target is Target.QUESTION:
            name = "-".join(filter(str.isascii, syllables(self.name)))
        else:
            name = self.name.replace(".", "_")
        payload = f"{self.target}_{name}"
        return payload if name and len(payload) <= MOST_CHARACTERS else ""

    def address(self, username: str) -> str:
        """The link to a bot; to the bot alone where the payload would be too long."""
        return f"https://t.me/{username}?start={self.payload}" if self.payload else f"https://t.me/{username}"


def read_payload(payload: str) -> Link | None:
    """The link that a payload is of; None if it is none of ours.

    >>> read_payload("q_bao-nhieu-chi-tieu")
    Link(target=<Target.QUESTION: 'q'>, name='bao nhieu chi tieu')
    """
    match = _PAYLOAD.fullmatch(payload)
    if match is None:
        return None
    if match["document"]:
        return Link(Target.DOCUMENT, match["document"])
    if match["owner"]:
        return Link(Target.PASSAGE, f"{match['owner']}.{match['digest']}")
    return Link(Target.QUESTION, match["question"].replace("-", " "))
