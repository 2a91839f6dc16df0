"""What an answer was drawn from, so that one that waits can be held back when that is withdrawn meanwhile."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

KEY = "drawn"
"""Of a stored reply: beside what its channel puts there."""

_notes: ContextVar[list[Drawn] | None] = ContextVar("drawn", default=None)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Words of these documents as a generation had them; without `documents` they may be any of its documents."""

    generation: str
    documents: frozenset[str] | None = None


Withdrawn = Callable[[str], frozenset[str]]
"""The documents of a generation that the library has no more. Raises LibraryError."""

IsWithdrawn = Callable[[Sequence[Drawn]], Awaitable[bool]]
"""Whether a document that words were drawn from has been withdrawn since: `Assistant.is_withdrawn`."""


def note(drawn: Drawn) -> None:
    """Tells whoever collects around this task or thread what its words come from."""
    notes = _notes.get()
    if notes is not None:
        notes.append(drawn)


@contextmanager
def collected() -> Iterator[list[Drawn]]:
    """What is noted inside."""
    notes: list[Drawn] = []
    token = _notes.set(notes)
    try:
        yield notes
    finally:
        _notes.reset(token)


def with_drawn(content: Mapping[str, Any], notes: list[Drawn]) -> Mapping[str, Any]:
    """A reply as it is stored, with what it was drawn from."""
    written = [[each.generation, None if each.documents is None else sorted(each.documents)] for each in notes]
    return {**content, KEY: written} if written else content


def drawn_of(content: Mapping[str, Any]) -> list[Drawn]:
    """What a stored reply was drawn from; nothing where it shows no document, or an older program stored it."""
    return [
        Drawn(generation, None if documents is None else frozenset(documents))
        for generation, documents in content.get(KEY, ())
    ]
