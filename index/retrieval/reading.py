"""What is looked at closely in a passage: its sentences, its words with and without diacritics."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from index.library.corpus import Corpus
from index.terms import same_tone, terms, words
from index.text.chunk import corrected, encoding_text
from index.text.sentences import sentences
from index.types import Passage

KEPT = 2_000
"""Passages kept ready: a bound on memory."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage taken apart: sentence spans with their texts (corrections applied) and terms; with its heading line it
    is `whole`, of which there are the terms and the accented syllables."""

    passage: Passage
    spans: tuple[tuple[int, int], ...]
    sentences: tuple[str, ...]
    sentence_terms: tuple[frozenset[str], ...]
    terms: frozenset[str]
    accented: frozenset[str]
    whole: str


class Readings:
    """Readings by position, those used last kept in memory; safe to share between threads."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._kept: OrderedDict[int, Reading] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, position: int) -> Reading:
        """The reading of the passage at a position."""
        with self._lock:
            kept = self._kept.get(position)
            if kept is not None:
                self._kept.move_to_end(position)
                return kept
        made = self._made(position)
        with self._lock:
            self._kept[position] = made
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made

    def _made(self, position: int) -> Reading:
        passage = self._corpus.passage(position)
        spans = tuple(sentences(passage.text))
        texts = tuple(corrected(passage.text[a:b], passage.start + a, passage.corrections) for a, b in spans)
        whole = encoding_text(self._corpus.document(passage.document_id), passage)
        return Reading(
            passage,
            spans,
            texts,
            tuple(frozenset(terms(text)) for text in texts),
            frozenset(terms(whole)),
            frozenset(match.group() for match in words(same_tone(whole).lower())),
            same_tone(whole),
        )
