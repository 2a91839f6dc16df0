"""One generation of the library as a channel uses it: a responder for questions, the corpus for looking up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from bot import phrases
from bot.answering.answer import Answer, Outcome, Suggestion
from bot.answering.conversation import Turn
from bot.answering.digest import SENTENCES, key_sentences
from bot.answering.particulars import beside
from bot.reading.outline import OutlineEntry, outline_of
from bot.writing.reply import Excerpt, excerpt_of, reply_to
from index.types import Document, Passage

OF_A_SECTION = 4
"""Key sentences of a section: about a screen of a phone."""


class Responder(Protocol):
    """Answers questions; `bot.answering.compose.Responder` is the one."""

    @property
    def generation(self) -> str: ...

    def answer(self, question: str, turns: tuple[Turn, ...] = ()) -> Answer: ...

    def topics(self) -> tuple[Suggestion, ...]: ...


class Shelf(Protocol):
    """Documents and passages by their names; `index.library.corpus.Corpus` is the one."""

    @property
    def document_ids(self) -> tuple[str, ...]: ...

    def document(self, document_id: str) -> Document: ...

    def passage(self, position: int) -> Passage: ...

    def position(self, passage_id: str) -> int | None: ...

    def span(self, document_id: str) -> range: ...


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the documents, in the shelf's order, and how many documents there are in all."""

    documents: tuple[Document, ...]
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A passage that somebody reads, the ones before and after it in its document, and how many its section has."""

    excerpt: Excerpt
    before: str | None
    after: str | None
    in_section: int = 1


@dataclass(frozen=True, slots=True)
class Desk:
    """A responder and the shelf that it quotes from, both of one generation."""

    responder: Responder
    shelf: Shelf

    @property
    def generation(self) -> str:
        """The generation's name."""
        return self.responder.generation

    def example(self) -> str:
        """A question that this generation answers: the usual one, else the first topic; "" where there is none."""
        if self.responder.answer(phrases.EXAMPLE).outcome is Outcome.ANSWERED:
            return phrases.EXAMPLE
        return next((topic.question for topic in self.responder.topics()), "")

    def listing(self, first: int, most: int) -> Listing:
        """At most `most` documents, from the `first` on."""
        ids = self.shelf.document_ids
        return Listing(tuple(map(self.shelf.document, ids[first : first + most])), first, len(ids))

    def outline(self, document_id: str) -> tuple[Document, tuple[OutlineEntry, ...]] | None:
        """A document and its sections; None if it is no longer there."""
        try:
            span = self.shelf.span(document_id)
        except KeyError:
            return None
        return self.shelf.document(document_id), outline_of(map(self.shelf.passage, span))

    def summary(self, document_id: str) -> tuple[Excerpt, ...]:
        """A document's key sentences, in reading order; none if it is no longer there."""
        try:
            span = self.shelf.span(document_id)
        except KeyError:
            return ()
        return self._key_sentences(document_id, span, SENTENCES)

    def summary_of_section(self, passage_id: str) -> tuple[Excerpt, ...]:
        """The key sentences of the section that a passage stands in; none if it is no longer there."""
        position = self.shelf.position(passage_id)
        if position is None:
            return ()
        return self._key_sentences(self.shelf.passage(position).document_id, self._section(position), OF_A_SECTION)

    def _key_sentences(self, document_id: str, span: range, most: int) -> tuple[Excerpt, ...]:
        document = self.shelf.document(document_id)
        found = key_sentences(map(self.shelf.passage, span), document.title, most)
        return tuple(excerpt_of(each.passage, document, [(each.start, each.end)]) for each in found)

    def _section(self, position: int) -> range:
        """The passages around one that stand under all of its headings."""
        passage = self.shelf.passage(position)
        span, depth = self.shelf.span(passage.document_id), len(passage.headings)

        def inside(place: int) -> bool:
            if place not in span:
                return False
            headings = self.shelf.passage(place).headings
            return headings[:depth] == passage.headings and (depth > 0 or not headings)

        first, last = position, position
        while inside(first - 1):
            first -= 1
        while inside(last + 1):
            last += 1
        return range(first, last + 1)

    def open(self, passage_id: str) -> Opened | None:
        """A passage and its neighbours; None if it is no longer there."""
        position = self.shelf.position(passage_id)
        excerpt = self.excerpt(passage_id)
        if excerpt is None:
            return None
        if position is None:
            return Opened(excerpt, None, None)
        span = self.shelf.span(excerpt.document_id)
        before = self.shelf.passage(position - 1).id if position > span.start else None
        after = self.shelf.passage(position + 1).id if position + 1 < span.stop else None
        return Opened(excerpt, before, after, len(self._section(position)))

    def choices(self, answer: Answer, most: int) -> tuple[Excerpt, ...]:
        """The answer's excerpts, then the other passages that were found; none where nothing answers."""
        if answer.outcome not in (Outcome.ANSWERED, Outcome.UNSURE):
            return ()
        quoted = reply_to(answer).excerpts
        shown = {excerpt.passage_id for excerpt in quoted}
        others = [hit.passage for hit in answer.hits if hit.passage.id not in shown]
        return (*quoted, *(excerpt_of(each, self.shelf.document(each.document_id), ()) for each in others))[:most]

    def excerpt(self, passage_id: str, quoted: Iterable[tuple[int, int]] = ()) -> Excerpt | None:
        """A passage with those stretches of it marked that lie inside it; None if it is no longer there."""
        passage = self._passage(passage_id)
        if passage is None:
            return None
        inside = [(start, end) for start, end in quoted if 0 <= start < end <= len(passage.text)]
        return excerpt_of(passage, self.shelf.document(passage.document_id), inside)

    def passages(self, document_id: str) -> list[Passage]:
        """A document's passages in reading order, those of its letterhead and signature too; KeyError without it."""
        inside = map(self.shelf.passage, self.shelf.span(document_id))
        return sorted((*inside, *beside(self.shelf.document(document_id))), key=lambda passage: passage.start)

    def _passage(self, passage_id: str) -> Passage | None:
        position = self.shelf.position(passage_id)
        if position is not None:
            return self.shelf.passage(position)
        document_id = passage_id.rpartition(".")[0]
        if document_id not in self.shelf.document_ids:
            return None
        return next((each for each in beside(self.shelf.document(document_id)) if each.id == passage_id), None)
