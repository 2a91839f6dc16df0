"""Fits whether a question is on the documents' subject, and writes that part of `background/weights.json`.

    python -m index.measure.fit_subject tests/golden/questions.jsonl SET_FOLDER …

A logistic regression over `confidence.SUBJECT`. Every set is asked whole and in small libraries of some of its
documents, so that a library's size is learned apart from its subject. Strange questions are everyday ones, which we
wrote, and the other sets'.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from importlib import resources

from index.measure.fit import SEED, Example, World, asked, confidence_row, logistic, open_named, strangers, write
from index.measure.question_set import QuestionSet
from index.retrieval import confidence
from index.retrieval.rank import Matrix, Weights
from index.terms import fold
from index.types import Query

SMALL = (4, 20, 120)
"""Documents of the small libraries."""
_ELSEWHERE = "background/elsewhere.txt"
_EVERYDAY = 0.6
"""Of the strange questions' weight; the other sets' have the rest."""
_WHOLE = 50
"""Known questions from which a library weighs whole: one of four articles may have two."""


def fit_subject(worlds: Sequence[World]) -> Matrix:
    """The coefficients for these worlds, in the order of `confidence.SUBJECT`."""
    whole = list({world.name: world for world in reversed(worlds)}.values())
    return logistic([example for world in worlds for example in _examples(world, whole)])


def _examples(world: World, whole: Sequence[World]) -> list[Example]:
    """A world's examples; strange questions come from `whole`, one world of each set."""
    known = _rows(world, (query for question, query in asked(world) if question.answerable))
    away = _rows(world, (world.searcher.understand(text) for text in elsewhere()))
    away += _rows(world, (query for question, query in asked(world) if question.kind == "oos"))
    others = _rows(world, strangers(world, whole))
    return [
        *((row, True, min(1 / len(known), 1 / _WHOLE)) for row in known),
        *((row, False, _EVERYDAY / len(away)) for row in away),
        *((row, False, (1 - _EVERYDAY) / len(others)) for row in others),
    ]


def elsewhere() -> list[str]:
    """The package's everyday questions, each as it stands and every second without diacritics."""
    lines = (resources.files("index") / _ELSEWHERE).read_text(encoding="utf-8").splitlines()
    return lines + [fold(line) for line in lines[::2]]


def in_small(sets: Sequence[QuestionSet]) -> Iterator[QuestionSet]:
    """The sets, each before smaller ones of its name: some of its documents and the questions that they answer."""
    draw = random.Random(SEED)
    for each in sets:
        yield each
        for size in SMALL if each.documents else ():
            documents = tuple(draw.sample(each.documents, min(size, len(each.documents))))
            held = {document.id for document in documents}
            inside = tuple(question for question in each.questions if held & question.relevant.keys())
            yield QuestionSet(each.name, inside, documents)


def _rows(world: World, queries: Iterator[Query]) -> list[Matrix]:
    found = [row for query in queries if (row := confidence_row(world, query)) is not None]
    return [confidence.subject_features(row.features, world.searcher.sparse) for row in found]


def main() -> None:
    """Reads the sets, fits, and writes the package's coefficients of the subject."""
    with ExitStack() as stack:
        write(replace(Weights.packaged(), on_topic=fit_subject(open_named(stack, __doc__, in_small))))


if __name__ == "__main__":
    main()
