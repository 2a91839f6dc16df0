"""How likely a question is on the documents' subject, and how likely the best evidence answers it.

Two logistic regressions over what the match shows and lacks. `fit_subject` and `fit` of `index.measure` fitted them on
questions with known answers, on other subjects, and on the subject but without an answer in the documents.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from index.numbers import in_any_writing
from index.question.asked import FACTOID, counts_unit, holds, of_the_moment, only_counted, which
from index.question.told import tells
from index.retrieval.sparse import Sparse
from index.syllable import is_bare
from index.terms import CAPITAL, bigrams, syllables, terms
from index.types import Document, Evidence, Found, Query

FEATURES = (
    "bias", "sentence", "passage", "met_sentence", "met_passage", "pairs_passage", "unseen", "unseen_pairs",
    "no_value", "no_unit", "no_number", "factoid_unmet", "foreign", "foreign_sentence",
)  # fmt: skip
SUBJECT = (*FEATURES, "size")
"""Names of what tells whether a question is on the documents' subject. The more passages there are, the nearer the
best of them comes to a question on anything: the best of 17 is as near to everyday questions as .80, of 10,343 .86."""
_NAME = re.compile(rf"(?<=\s){CAPITAL}[^\W\d_]*(?: {CAPITAL}[^\W\d_]*)+")
"""Not at the question's beginning, where any word has a capital."""
_NAMING = 5
"""Letters of a foreign word that is taken for a name; shorter ones are abbreviations and slips as often."""
Row = NDArray[np.float64]


def features(found: Found, document: Document, sparse: Sparse) -> Row:
    """The features of a found answer, in the order of FEATURES; `document` is that of the best evidence."""
    best, query = found.evidence[0], found.query
    context = f"{document.title} {' '.join(best.passage.headings)} {best.passage.text}"
    in_sentence, in_context = frozenset(terms(best.text)), frozenset(terms(context))
    single = [term for term in query.content if " " not in term]
    pairs = [term for term in query.content if " " in term]
    met_passage = _share(single, in_context, sparse)
    factoid = query.asked in FACTOID
    sentence, passage = best.features["dense"], max((hit.features.get("dense", 0.0) for hit in found.hits), default=0.0)
    return np.array(
        [
            1.0,
            sentence,
            passage,
            _share(single, in_sentence, sparse),
            met_passage,
            _share(pairs, in_context, sparse),
            1 - _share(single, frozenset(term for term in single if term in sparse), sparse),
            1 - _share(pairs, frozenset(term for term in pairs if term in sparse), sparse),
            float(factoid and not holds(query.asked, best.text)),
            float(bool(query.unit) and not counts_unit(best.text, query.unit)),
            unmet_numbers(query, best, document),
            float(factoid) * (1 - met_passage),
            float(query.foreign),
            float(query.foreign) * sentence,
        ]
    )


def subject_features(row: Row, sparse: Sparse) -> Row:
    """The features in the order of SUBJECT, of those in the order of FEATURES."""
    return np.append(row, np.log(max(len(sparse), 1)))


def probability(row: Row, weights: Row) -> float:
    """The logistic function of the weighted features."""
    return float(1 / (1 + np.exp(-np.clip(row @ weights, -30, 30))))


def holds_value(query: Query, best: Evidence) -> bool:
    """Whether the sentence holds a date, a name, or a number beside what is counted, where one is asked for."""
    if query.asked in FACTOID and not tells(query.asked, best.text):
        return False
    return not query.unit or counts_unit(best.text, query.unit)


def names_nothing(query: Query, best: Evidence) -> bool:
    """Whether the question wants things named that the sentence only counts."""
    named = which(query.restored)
    return bool(named) and only_counted(best.text, named)


def elsewhere(query: Query, sparse: Sparse) -> bool:
    """Whether a question cannot be on documents: it asks about today, or in English mostly for what none holds."""
    if of_the_moment(query.restored):
        return True
    named = [term for term in query.content if term.isalpha()]
    return query.foreign and 2 * sum(term not in sparse for term in named) >= max(len(named), 1)


def lacks_words(query: Query, sparse: Sparse) -> bool:
    """Whether an English question names something that is called by words which stand in no document."""
    return query.foreign and any(" " in term and term not in sparse for term in query.content)


def same_figures(query: Query, best: Evidence) -> bool:
    """Whether the sentence holds each of the question's two or more numbers."""
    held = frozenset(terms(best.text))
    return len(query.numbers) > 1 and all(held & in_any_writing(number) for number in query.numbers)


def names_stranger(query: Query, sparse: Sparse) -> bool:
    """Whether the question spells a name of two words or more that stands in no document."""
    if query.foreign or query.original.isupper():
        return False
    names = (pair for match in _NAME.finditer(query.original) for pair in bigrams(syllables(match.group())))
    return any(pair not in sparse for pair in names)


def names_unheard(query: Query, sparse: Sparse) -> bool:
    """Whether the question names, by a word that is no Vietnamese, what stands in no document: "bitcoin"."""
    if query.foreign:
        return False
    words = (term for term in query.content if term.isalpha() and len(term) >= _NAMING)
    return any(word not in sparse and not is_bare(word) for word in words)


def unmet_numbers(query: Query, best: Evidence, document: Document) -> float:
    """The share of the question's numbers that neither the passage nor its document's head holds, in any writing."""
    if not query.numbers:
        return 0.0
    dated = " ".join(f"{day.day} {day.month} {day.year}" for day in (document.date, document.published) if day)
    head = " ".join((document.title, document.number, dated, *best.passage.headings))
    held = frozenset(terms(f"{head} {best.passage.text}"))
    return sum(not held & in_any_writing(number) for number in query.numbers) / len(query.numbers)


def _share(wanted: list[str], held: frozenset[str], sparse: Sparse) -> float:
    """The share of the wanted terms' worth that is held; 1 where nothing is wanted."""
    worth = {term: sparse.idf(term) for term in wanted}
    total = sum(worth.values())
    return sum(value for term, value in worth.items() if term in held) / total if total else 1.0
