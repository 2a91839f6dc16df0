"""What a generation derives from its documents and their vectors: the dense, sparse and language parts."""

from __future__ import annotations

from importlib import resources
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import abbreviations, dense, sentence_vectors, sparse
from index.accents import AccentModel, Counts
from index.chunk import encoding_text
from index.corpus import Corpus
from index.terms import terms
from index.types import Vectors

ACCENTS = "accents.npz"
_BACKGROUND = "background/syllables.npz"
_QUESTIONS = "background/questions.txt"
_MOST_COUNTED = 20_000
"""Documents whose syllables are counted; more change the model little and cost memory."""
_DOCUMENT_WEIGHT = 3
"""Of a count in the indexed documents beside one in the background."""


def derive(corpus: Corpus, vectors: Vectors, counts: NDArray[np.int64], folder: Path) -> None:
    """Writes every derived part into the folder of a generation.

    `vectors` has shape (sum of counts, dim): for each passage in order its own row, then its sentences' rows where
    it has several (see `index.chunk.encoding_texts`); `counts` tells how many rows a passage has.
    """
    documents = {document.id: document for document in corpus.documents}
    defined = abbreviations.defined_in(document.text for document in documents.values())
    known = abbreviations.packaged().with_defined(defined)
    abbreviations.save(folder, defined)
    _write_vectors(folder, vectors, counts)
    texts = (encoding_text(documents[passage.document_id], passage) for passage in corpus)
    sparse.write(folder, (terms(f"{text}\n{'. '.join(known.in_document(text))}") for text in texts))
    syllables = background()
    for document in islice(documents.values(), _MOST_COUNTED):
        syllables.add(document.title, _DOCUMENT_WEIGHT)
        syllables.add(document.text, _DOCUMENT_WEIGHT)
    AccentModel.of(syllables).save(folder / ACCENTS)


def _write_vectors(folder: Path, vectors: Vectors, counts: NDArray[np.int64]) -> None:
    """The first row of each passage is its own; a passage of one sentence lends it that row."""
    firsts = np.cumsum(counts) - counts
    dense.write(folder, vectors[firsts])
    own = np.zeros(len(vectors), dtype=bool)
    own[firsts[counts > 1]] = True
    sentence_vectors.write(folder, vectors[~own], np.maximum(counts - 1, 1).tolist())


def background() -> Counts:
    """The counts that come with the package: laws, and our own list of questions."""
    with resources.as_file(resources.files("index") / _BACKGROUND) as path:
        counts = AccentModel.open(path).counts()
    for line in (resources.files("index") / _QUESTIONS).read_text(encoding="utf-8").splitlines():
        counts.add(line, _DOCUMENT_WEIGHT)
    return counts
