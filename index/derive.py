"""What a generation derives from its documents and their vectors: the dense, sparse and language parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from importlib import resources
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import abbreviations, dense, phrasebook, sentence_vectors, sparse
from index.abbreviations import Expansions
from index.accents import AccentModel, Counts
from index.chunk import encoding_text
from index.corpus import Corpus, Previous
from index.terms import terms
from index.types import Vectors

ACCENTS = "accents.npz"
_BACKGROUND = "background/syllables.npz"
_QUESTIONS = "background/questions.txt"
_MOST_COUNTED = 20_000
"""Documents whose syllables are counted: a bound on the memory that counting takes."""
_DOCUMENT_WEIGHT = 3
"""Of a count in the indexed documents beside one in the background."""


def derive(
    corpus: Corpus, vectors: Vectors, counts: NDArray[np.int64], folder: Path, *, searched_elsewhere: bool = False
) -> None:
    """Writes every derived part into the folder of a generation, but the dense one where that is searched elsewhere.

    `vectors` has shape (sum of counts, dim): for each passage in order its own row, then its sentences' rows where
    it has several (see `index.chunk.encoding_texts`); `counts` tells how many rows a passage has.
    """
    documents = {document.id: document for document in corpus.documents}
    defined = abbreviations.defined_in(document.text for document in documents.values())
    known = abbreviations.packaged().with_defined(defined)
    abbreviations.save(folder, defined)
    _write_vectors(folder, vectors, counts, searched_elsewhere)
    texts = (encoding_text(documents[passage.document_id], passage) for passage in corpus)
    sparse.write(folder, (_terms(text, known) for text in texts))
    syllables = background()
    for document in islice(documents.values(), _MOST_COUNTED):
        syllables.add(document.title, _DOCUMENT_WEIGHT)
        syllables.add(document.text, _DOCUMENT_WEIGHT)
    AccentModel.of(syllables).save(folder / ACCENTS)


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
        derive(corpus, vectors, counts, folder, searched_elsewhere=searched_elsewhere)
        return
    defined = abbreviations.defined_in(map(corpus.text, corpus.document_ids))
    known = abbreviations.packaged().with_defined(defined)
    abbreviations.save(folder, defined)
    if not searched_elsewhere:
        dense.revise(folder, previous.folder, previous.positions, vectors[np.cumsum(counts) - counts])
    rows, sentences = _of_sentences(counts)
    sentence_vectors.revise(folder, previous.folder, previous.positions, vectors[rows], sentences)
    positions = _without(corpus, previous.positions, _changed(abbreviations.open_defined(previous.folder), defined))
    fresh = (
        encoding_text(corpus.document(passage.document_id), passage)
        for passage in map(corpus.passage, np.flatnonzero(positions < 0).tolist())
    )
    sparse.revise(folder, previous.folder, positions, (_terms(text, known) for text in fresh))
    now, then = corpus.contents().items(), earlier.contents().items()
    model = AccentModel.open(previous.folder / ACCENTS)
    more, fewer = _syllables(corpus, now - then), _syllables(earlier, then - now)
    model.shifted(more, fewer).save(folder / ACCENTS)


def _syllables(corpus: Corpus, documents: Iterable[tuple[str, str]]) -> Counts:
    """The counts of documents that are named by their id and their content's key."""
    counts = Counts()
    for document_id, _content in documents:
        counts.add(corpus.document(document_id).title, _DOCUMENT_WEIGHT)
        counts.add(corpus.text(document_id), _DOCUMENT_WEIGHT)
    return counts


def _changed(then: Expansions, now: Expansions) -> set[str]:
    """The abbreviations that have another meaning now."""
    return {short for short in then.keys() | now.keys() if then.get(short) != now.get(short)}


def _without(corpus: Corpus, positions: NDArray[np.int64], shorts: Set[str]) -> NDArray[np.int64]:
    """The positions, with -1 for the passages of documents in which one of these abbreviations stands."""
    if not shorts:
        return positions
    result, meant = positions.copy(), re.compile("|".join(map(re.escape, sorted(shorts))))
    for document in corpus.documents:
        if any(map(meant.search, (document.title, document.text, *(section.title for section in document.outline)))):
            span = corpus.span(document.id)
            result[span.start : span.stop] = -1
    return result


def _terms(text: str, known: abbreviations.Abbreviations) -> list[str]:
    return terms(f"{text}\n{'. '.join(known.in_document(text))}")


def _write_vectors(folder: Path, vectors: Vectors, counts: NDArray[np.int64], searched_elsewhere: bool) -> None:
    """The first row of each passage is its own; a passage of one sentence lends it that row."""
    if not searched_elsewhere:
        dense.write(folder, vectors[np.cumsum(counts) - counts])
    rows, sentences = _of_sentences(counts)
    sentence_vectors.write(folder, vectors, sentences, rows)


def _of_sentences(counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], list[int]]:
    """Which rows are the sentences' and how many each passage has; one of one sentence lends it its own row."""
    own = np.zeros(int(counts.sum()), dtype=bool)
    own[(np.cumsum(counts) - counts)[counts > 1]] = True
    return np.flatnonzero(~own), np.maximum(counts - 1, 1).tolist()


def background() -> Counts:
    """The counts that come with the package: laws, our own list of questions, and everyday phrases."""
    with resources.as_file(resources.files("index") / _BACKGROUND) as path:
        counts = AccentModel.open(path).counts()
    for line in (resources.files("index") / _QUESTIONS).read_text(encoding="utf-8").splitlines():
        counts.add(line, _DOCUMENT_WEIGHT)
    for phrase in phrasebook.texts():
        counts.add(phrase)
    return counts
