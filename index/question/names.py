"""Names that a question spells with capitals: what answers it has most of them, written just so."""

from __future__ import annotations

import re

from index.terms import CAPITAL, same_tone

_NAME = re.compile(rf"(?<!\w){CAPITAL}[\w’'.-]*(?: {CAPITAL}[\w’'.-]*)*")


def names(question: str) -> tuple[str, ...]:
    """Runs of words with capitals; none for a lone first word, which has one in any question, or for all in capitals.

    >>> names("Ai là hiệu trưởng Trường Nguyễn Du ở Pháp?")
    ('Trường Nguyễn Du', 'Pháp')
    """
    if question.isupper():
        return ()
    found = (match.group().strip(".") for match in _NAME.finditer(same_tone(question)))
    return tuple(name for name in found if " " in name or not question.startswith(name))
