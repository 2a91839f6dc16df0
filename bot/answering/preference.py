"""Which of the found sentences is said first: what the fitted order of `index.retrieval.rank` does not see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answering.articles import article_named, within_article
from index.library.corpus import Corpus
from index.question import tense
from index.question.asked import names_document
from index.question.body import body_asked, names_body
from index.question.tense import Tense
from index.retrieval import confidence
from index.retrieval.sparse import Sparse
from index.terms import terms
from index.text.boilerplate import cites
from index.text.sentences import sentences
from index.types import Asked, Evidence, Found

_OTHER_TENSE = 1.5
"""Taken off the score of a sentence that tells of tasks where results are asked for, and the other way round."""
_SAID = 2.0
"""Taken off the score of a sentence that the answer before has quoted."""
_CAUSE = 0.8
"""Put on the score of a sentence that says why, where that is asked."""
_HEADING, _TITLE = 2.0, 4.0
"""Taken off the score of a heading and of a line of the title: they name what the sentences below them tell. A line of
the title holds more of the question's words than any sentence of its document."""
_UNMET, _UNMET_NAME = 2.0, 7.0
"""Taken off the score of a sentence for the share of the question's numbers that neither its passage nor its document's
head holds; more where they name a document: "Nghị quyết 57" asks for that one."""
_IN_FORCE = 6.0
"""Put on the score of the sentence that says when its document comes into force, where that is asked: what comes into
force stands in the title alone, and lines on what is replaced, which repeat it, lie up to five above."""
_CREDIT = 4.0
"""Put on the score of a sentence for the share of the question's words that it lacks and its headings, its document's
title or issuer hold, where there are several documents: "… ở Nghệ An …" stands at a decree's head, not in its articles.
From 2 to 7 those of our questions on 58 documents that it was chosen with had 37 to 44 of 70 right, without it 34."""
_BODY = 2.5
"""Put on the score of a sentence that names a body of the kind asked for, or stands under a heading that does."""
_CITES = 3.0
"""Taken off the score of a sentence that only names what its document rests on or goes to."""


@dataclass(frozen=True, slots=True)
class Preference:
    """How the sentences of one library are put in order for a question."""

    corpus: Corpus
    sparse: Sparse

    def ordered(self, found: Found, said: Sequence[str]) -> Found:
        """The same with its evidence in another order.

        What tells of the other tense than is asked for stands back, and so do headings, lines of the title, what lacks
        the question's numbers, what only cites, and what was `said` just before, whose reason is asked for.
        """
        query = found.query
        wanted = Tense.EITHER if query.foreign else tense.asked(query.restored)
        other = {Tense.RESULT: Tense.TASK, Tense.TASK: Tense.RESULT}.get(wanted)
        unmet = _UNMET_NAME if names_document(query.restored) else _UNMET
        lacking = self._lacking(found)
        kind = body_asked(query.restored)
        moved: list[Evidence] = []
        for each, credit in zip(found.evidence, lacking, strict=True):
            document = self.corpus.document(each.passage.document_id)
            shift = (
                -_OTHER_TENSE * (tense.told(each.text) is other)
                + _CAUSE * (query.asked is Asked.REASON and tense.gives_cause(each.text))
                - _HEADING * (each.text.strip(" #*:.") in each.passage.headings)
                - _TITLE * (" ".join(each.text.split()) in document.title)
                - unmet * confidence.unmet_numbers(query, each, document)
                - _SAID * any(each.text in quoted for quoted in said)
                + _CREDIT * credit
                + _BODY * (kind not in ("", "ai") and _tells_body(kind, each))
                - _CITES * cites(each.text)
            )
            moved.append(replace(each, score=each.score + shift))
        ordered = sorted(moved, key=lambda each: -each.score)
        if ordered and tense.asks_in_force(query.restored):
            ordered = self._in_force_first(ordered)
        article = article_named(query.restored)
        if ordered and article is not None:
            ordered = within_article(self.corpus, ordered, article)
        return replace(found, evidence=tuple(ordered))

    def _lacking(self, found: Found) -> list[float]:
        """The share of the question's words that each sentence lacks and its head holds; 0 for a lone document."""
        if len(self.corpus.document_ids) < 2:
            return [0.0] * len(found.evidence)
        worth = {term: self.sparse.idf(term) for term in found.query.content}
        total = sum(worth.values()) or 1.0
        above: dict[str, frozenset[str]] = {}
        shares = []
        for each in found.evidence:
            passage = each.passage
            if passage.id not in above:
                document = self.corpus.document(passage.document_id)
                head = terms(" \n ".join((document.title, document.issuer, *passage.headings)))
                above[passage.id] = frozenset(worth).intersection(head)
            lacked = above[passage.id] - frozenset(terms(each.text)) if above[passage.id] else above[passage.id]
            shares.append(sum(worth[term] for term in lacked) / total)
        return shares

    def _in_force_first(self, ordered: Sequence[Evidence]) -> list[Evidence]:
        """The evidence with the sentence that says when the best one's document comes into force moved up.

        It is looked for in the whole document where it was not found: it has none of the words of the matter.
        """
        document = ordered[0].passage.document_id
        moved = [
            replace(each, score=each.score + _IN_FORCE)
            if each.passage.document_id == document and tense.tells_in_force(each.text)
            else each
            for each in ordered
        ]
        if not any(tense.tells_in_force(each.text) for each in ordered if each.passage.document_id == document):
            passages = map(self.corpus.passage, self.corpus.span(document))
            moved += [
                replace(ordered[0], passage=passage, start=start, end=end, score=ordered[0].score + _IN_FORCE)
                for passage in passages
                if tense.tells_in_force(passage.text)
                for start, end in sentences(passage.text)
                if tense.tells_in_force(passage.text[start:end])
            ]
        return sorted(moved, key=lambda each: -each.score)


def _tells_body(kind: str, each: Evidence) -> bool:
    return names_body(kind, each.text) or any(names_body(kind, heading) for heading in each.passage.headings[-1:])
