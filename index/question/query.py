"""From what somebody typed to what is searched for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index import numbers
from index.errors import QuestionError
from index.question import asked
from index.question.abbreviations import Abbreviations
from index.question.accents import AccentModel, Nearby
from index.question.follow_up import leans_on_earlier
from index.question.meaning import Meaning, english_word, in_documents_words, in_vietnamese
from index.question.ordinals import in_digits, ordinal, ordinal_after, spoken
from index.question.phrasebook import Held
from index.question.spelling import Speller
from index.terms import bigrams, fold, same_tone, syllables
from index.types import Asked, Query

LONGEST = 2000
"""Characters of a question; the longest of the 6,402 in our question sets has 424."""

_CONTROL = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SPACES = re.compile(r"\s+")
_ENGLISH_ONLY = frozenset(
    word
    for line in (
        "of is are was were what when where who whom which how why does did has have had and or for from with about",
        "many much its been held year date province party conference committee tell please list there any should said",
        "you your this that would could they will which one over under into",
    )
    for word in line.split()
)
_ENGLISH = _ENGLISH_ONLY | {
    "the",
    "do",
    "in",
    "on",
    "to",
    "by",
    "it",
    "be",
    "me",
    "an",
    "a",
    "i",
    "my",
    "can",
    "at",
    "as",
    "we",
}
"""Function words; those added here are syllables of Vietnamese without diacritics too ("the nao la do thi")."""
_ENGLISH_SHARE = 0.4
BIGRAM_WEIGHT = 0.6
"""What a pair of syllables counts beside a syllable."""
_OTHER_WAY = 0.5
"""Of a term that stands for another reading of what was typed: a second expansion, a Roman numeral."""
_BESIDE = 0.4
"""Of a term of what an everyday phrase or an English word may mean as well."""
_BESIDE_OWN = 0.15
"""Of a term of what documents call a phrase that they also use themselves."""
_EARLIER = 0.35
"""Of a term that an earlier turn of the conversation brings in."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What questions are read with: made of the indexed documents and the package's background."""

    accents: AccentModel
    abbreviations: Abbreviations
    speller: Speller
    held: Held
    nearby: Nearby | None = None

    def query(self, question: str, earlier: Sequence[str] = ()) -> Query:
        """The query of a question; `earlier` are the conversation's questions before it, oldest first.

        Raises QuestionError for a question that is empty, too long, or holds no word.
        """
        typed = tidy(question)
        single = self._single(typed)
        if not earlier:
            return single
        place = ordinal_after(typed, earlier)
        if place is None and not leans_on_earlier(typed, single.restored, foreign=single.foreign):
            return single
        before = self.query(earlier[-1], earlier[:-1])
        return replace(
            single,
            restored=f"{before.restored} {single.restored}",
            terms={term: weight * _EARLIER for term, weight in before.terms.items()} | dict(single.terms),
            content=single.content if place is None else single.content | before.content,
            asked=single.asked if single.asked is not Asked.OPEN else before.asked,
            unit=single.unit or before.unit,
            ordinal=single.ordinal if place is None else place,
            leaning=True,
        )

    def _single(self, typed: str) -> Query:
        if is_english(typed):
            return self._foreign(typed)
        readings = self._readings(typed)
        restored = in_digits(self.accents.restore(same_tone(readings[0]), self.nearby))
        meaning = in_documents_words(restored, readings[0], self.held)
        return Query(
            original=typed,
            restored=meaning.text.lower() if meaning.text.isupper() else meaning.text,
            terms=_terms(typed, readings, meaning),
            content=meaning.content,
            numbers=numbers.numbers(readings[0]),
            unit=asked.unit(restored),
            asked=asked.asked(restored),
            ordinal=ordinal(fold(readings[0]) if fold(typed) == typed.lower() else readings[0]),
        )

    def _foreign(self, typed: str) -> Query:
        meaning = in_vietnamese(typed, self.held)
        return Query(
            original=typed,
            restored=f"{typed} {meaning.text}",
            terms=_terms(typed, [typed], meaning),
            content=meaning.content,
            numbers=numbers.numbers(typed),
            unit=asked.unit(typed),
            asked=asked.asked(typed),
            ordinal=ordinal(typed),
            foreign=True,
        )

    def _readings(self, typed: str) -> list[str]:
        """The question with abbreviations spelled out and slips mended: the likeliest reading, then the others."""
        likeliest: list[str] = []
        others: list[str] = []
        position = 0
        for start, end, expansions in self.abbreviations.readings(typed):
            chosen = expansions[0] if expansions else self._mended(typed[start:end])
            others += [f"{typed[:start][-30:]} {other}" for other in expansions[1:]]
            likeliest += [typed[position:start], chosen]
            position = end
        return [self.speller.in_context("".join([*likeliest, typed[position:]]), self.held), *others]

    def _mended(self, word: str) -> str:
        return re.sub(r"[^\W_]+", lambda match: self.speller.mend(match.group()), word)


def tidy(question: str) -> str:
    """The question in NFC on one line. Raises QuestionError where nothing can be asked with it."""
    text = _SPACES.sub(" ", _CONTROL.sub(" ", unicodedata.normalize("NFC", question))).strip()
    if not text:
        raise QuestionError("Câu hỏi trống: hãy gõ điều muốn hỏi.")
    if len(text) > LONGEST:
        raise QuestionError(f"Câu hỏi dài {len(text)} ký tự, nhiều nhất là {LONGEST}: hãy hỏi gọn lại.")
    if not syllables(text):
        raise QuestionError("Câu hỏi không có chữ nào: hãy gõ bằng lời điều muốn hỏi.")
    return text


def is_english(text: str) -> bool:
    """Whether a question is English, by the share of words without diacritics that are English ones."""
    parts = syllables(text)
    if fold(text) != text.lower() or len(parts) < 2 or _ENGLISH_ONLY.isdisjoint(parts):
        return False
    return sum(part in _ENGLISH or english_word(part) for part in parts) >= max(2, _ENGLISH_SHARE * len(parts))


def _terms(typed: str, readings: Sequence[str], meaning: Meaning) -> Mapping[str, float]:
    """Weighted terms of all readings; what was typed counts beside what it may stand for."""
    weights: dict[str, float] = {}
    others = ((other, _OTHER_WAY) for other in (*readings, typed))
    beside = [*((other, _BESIDE) for other in meaning.beside), *((other, _BESIDE_OWN) for other in meaning.own)]
    for reading, weight in ((meaning.text, 1.0), *others, *beside):
        parts = syllables(reading)
        for terms, share in ((parts, 1.0), (bigrams(parts), BIGRAM_WEIGHT)):
            for term in terms:
                weights[term] = max(weights.get(term, 0.0), weight * share)
    folded = fold(meaning.text)
    for written, other in (numbers.other_writings(folded) | spoken(folded)).items():
        weights.setdefault(other, _OTHER_WAY)
        for left in [term for term in weights if term.endswith(f" {written}")]:
            weights.setdefault(left[: -len(written)] + other, _OTHER_WAY * BIGRAM_WEIGHT)
    return weights
