"""Sentences that every document of the administration has and that tell nothing of its matter."""

from __future__ import annotations

import re

_CITES = re.compile(
    r"^\W*(?:căn cứ (?!tình hình|vào tình hình)|theo đề nghị của|xét (?:đề nghị|tờ trình)|"
    r"(?:nay )?ban hành kèm theo|nơi nhận\b)",
    re.IGNORECASE,
)


def cites(sentence: str) -> bool:
    """Whether a sentence only names what its document rests on, is made of, or goes to: "Căn cứ Luật …"."""
    return _CITES.match(sentence) is not None
