"""A message that asks several things: what each of them is answered with, and which of them nothing answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answering.answer import Answer, Outcome, Quote
from index.question.asked import FACTOID, counts_unit
from index.question.told import tells
from index.terms import syllables
from index.types import Query

_MET = 0.5
"""Share of the words of a part that the quotes hold, from which they may be said to speak of it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things asked: as typed, as understood, and its own answer."""

    text: str
    query: Query
    answer: Answer

    @property
    def sure(self) -> bool:
        """Whether it has an answer of its own."""
        return self.answer.outcome is Outcome.ANSWERED


def together(whole: Answer, parts: Sequence[Part]) -> Answer:
    """The answers to the parts one after the other, what nothing answers named; the whole's where no part has one."""
    sure = whole.outcome is Outcome.ANSWERED
    if not any(part.sure for part in parts) and not all(part.answer.quotes for part in parts):
        return whole
    quotes: list[Quote] = list(whole.quotes[:1] if sure and whole.confidence < 1 else ())
    for part in parts:
        if part.sure or not (quotes or any(each.sure for each in parts)):
            several = part.answer.quotes if part.answer.confidence == 1.0 else part.answer.quotes[:1]
            quotes = _apart((*quotes, *several))
    sure |= any(part.sure for part in parts)
    return replace(
        whole,
        outcome=Outcome.ANSWERED if sure else Outcome.UNSURE,
        quotes=tuple(quotes),
        confidence=min((part.answer.confidence for part in parts if part.sure or not sure), default=whole.confidence),
        topic="" if sure else whole.topic,
        missing=tuple(_unanswered(parts, quotes)) if sure else (),
    )


def beside(whole: Answer, parts: Sequence[Part]) -> Answer:
    """The whole's answer with what answers two subjects that share a predicate, where its quotes lack that.

    What answers each subject comes first where the whole's quotes hold none of it.
    """
    sure = [part for part in parts if part.sure]
    certain = whole.outcome is Outcome.ANSWERED or len(sure) == len(parts)
    if whole.confidence == 1.0 or not sure or not certain:
        return whole
    quotes = list(whole.quotes if whole.outcome is Outcome.ANSWERED else ())
    firsts = [part.answer.quotes[0] for part in sure]
    if len(sure) == len(parts) and not any(_overlap(one, other) for one in firsts for other in quotes):
        quotes = [*_apart(firsts), *quotes[:1]]
    for part in sure:
        if not _speaks(part, quotes):
            quotes = _apart((*quotes, part.answer.quotes[0]))
    missing = tuple(_unanswered(parts, quotes))
    return replace(whole, outcome=Outcome.ANSWERED, quotes=tuple(quotes), topic="", missing=missing)


def _unanswered(parts: Sequence[Part], quotes: Sequence[Quote]) -> Iterator[str]:
    """The parts, as typed, without an answer of their own that the quotes do not answer either."""
    for part in parts:
        own = part.answer.quotes[:1] if part.query.leaning else ()
        if not part.sure and not _meets(part, quotes) and not any(_overlap(own[0], each) for each in quotes if own):
            yield part.text.strip(" ?.!,;")


def _meets(part: Part, quotes: Sequence[Quote]) -> bool:
    """Whether a quote speaks of what a part asks and tells a value of the kind asked for."""
    query = part.query
    return any(
        _speaks(part, [quote])
        and (query.asked not in FACTOID or tells(query.asked, quote.text))
        and (not query.unit or counts_unit(quote.text, query.unit))
        for quote in quotes
    )


def _speaks(part: Part, quotes: Sequence[Quote]) -> bool:
    wanted = {term for term in part.query.content if " " not in term}
    held = set(syllables(" ".join(quote.text for quote in quotes)))
    return len(wanted & held) >= _MET * len(wanted)


def _apart(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes without those that share words with an earlier one."""
    kept: list[Quote] = []
    for quote in quotes:
        if not any(_overlap(quote, other) for other in kept):
            kept.append(quote)
    return kept


def _overlap(one: Quote, other: Quote) -> bool:
    return one.passage.id == other.passage.id and one.start < other.end and other.start < one.end
