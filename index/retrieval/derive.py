"""What a generation derives from its documents and their vectors: the dense, sparse and language parts."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Set
from importlib import resources
from math import ceil, log2
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.library.corpus import Corpus, Previous
from index.question import abbreviations, phrasebook
from index.question.abbreviations import Abbreviations, Expansions
from index.question.accents import AccentModel
from index.question.grams import Counts
from index.retrieval import dense, sentence_vectors, sparse
from index.retrieval.sentence_vectors import SentenceWriter
from index.terms import terms
from index.text.chunk import encoding_text
from index.types import Passage, Slices, Vectors

ACCENTS = "accents"
_BACKGROUND = "background/syllables.npz"
_QUESTIONS = "background/questions.txt"
MOST_COUNTED = 10_000
"""Documents whose syllables are counted; of more, a half, a quarter and so on, so that time and size stay bounded."""
_DOCUMENT_WEIGHT = 3
"""Of a count in the indexed documents beside one in the background."""


def derive(corpus: Corpus, slices: Slices, folder: Path, *, searched_elsewhere: bool = False) -> None:
    """Writes every derived part into the folder of a generation, but the dense one where that is searched elsewhere.

    No more than a slice of the vectors is in memory: for each passage in order its own row, then its sentences' rows
    where it has several (see `index.text.chunk.encoding_texts`).
    """
    known = _abbreviations(corpus, folder)
    with SentenceWriter(folder) as sentences:
        rows = _own_rows(slices, sentences)
        if searched_elsewhere:
            deque(rows, maxlen=0)  # they pass by for the sentences' sake
        else:
            dense.write(folder, len(corpus), rows)
    sparse.write(folder, (_terms(corpus, passage, known) for passage in corpus))
    _count(corpus, folder)


def _abbreviations(corpus: Corpus, folder: Path) -> Abbreviations:
    """Those of the package and those that the documents define, which are written into the folder."""
    defined = abbreviations.defined_in(map(corpus.text, corpus.document_ids))
    abbreviations.save(folder, defined)
    return abbreviations.packaged().with_defined(defined)


def _own_rows(slices: Slices, sentences: SentenceWriter) -> Iterator[Vectors]:
    """The first row of each passage, its own; its sentences' go to their writer on the way."""
    for vectors, counts in slices:
        rows, sizes = _of_sentences(counts)
        sentences.put(vectors[rows], sizes)
        yield vectors[np.cumsum(counts) - counts]


def revise(
    corpus: Corpus,
    vectors: Vectors,
    counts: NDArray[np.int64],
    folder: Path,
    previous: Previous,
    *,
    searched_elsewhere: bool = False,
) -> None:
    """Writes what `derive` would, taking over what the documents that are the same have in an earlier generation.

    `vectors` and `counts` are those of the passages that stand nowhere in it.
    """
    earlier = Corpus.open(previous.folder)
    if not len(earlier):  # nothing was derived for an empty library
        derive(corpus, [(vectors, counts)], folder, searched_elsewhere=searched_elsewhere)
        return
    known = _abbreviations(corpus, folder)
    if not searched_elsewhere:
        dense.revise(folder, previous.folder, previous.positions, vectors[np.cumsum(counts) - counts])
    rows, sentences = _of_sentences(counts)
    sentence_vectors.revise(folder, previous.folder, previous.positions, vectors[rows], sentences)
    changed = _changed(*map(abbreviations.open_defined, (previous.folder, folder)))
    positions = _without(corpus, previous.positions, changed)
    fresh = map(corpus.passage, np.flatnonzero(positions < 0).tolist())
    sparse.revise(folder, previous.folder, positions, (_terms(corpus, passage, known) for passage in fresh))
    if passed_over(len(corpus.document_ids)) != passed_over(len(earlier.document_ids)):
        _count(corpus, folder)
        return
    now, then = corpus.contents().items(), earlier.contents().items()
    model = AccentModel.open(previous.folder / ACCENTS)
    more, fewer = model.none_counted(), model.none_counted()
    _add(more, corpus, (document_id for document_id, _content in now - then))
    _add(fewer, earlier, (document_id for document_id, _content in then - now))
    model.shifted(more, fewer).save(folder / ACCENTS)


def _count(corpus: Corpus, folder: Path) -> None:
    counts = background()
    _add(counts, corpus, corpus.document_ids)
    AccentModel.of(counts).save(folder / ACCENTS)


def _add(counts: Counts, corpus: Corpus, document_ids: Iterable[str]) -> None:
    """Counts the syllables of those of the documents that are not passed over."""
    every = passed_over(len(corpus.document_ids))
    for document_id in document_ids:
        if crc32(document_id.encode()) % every == 0:
            counts.add(corpus.document(document_id).title, _DOCUMENT_WEIGHT)
            counts.add(corpus.text(document_id), _DOCUMENT_WEIGHT)


def passed_over(documents: int) -> int:
    """One of how many documents is counted in a library of so many: a power of two.

    >>> passed_over(10_000), passed_over(10_001), passed_over(32_000)
    (1, 2, 4)
    """
    return 1 << max(0, ceil(log2(max(1, documents) / MOST_COUNTED)))


def _changed(then: Expansions, now: Expansions) -> set[str]:
    """The abbreviations that have another meaning now."""
    return {short for short in then.keys() | now.keys() if then.get(short) != now.get(short)}


def _without(corpus: Corpus, positions: NDArray[np.int64], shorts: Set[str]) -> NDArray[np.int64]:
    """The positions, with -1 for the passages of documents in which one of these abbreviations stands."""
    if not shorts:
        return positions
    result, meant = positions.copy(), re.compile("|".join(map(re.escape, sorted(shorts))))
    for document in map(corpus.document, corpus.document_ids):
        if any(map(meant.search, (document.title, document.text, *(section.title for section in document.outline)))):
            span = corpus.span(document.id)
            result[span.start : span.stop] = -1
    return result


def _terms(corpus: Corpus, passage: Passage, known: Abbreviations) -> list[str]:
    text = encoding_text(corpus.document(passage.document_id), passage)
    return terms(f"{text}\n{'. '.join(known.in_document(text))}")


def _of_sentences(counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which rows are the sentences' and how many each passage has; one of one sentence lends it its own row."""
    own = np.zeros(int(counts.sum()), dtype=bool)
    own[(np.cumsum(counts) - counts)[counts > 1]] = True
    return np.flatnonzero(~own), np.maximum(counts - 1, 1)


def background() -> Counts:
    """The counts that come with the package: laws, our own list of questions, and everyday phrases."""
    with resources.as_file(resources.files("index") / _BACKGROUND) as path:
        counts = AccentModel.open_packed(path).counts()
    for line in (resources.files("index") / _QUESTIONS).read_text(encoding="utf-8").splitlines():
        counts.add(line, _DOCUMENT_WEIGHT)
    for phrase in phrasebook.texts():
        counts.add(phrase)
    return counts
