"""An answer as a value: its outcome and its quotes. Text for a person is made of it by `bot.writing.render`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.answering.small_talk import Talk
from index.types import Document, Hit, Passage


class Outcome(StrEnum):
    """How a question ended. `UNSURE` shows the closest passages and says that they are only that."""

    ANSWERED = "answered"
    UNSURE = "unsure"
    NOT_FOUND = "not_found"
    SMALL_TALK = "small_talk"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a passage; `start` and `end` count from the passage's first character.

    Cannot be made unless `text` stands verbatim at that place, so that no answer can show invented words.
    """

    text: str
    passage: Passage
    document: Document
    start: int
    end: int

    def __post_init__(self) -> None:
        if not self.text or self.passage.text[self.start : self.end] != self.text:
            raise ValueError(f"quote is not verbatim in passage {self.passage.id} at {self.start}:{self.end}")
        if self.passage.document_id != self.document.id:
            raise ValueError(f"passage {self.passage.id} is not of document {self.document.id}")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question or topic that the same document answers; `passage_id` names the passage behind it."""

    title: str
    question: str
    passage_id: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for a question: quotes best first, and the passages they were chosen from.

    `missing` are the parts of the question, as typed, that the documents do not answer while they answer others.
    `confidence` is the calibrated probability that the first quote answers the question. `topic` names what the
    documents do speak of when they do not tell what was asked ("Tài liệu có nói về …, nhưng không nêu …"); `talk` is
    the kind of small talk.
    """

    question: str
    outcome: Outcome
    quotes: tuple[Quote, ...] = ()
    hits: tuple[Hit, ...] = ()
    confidence: float = 0.0
    related: tuple[Suggestion, ...] = ()
    topic: str = ""
    talk: Talk | None = None
    generation: str = ""
    missing: tuple[str, ...] = ()
