"""A question in the documents' own words: everyday phrases and English words give way to what documents say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.question import asked
from index.question.phrasebook import Held, Phrase, english, everyday, stands
from index.terms import bigrams, fold, same_tone, syllables, words

_ENGLISH_WORD = re.compile(r"[a-z0-9]+(?:['./-][a-z0-9]+)*")

_SPAN = re.compile(
    r"(?<!\w)(?:trong |ở )?(?:nửa (?:đầu )?nhiệm kỳ(?: (?:vừa )?qua)?|thời gian (?:vừa qua|qua|tới)|"
    r"giai đoạn (?:vừa )?qua|vừa qua|lâu nay|"
    r"nhìn chung|nói chung)(?!\w)\W*",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"(?<!\w)(?:(?:trích|đọc|chép)(?: (?:nguyên văn|giúp|lại|cho (?:tôi|mình|em)(?: nghe)?))* "
    r"|cho (?:tôi |mình |em )?xin "
    r"|(?:kết luận|văn bản|tài liệu|nghị quyết) (?:này )?(?=có ))?(?:có |cần )?"
    r"(?:(?:câu|đoạn|chỗ|phần)(?: nào)? )?(?:có )?(?:nói|nhắc|đề cập)(?: (?:tới|đến|về|gì về|gì đến|gì tới))(?!\w)\W*"
    r"|\W*(?<!\w)ở (?:đoạn|câu|mục|phần) nào(?!\w)",
    re.IGNORECASE,
)
"""How a document's words on something are asked for: "Trích nguyên văn đoạn nói về …", "có nhắc đến … ở đoạn nào"."""
_SUBJECT = 2
"""Syllables and pairs that must be left to ask with: "Nửa nhiệm kỳ qua thế nào?" stays whole."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A question in the documents' words, the other things that it may mean, and the words of what it is about.

    `own` are the administrative words of phrases that the documents use themselves.
    """

    text: str
    beside: tuple[str, ...]
    content: frozenset[str]
    own: tuple[str, ...] = ()


def in_documents_words(restored: str, typed: str, held: Held) -> Meaning:
    """The meaning of a question with its diacritics; `typed` is the same words as they were typed.

    A phrase that the documents use themselves stays, and its administrative words stand beside it.
    """
    found = list(words(restored))
    written = [same_tone(match.group()).lower() for match in found]
    plain = [match.group() for match in words(typed)]
    bare = [word.lower() == fold(word) for word in plain] if len(plain) == len(written) else [False] * len(written)
    parts: list[str] = []
    beside: list[str] = []
    kept: list[str] = []
    position = 0
    for phrase in everyday().phrases(written, bare, held):
        if stands(" ".join(written[phrase.start : phrase.end]), held):
            kept += phrase.meanings if phrase.exact else ()
            continue
        start, end = found[phrase.start].start(), found[phrase.end - 1].end()
        parts += [restored[position:start], phrase.meanings[0]]
        beside += phrase.meanings[1:]
        position = end
    text = _without_span("".join([*parts, restored[position:]]))
    return Meaning(text, tuple(beside), asked.content(text), tuple(kept))


def _without_span(text: str) -> str:
    """A question without the stretch of time that it asks about, which says the tense and not the subject, and without
    the words that ask for a document's words."""
    rest = " ".join(_REQUEST.sub(" ", _SPAN.sub(" ", text)).split())
    return text if len(asked.content(rest)) < _SUBJECT else rest


def in_vietnamese(typed: str, held: Held) -> Meaning:
    """The meaning of an English question: its words, each in Vietnamese where the phrasebook knows it.

    Words that it does not know stay, and count among what the question is about.
    """
    written = _ENGLISH_WORD.findall(typed.lower().replace("’", "'"))
    phrases = {phrase.start: phrase for phrase in _english_phrases(written, held)}
    parts: list[str] = []
    beside: list[str] = []
    content: set[str] = set()
    place = 0
    while place < len(written):
        phrase = phrases.get(place)
        if phrase is None:
            unknown = asked.content(written[place], foreign=True)
            content |= unknown
            parts += [written[place]] if unknown else []
            place += 1
            continue
        parts.append(phrase.meanings[0])
        beside += phrase.meanings[1:]
        own = syllables(phrase.meanings[0])
        content.update(own, bigrams(own))
        place = phrase.end
    return Meaning(" ".join(parts), tuple(beside), frozenset(content))


def english_word(word: str) -> bool:
    """Whether the phrasebook knows a word, in any form."""
    return len(word) > 3 and any((form,) in english().meanings for form in _forms(word))


def _english_phrases(written: Sequence[str], held: Held) -> list[Phrase]:
    book = english()
    found: list[Phrase] = []
    place = 0
    while place < len(written):
        for length in range(min(book.longest, len(written) - place), 0, -1):
            *before, last = written[place : place + length]
            meanings = next(filter(None, (book.meanings.get((*before, form)) for form in _forms(last))), None)
            if meanings:
                known = sorted(meanings, key=lambda meaning: not stands(meaning, held))
                found.append(Phrase(place, place + length, tuple(known)))
                place += length
                break
        else:
            place += 1
    return found


def _forms(word: str) -> list[str]:
    """A word and what it may be an ending's form of: "targets", "policies", "managed", "exceeding"."""
    forms = [word]
    for ending, instead in (
        ("'s", ""),
        ("ies", "y"),
        ("es", ""),
        ("s", ""),
        ("ed", ""),
        ("d", ""),
        ("ing", ""),
        ("ing", "e"),
        ("er", ""),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            forms.append(word[: -len(ending)] + instead)
    return forms
