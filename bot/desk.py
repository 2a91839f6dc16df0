"""One generation of the library as a channel uses it: a responder for questions, the corpus for looking up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from bot.answer import Answer, Suggestion
from bot.conversation import Turn
from bot.reply import Excerpt, excerpt_of
from index.types import Document, Passage


class Responder(Protocol):
    """Answers questions; `bot.compose.Responder` is the one."""

    @property
    def generation(self) -> str: ...

    def answer(self, question: str, turns: tuple[Turn, ...] = ()) -> Answer: ...

    def topics(self) -> tuple[Suggestion, ...]: ...


class Shelf(Protocol):
    """Documents and passages by their names; `index.corpus.Corpus` is the one."""

    @property
    def document_ids(self) -> tuple[str, ...]: ...

    def document(self, document_id: str) -> Document: ...

    def passage(self, position: int) -> Passage: ...

    def position(self, passage_id: str) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Desk:
    """A responder and the shelf that it quotes from, both of one generation."""

    responder: Responder
    shelf: Shelf

    @property
    def generation(self) -> str:
        """The generation's name."""
        return self.responder.generation

    def titles(self, most: int) -> tuple[tuple[str, ...], int]:
        """The titles of the first `most` documents, and how many documents there are."""
        ids = self.shelf.document_ids
        return tuple(self.shelf.document(id).title for id in ids[:most]), len(ids)

    def excerpt(self, passage_id: str, quoted: Iterable[tuple[int, int]] = ()) -> Excerpt | None:
        """A passage with those stretches of it marked that lie inside it; None if it is no longer there."""
        position = self.shelf.position(passage_id)
        if position is None:
            return None
        passage = self.shelf.passage(position)
        inside = [(start, end) for start, end in quoted if 0 <= start < end <= len(passage.text)]
        return excerpt_of(passage, self.shelf.document(passage.document_id), inside)
