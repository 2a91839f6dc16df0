"""What each channel can do: read by the texts that explain a channel and by the code that writes for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Abilities:
    """`longest_text` counts UTF-16 units, which is never less than a platform's characters.

    Where `most_buttons` are not enough for what can be chosen, the choices are a numbered list. `inline` is asking
    from within another chat.
    """

    longest_text: int
    most_buttons: int
    groups: bool
    edits: bool
    files: bool
    inline: bool


TELEGRAM = Abilities(longest_text=4_096, most_buttons=100, groups=True, edits=True, files=True, inline=True)
"""https://core.telegram.org/bots/api: characters of a message after its tags are read; buttons of a keyboard."""

ZALO_BOT = Abilities(longest_text=2_000, most_buttons=0, groups=True, edits=False, files=False, inline=False)
"""DESIGN.md, Zalo Bot Platform."""

ZALO_OA = Abilities(longest_text=2_000, most_buttons=5, groups=False, edits=False, files=False, inline=False)
"""DESIGN.md, Zalo Official Account v3."""
