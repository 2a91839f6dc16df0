"""What a new version of a document says that the old one did not, and the other way round: sentence by sentence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from index.text.sentences import sentences


@dataclass(frozen=True, slots=True)
class Difference:
    """Sentences in the order of their text, white space as single blanks."""

    came: tuple[str, ...]
    went: tuple[str, ...]


def difference(before: str, after: str) -> Difference:
    """Sentences that moved are not among them; one that stands twice now and stood once is.

    >>> difference("Một. Hai. Ba.", "Ba. Một. Bốn.")
    Difference(came=('Bốn.',), went=('Hai.',))
    """
    old, new = _sentences(before), _sentences(after)
    return Difference(_without(new, old), _without(old, new))


def _sentences(text: str) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in sentences(text)]


def _without(found: list[str], others: list[str]) -> tuple[str, ...]:
    left = Counter(others)
    kept: list[str] = []
    for sentence in found:
        if left[sentence]:
            left[sentence] -= 1
        else:
            kept.append(sentence)
    return tuple(kept)
