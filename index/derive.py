"""What a generation derives from its documents and their vectors: the dense, sparse and language parts."""

from __future__ import annotations

from importlib import resources
from itertools import islice
from pathlib import Path

from index import abbreviations, dense, sparse
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


def derive(corpus: Corpus, vectors: Vectors, folder: Path) -> None:
    """Writes every derived part into the folder of a generation; vectors have one row a passage, in order."""
    documents = {document.id: document for document in corpus.documents}
    passages = [corpus.passage(position) for position in range(len(corpus))]
    defined = abbreviations.defined_in(document.text for document in documents.values())
    known = abbreviations.packaged().with_defined(defined)
    abbreviations.save(folder, defined)
    dense.write(folder, vectors)
    texts = (encoding_text(documents[passage.document_id], passage) for passage in passages)
    sparse.write(folder, (terms(f"{text}\n{'. '.join(known.in_document(text))}") for text in texts))
    counts = background()
    for document in islice(documents.values(), _MOST_COUNTED):
        counts.add(document.title, _DOCUMENT_WEIGHT)
        counts.add(document.text, _DOCUMENT_WEIGHT)
    AccentModel.of(counts).save(folder / ACCENTS)


def background() -> Counts:
    """The counts that come with the package: laws, and our own list of questions."""
    with resources.as_file(resources.files("index") / _BACKGROUND) as path:
        counts = AccentModel.open(path).counts()
    for line in (resources.files("index") / _QUESTIONS).read_text(encoding="utf-8").splitlines():
        counts.add(line, _DOCUMENT_WEIGHT)
    return counts
