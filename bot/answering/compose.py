"""From a question to an answer: what is small talk, what a list, what the best sentences say, and what is not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import letters
from bot.answering import parts, topics
from bot.answering.answer import Answer, Outcome, Quote, Suggestion
from bot.answering.articles import whole_article
from bot.answering.continuation import continued
from bot.answering.conversation import Turn, turn_of
from bot.answering.enumeration import enumerated, sectioned
from bot.answering.particulars import Particulars
from bot.answering.preference import Preference
from bot.answering.small_talk import small_talk, without_greeting
from bot.answering.surrounding import announced, completed
from index.question import compound
from index.question.asked import names_document
from index.question.body import bodies_named
from index.question.follow_up import new_subject
from index.question.more import More, more
from index.retrieval import confidence
from index.retrieval.numbered import Numbered
from index.retrieval.search import Searcher
from index.terms import bigrams, syllables, terms
from index.types import Asked, Evidence, Found, Passage, Query

ON_TOPIC, ON_TOPIC_FOREIGN = 0.12, 0.03
"""Probability of the documents' subject below which a question counts as not in the documents. Of our sets and small
libraries of them it refuses 93 of 100 everyday questions, 84 of other sets' and 1 of their own; .10 refuses .12 fewer
of their own and .7 and 1.5 fewer of the others. English ones meet the documents by their vectors alone; what stops them
is that their words stand in no document."""
ANSWERED, ANSWERED_WITHOUT_VALUE = 0.4, 0.7
"""Probability from which the best evidence counts as the answer; below, it is shown as the closest passage. The second
holds where no value of the asked-for kind was recognised in it: numbers and dates are also said in words."""
_PRINCIPAL = 0.3
"""How much less sure the principal document may answer than another and still be quoted. Of 310 golden questions on the
conclusion among 58 other documents 195 were right without it, 223 with it, 231 with .8; of 140 questions on the others
99 were right without it and with .3, 98 with .5 and .8."""
QUOTES = 3
_CLOSE = 1.2
"""How far below the best sentence's score another may lie and still be quoted; e^-1.2 is a third of its odds."""
_LEAST_UNMET = 0.1
"""Probability of an answer below which a question with a number that the best evidence lacks is not shown it either."""
_HITS = 10
_KNOWN_BY = 300
"""Characters of a quote that its passage is found by; a question may have 2,000."""


class Responder:
    """Answers questions over one generation; holds the opened search and is safe to share between threads.

    `principal` is the id of the document that a question means which names none, "" for no such document.
    """

    def __init__(self, searcher: Searcher, generation: str, principal: str = "") -> None:
        self._searcher = searcher
        self._generation = generation
        self._principal = principal if principal in searcher.corpus.document_ids else ""
        self._preference = Preference(searcher.corpus, searcher.sparse)
        self._numbered = Numbered(searcher.corpus)
        self._particulars = Particulars(searcher.corpus, searcher.sparse, self._principal)

    @property
    def generation(self) -> str:
        """The generation that answers come from."""
        return self._generation

    def topics(self) -> tuple[Suggestion, ...]:
        """What the documents speak of, as questions to begin with."""
        return topics.of_corpus(self._searcher.corpus)

    def answer(self, question: str, turns: Sequence[Turn] = (), hits: int = _HITS) -> Answer:
        """The answer to a question after the conversation's turns, with the best `hits` passages.

        Raises QuestionError where nothing is asked.
        """
        question = letters.whole(question)
        query = self._searcher.understand(without_greeting(question), [turn.question for turn in turns])
        talk = small_talk(question)
        if talk is not None:
            return Answer(question, Outcome.SMALL_TALK, confidence=1.0, talk=talk, generation=self._generation)
        wanted = more(question) if turns and turns[-1].said and query.ordinal is None else None
        going_on = self._continued(question, turns[-1], wanted, hits) if wanted else None
        if going_on is not None:
            return going_on
        whole = self._answer(question, query, turns, hits)
        if query.leaning and query.ordinal is None:
            whole = self._turned(question, whole, turns, hits)
        asked = compound.parts(question)
        if len(asked) > 1:
            return parts.together(whole, self._parts(asked, turns, hits))
        subjects = compound.subjects(question)
        if len(subjects) > 1 and whole.confidence < 1:
            return parts.beside(whole, self._parts(subjects, turns, hits))
        return whole

    def _continued(self, question: str, turn: Turn, wanted: More, hits: int) -> Answer | None:
        """More of what a turn quoted; its document is found by its words, since a turn keeps no more of an answer."""
        found = self._searcher.find(self._searcher.understand(turn.said[0][:_KNOWN_BY]), hits)
        documents = dict.fromkeys(hit.passage.document_id for hit in found.hits)
        spans = continued(self._searcher.corpus, documents, turn.said, wanted)
        return self._made(question, found, Outcome.ANSWERED, 1.0, spans) if spans and found.evidence else None

    def _turned(self, question: str, leaning: Answer, turns: Sequence[Turn], hits: int) -> Answer:
        """The answer to a follow-up's own subject, where what was found together with the earlier one tells less of it.

        "Còn du lịch thì sao?" after a question on an industrial park found that park again.
        """
        subject = new_subject(question, self._searcher.understand(question).restored)
        if not subject:
            return leaning
        query = self._searcher.understand(subject)
        alone = self._answer(question, replace(query, leaning=True), turns, hits, own_subject=True)
        told, told_alone = (self._told(query, answer.quotes) for answer in (leaning, alone))
        return alone if told_alone > told or told == told_alone == 0 else leaning

    def _told(self, query: Query, quotes: Sequence[Quote]) -> float:
        """The worth of those words of the question that the quotes hold."""
        held = frozenset(terms(" ".join(quote.text for quote in quotes)))
        return sum(self._searcher.sparse.idf(term) for term in query.content & held)

    def _parts(self, asked: Sequence[str], turns: Sequence[Turn], hits: int) -> list[parts.Part]:
        """What one message asks, each part understood after those before it."""
        found, before = list[parts.Part](), list(turns)
        for part in asked:
            query = self._searcher.understand(part, [turn.question for turn in before])
            found.append(parts.Part(part, query, self._answer(part, query, before, hits)))
            before.append(turn_of(part, found[-1].answer))
        return found

    def _answer(
        self, question: str, query: Query, turns: Sequence[Turn], hits: int, *, own_subject: bool = False
    ) -> Answer:
        said = turns[-1].said if query.leaning and query.asked is Asked.REASON else ()
        named = self._numbered.named(query.restored)
        found = self._preference.ordered(self._searcher.find(query, hits, named), said)
        if not found.evidence:
            return Answer(question, Outcome.NOT_FOUND, generation=self._generation)
        last = self._last(found, turns[-1], hits) if query.leaning and not named else None
        told = self._particulars.told(query, found, named, last)
        if told is not None:
            return self._made(question, found, told[0], float(told[0] is Outcome.ANSWERED), told[1])
        if last is not None:
            found = self._in_conversation(found, last, hits, said)
        elif self._principal and not named and not names_document(query.restored):
            found = self._in_principal(found, hits, said)
        article = whole_article(self._searcher.corpus, found)
        if article is not None:
            return self._made(question, found, Outcome.ANSWERED, 1.0, article)
        spans = enumerated(self._searcher.corpus, found)
        if spans is not None:
            sure = 1.0 if spans else 0.0
            return self._made(question, found, Outcome.ANSWERED if spans else Outcome.NOT_FOUND, sure, spans)
        whole = completed(self._searcher.corpus, found)
        outcome, sure = self._judged(found, on_topic=bool(named), first=whole.evidence[0])
        if outcome is Outcome.NOT_FOUND and query.leaning and turns[-1].said and not own_subject:
            outcome = Outcome.UNSURE
        section = sectioned(self._searcher.corpus, found)
        if section and outcome is not Outcome.NOT_FOUND:
            return self._made(question, found, Outcome.ANSWERED, max(sure, ANSWERED), section)
        listed = announced(self._searcher.corpus, whole)
        return self._made(question, found, outcome, sure, _quoted(whole) if listed is None else _joined(listed))

    def _last(self, found: Found, turn: Turn, hits: int) -> str | None:
        """The document that a turn quoted, known by its words: a turn keeps no more of an answer."""
        corpus = self._searcher.corpus
        if not turn.said or len(corpus.document_ids) == 1:
            return None
        before = self._searcher.find(self._searcher.understand(turn.question), hits)
        candidates = dict.fromkeys(hit.passage.document_id for hit in (*found.hits, *before.hits))
        return next((each for each in candidates if turn.said[0] in corpus.text(each)), None)

    def _in_conversation(self, found: Found, last: str, hits: int, said: Sequence[str]) -> Found:
        """What the document quoted last holds on a follow-up; what was found where that is not on its subject."""
        if found.evidence[0].passage.document_id == last:
            return found
        inside = self._preference.ordered(self._searcher.find(found.query, hits, (last,)), said)
        return inside if inside.evidence and self._judged(inside)[0] is not Outcome.NOT_FOUND else found

    def _in_principal(self, found: Found, hits: int, said: Sequence[str]) -> Found:
        """What the principal document holds on a question that names none, where it is no clearly worse answer."""
        if found.evidence[0].passage.document_id == self._principal:
            return found
        inside = self._preference.ordered(self._searcher.find(found.query, hits, (self._principal,)), said)
        if not inside.evidence:
            return found
        (outcome, sure), (_, elsewhere) = self._judged(inside), self._judged(found)
        return inside if outcome is Outcome.ANSWERED and sure >= elsewhere - _PRINCIPAL else found

    def _judged(self, found: Found, *, on_topic: bool = False, first: Evidence | None = None) -> tuple[Outcome, float]:
        """How the question ends, and the confidence that the best evidence answers it; `on_topic` if that is known.

        `first` is the sentence that is quoted before it and tells the value, where there is one.
        """
        document = self._searcher.corpus.document(found.evidence[0].passage.document_id)
        row = confidence.features(found, document, self._searcher.sparse)
        subject = confidence.subject_features(row, self._searcher.sparse)
        topic = confidence.probability(subject, self._searcher.weights.on_topic)
        sure = confidence.probability(row, self._searcher.weights.answered)
        best, query, sparse = found.evidence[0], found.query, self._searcher.sparse
        on_topic |= topic >= (ON_TOPIC_FOREIGN if query.foreign else ON_TOPIC) or confidence.same_figures(query, best)
        strange_word = sure < ANSWERED and confidence.names_unheard(query, sparse)
        if not on_topic or strange_word or confidence.elsewhere(query, sparse):
            return Outcome.NOT_FOUND, topic * sure
        unmet = confidence.unmet_numbers(query, best, document) > 0
        if unmet and sure < _LEAST_UNMET:
            return Outcome.NOT_FOUND, topic * sure
        strange = confidence.names_stranger(query, sparse) or confidence.lacks_words(query, sparse)
        strange |= any(pair not in sparse for body in bodies_named(query.original) for pair in bigrams(syllables(body)))
        if strange or unmet or confidence.names_nothing(query, best):
            return Outcome.UNSURE, topic * sure
        enough = ANSWERED if confidence.holds_value(query, first or best) else ANSWERED_WITHOUT_VALUE
        return (Outcome.ANSWERED if sure >= enough else Outcome.UNSURE), topic * sure

    def _made(
        self,
        question: str,
        found: Found,
        outcome: Outcome,
        sure: float,
        spans: Sequence[tuple[Passage, int, int]],
    ) -> Answer:
        corpus = self._searcher.corpus
        shown = () if outcome is Outcome.NOT_FOUND else spans
        quotes = tuple(
            Quote(passage.text[start:end], passage, corpus.document(passage.document_id), start, end)
            for passage, start, end in shown
        )
        about = found.evidence[0].passage
        return Answer(
            question,
            outcome,
            quotes,
            found.hits,
            sure,
            related=topics.related(corpus, quotes, found),
            topic=topics.shared(found, about) if outcome is not Outcome.ANSWERED else "",
            generation=self._generation,
        )


def _quoted(found: Found) -> list[tuple[Passage, int, int]]:
    """One to three spans: the best sentence, and others nearly as good; neighbours become one span.

    A question for several things takes the sentences around the best one along.
    """
    best = found.evidence[0]
    wide = found.query.asked in (Asked.LIST, Asked.REASON)
    near = [each for each in found.evidence[1:] if best.score - each.score < _CLOSE][: QUOTES - 1]
    if wide:
        near = [each for each in found.evidence[1:] if each.passage.id == best.passage.id][: QUOTES - 1]
    return _joined([(each.passage, each.start, each.end) for each in (best, *near)])


def _joined(chosen: Sequence[tuple[Passage, int, int]]) -> list[tuple[Passage, int, int]]:
    spans: list[tuple[Passage, int, int]] = []
    for of, first, last in chosen:
        for place, (passage, start, end) in enumerate(spans):
            gap = passage.text[min(end, last) : max(start, first)] if passage.id == of.id else "-"
            if not gap.strip():
                spans[place] = (passage, min(start, first), max(end, last))
                break
        else:
            spans.append((of, first, last))
    return spans
