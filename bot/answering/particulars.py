"""Questions about a document as a whole: who signed it, whom it goes to, when it was issued, what it is about.

The words stand in the letterhead and below the text, in no passage of the library: a passage of their own is made of
them, the same one each time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.answering.answer import Outcome
from bot.answering.digest import key_sentences
from bot.phrases.particulars import PLACES
from index.library.corpus import Corpus, corrections_within
from index.question.asked import names_document
from index.question.particular import GENERIC, asks_summary, asks_where_it_ends, kind_meant, particular
from index.retrieval.sparse import Sparse
from index.terms import fold, syllables
from index.text.particulars import Particular, Stretch, particulars
from index.text.sentences import sentences
from index.types import BlockKind, Document, Found, Passage, Query

Spans = list[tuple[Passage, int, int]]

_DOCUMENTS = 3
"""Documents found first, one of which the question may mean by its title."""
_SUMMARY = 5
"""Key sentences that stand for a document in an answer: more take two screens of a phone."""
_MET = 0.67
"""Share of the worth of a question's other words that the head of the document it means holds."""
_ONLY_THERE = (Particular.SIGNATURE, Particular.NUMBER)
"""What no sentence of the text tells where it does not stand in its place."""
_INSTEAD = {Particular.SIGNATURE: Particular.CLOSING, Particular.ISSUER: Particular.TITLE}
"""What is shown, as unsure, where the first is not told."""
_SHORT_KINDS = {
    "nq": "nghi quyet", "nd": "nghi dinh", "qd": "quyet dinh", "kl": "ket luan", "ct": "chi thi", "tt": "thong tu",
    "hd": "huong dan", "kh": "ke hoach", "tb": "thong bao", "cv": "cong van", "cd": "cong dien", "bc": "bao cao",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Particulars:
    """The particulars of one library's documents; `principal` is the one that a question means which tells none."""

    corpus: Corpus
    sparse: Sparse
    principal: str = ""

    def told(self, query: Query, found: Found, named: Sequence[str], last: str | None) -> tuple[Outcome, Spans] | None:
        """How a question for a particular ends and what is quoted; None where it asks for none or means no document.

        `named` are the documents that it names by number, `last` is the one that was quoted before.
        """
        summary = asks_summary(query.original)
        wanted = particular(query.original) or (None if query.leaning else particular(query.restored))
        document = self._meant(query, found, named, last) if summary or wanted else None
        if document is None:
            return None
        if wanted is None or summary:
            held = map(self.corpus.passage, self.corpus.span(document.id))
            return Outcome.ANSWERED, [
                (s.passage, s.start, s.end) for s in key_sentences(held, document.title, _SUMMARY)
            ]
        stretches = particulars(document)
        if wanted in stretches:
            sure = wanted is not Particular.CLOSING or asks_where_it_ends(query.original)
            return (Outcome.ANSWERED if sure else Outcome.UNSURE), list(self._spans(document, wanted, stretches))
        instead = _INSTEAD.get(wanted)
        if instead is not None and instead in stretches:
            return Outcome.UNSURE, list(self._spans(document, instead, stretches))
        return (Outcome.NOT_FOUND, []) if wanted in _ONLY_THERE else None

    def _meant(self, query: Query, found: Found, named: Sequence[str], last: str | None) -> Document | None:
        """The document that a question means: by number, as spoken of, as the only or principal one, by its title."""
        if named:
            return self.corpus.document(named[0])
        if names_document(query.restored):
            return None
        kind = kind_meant(query.restored)
        rest = {term for term in query.content if " " not in term and not term.isdigit()} - GENERIC
        alone = self.corpus.document_ids if len(self.corpus.document_ids) == 1 else ()
        candidates = [last] if last and query.leaning else list(alone)
        if not candidates and rest:
            candidates = list(dict.fromkeys(hit.passage.document_id for hit in found.hits))[:_DOCUMENTS]
        elif not candidates and self.principal and not query.leaning:
            candidates = [self.principal]
        documents = map(self.corpus.document, candidates)
        return next((each for each in documents if _is_kind(each, kind) and self._named_by(rest, each)), None)

    def _named_by(self, rest: set[str], document: Document) -> bool:
        """Whether a document's head holds most of the words that say which document is meant."""
        head = set(syllables(f"{document.title} {document.issuer} {document.number}"))
        worth = {term: self.sparse.idf(term) for term in rest}
        met = sum(value for term, value in worth.items() if term in head)
        return met >= _MET * sum(worth.values())

    def _spans(
        self, document: Document, wanted: Particular, stretches: Mapping[Particular, tuple[Stretch, ...]]
    ) -> Iterator[tuple[Passage, int, int]]:
        own = {passage.start: passage for passage in beside(document)}
        for start, end in stretches[wanted]:
            if start in own:
                yield own[start], 0, end - start
                continue
            held = (self.corpus.passage(position) for position in self.corpus.span(document.id))
            passage = next((each for each in held if each.start <= start < each.end), None)
            if passage is not None:
                yield (passage, *_whole(passage, start - passage.start, min(end, passage.end) - passage.start))


def _whole(passage: Passage, start: int, end: int) -> Stretch:
    """A stretch of a passage with the rest of the sentences that it begins and ends in."""
    spans = [(first, last) for first, last in sentences(passage.text) if first < end and start < last]
    return (min(start, spans[0][0]), max(end, spans[-1][1])) if spans else (start, end)


def beside(document: Document) -> tuple[Passage, ...]:
    """Passages of the particulars that stand in no passage of the library, in reading order.

    Invariant: `document.text[passage.start:passage.end] == passage.text`.
    """
    made: dict[int, Passage] = {}
    furniture = {block.start for block in document.blocks if block.kind is BlockKind.FURNITURE}
    for each, stretches in particulars(document).items():
        for start, end in stretches:
            if start in furniture:
                made.setdefault(start, _passage(document, each, start, end))
    return tuple(made[start] for start in sorted(made))


def _passage(document: Document, particular_: Particular, start: int, end: int) -> Passage:
    text = document.text[start:end]
    digest = hashlib.sha256(f"{particular_.value}\n{text}".encode()).hexdigest()[:8]
    heading = PLACES[particular_.value]
    inside = corrections_within(document, start, end)
    return Passage(
        f"{document.id}.{digest}", document.id, (heading,), text, start, end, document.page_at(start), inside
    )


def _is_kind(document: Document, kind: str) -> bool:
    return not kind or fold(document.kind) == _SHORT_KINDS.get(kind, kind)
