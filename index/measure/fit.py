"""Fits the coefficients of `rank` and `confidence` on question sets, and writes `background/weights.json`.

    python -m index.measure.fit tests/golden/questions.jsonl SET_FOLDER …

Every question is asked as it stands and without diacritics; a set weighs as the root of its size. The orders are
fitted as a softmax over a question's candidates, one after the other, since each looks at what the one before brought;
the confidence of an answer as a logistic regression, with questions of the other sets as questions on another subject.
The confidence of the subject stays; `index.measure.fit_subject` fits it, after this.

Those of the package were fitted on 428 golden questions, xquad_vi, viquad2_val, zalo_short_qa, alqac_dev and
tvpl_faq_dev, in this order, all questions of each; "answered" is an earlier fit, which tells right sentences from wrong
ones better on four of the five that have answers (area under the curve .719 to .711 on viquad2_val).
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import QuestionError
from index.measure.measures import holds
from index.measure.question_set import Question, QuestionSet, read_set
from index.measure.temporary import temporary_searcher
from index.retrieval import confidence
from index.retrieval.rank import CLOSE, FIRST, SECOND, SENTENCE, Matrix, Weights
from index.retrieval.search import READ, Look, Searcher
from index.terms import fold
from index.types import Document, Encoder, Query, Vectors

TARGET = Path(__file__).parents[1] / "background" / "weights.json"
STRANGERS = 60
"""Questions of each other set that are asked of a set as questions on another subject."""
SEED = 7
SHRINK = 1e-3
STEPS, RATE = 500, 0.05
"""The rate falls to a tenth of it; 1,500 steps at a rate that stays gave no better order of a set left out."""

Example = tuple[Matrix, bool, float]
"""A row of features, what it should tell, and its weight."""


@dataclass(frozen=True, slots=True)
class World:
    """A set's searcher and the questions asked of it."""

    name: str
    searcher: Searcher
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A question's candidates: a row of features each, and which of them are right."""

    rows: Matrix
    right: NDArray[np.bool_]


class Remembering:
    """An encoder that encodes each question once; the fit asks them again for each order."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}
        self.name, self.dim = encoder.name, encoder.dim

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        for text in texts:
            if text not in self._known:
                self._known[text] = self._encoder.encode_queries([text])[0]
        return np.stack([self._known[text] for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.encode_passages(texts)


def fit(worlds: Sequence[World]) -> Weights:
    """The coefficients for these worlds."""
    retrieval = [world for world in worlds if any(question.relevant for question in world.questions)]
    blank = np.zeros(0)
    weights = Weights(blank, blank, blank, Weights.packaged().on_topic, blank)
    weights = replace(weights, first=_softmax([list(_first_cases(world)) for world in retrieval]))
    weights = replace(weights, second=_softmax([list(_second_cases(world, weights)) for world in retrieval]))
    worlds = [replace(world, searcher=replace(world.searcher, weights=weights)) for world in worlds]
    answering = [world for world in worlds if any(question.gold for question in world.questions)]
    weights = replace(weights, sentence=_softmax([list(_sentence_cases(world)) for world in answering]))
    worlds = [replace(world, searcher=replace(world.searcher, weights=weights)) for world in worlds]
    answered = [example for world in worlds for example in _answered_examples(world, worlds)]
    return replace(weights, answered=logistic(answered))


def asked(world: World) -> Iterator[tuple[Question, Query]]:
    for question in world.questions:
        for text in (question.text, fold(question.text)):
            try:
                yield question, world.searcher.understand(text, question.turns)
            except QuestionError:
                continue


def _relevant(world: World, question: Question, look: Look) -> NDArray[np.bool_]:
    documents = [world.searcher.corpus.passage(position).document_id for position in look.positions.tolist()]
    return np.array([question.relevant.get(document, 0) > 0 for document in documents])


def _first_cases(world: World) -> Iterator[Case]:
    for question, query in asked(world):
        if question.relevant:
            look = world.searcher.look(query)
            yield Case(look.features, _relevant(world, question, look))


def _second_cases(world: World, weights: Weights) -> Iterator[Case]:
    for question, query in asked(world):
        if question.relevant:
            look = world.searcher.look(query)
            near = np.argsort(-(look.features @ weights.first), kind="stable")[:CLOSE]
            _, rows = world.searcher.closely(query, look, near)
            yield Case(rows, _relevant(world, question, look)[near])


def _sentence_cases(world: World) -> Iterator[Case]:
    """The sentences of the best passages; right are those that hold the known answer."""
    searcher = world.searcher
    blank = replace(searcher, weights=replace(searcher.weights, sentence=np.zeros(len(SENTENCE))))
    for question, query in asked(world):
        if question.gold:
            evidence = blank.find(query, READ).evidence
            rows = np.array([[each.features[name] for name in SENTENCE] for each in evidence])
            yield Case(rows, np.array([holds(each.text, question.gold) for each in evidence]))


def _answered_examples(world: World, worlds: Sequence[World]) -> list[Example]:
    """A world's examples of "answered"; its questions without an answer weigh as much as strange ones."""
    own = [(row, question) for question, query in asked(world) if (row := confidence_row(world, query)) is not None]
    strange = [row for query in strangers(world, worlds) if (row := confidence_row(world, query)) is not None]
    strange += [row for row, question in own if question.kind == "oos"]
    near = [row for row, question in own if not question.answerable and question.kind != "oos"]
    known = [(row, question) for row, question in own if question.answerable and question.gold]
    return [
        *((row.features, holds(row.text, question.gold), 1 / len(known)) for row, question in known),
        *((row.features, False, 0.5 / len(strange)) for row in strange),
        *((row.features, False, 0.5 / len(near)) for row in near),
    ]


@dataclass(frozen=True, slots=True)
class Row:
    """What confidence sees of a question, and the sentence that was found for it."""

    features: Matrix
    text: str


def confidence_row(world: World, query: Query) -> Row | None:
    """The row of a query; None where nothing was found."""
    found = world.searcher.find(query)
    if not found.evidence:
        return None
    document = world.searcher.corpus.document(found.evidence[0].passage.document_id)
    return Row(confidence.features(found, document, world.searcher.sparse), found.evidence[0].text)


def strangers(world: World, worlds: Sequence[World]) -> Iterator[Query]:
    """Questions of the other worlds, as questions on another subject."""
    for other in worlds:
        if other.name != world.name:
            for question in other.questions[:STRANGERS]:
                if question.kind not in ("small_talk", "follow"):
                    yield world.searcher.understand(question.text)


def _softmax(sets: Sequence[Sequence[Case]]) -> Matrix:
    """Coefficients that make the right candidates likely, by Adam on standardised features."""
    used = [
        (case, 1 / len(cases) ** 0.5) for cases in sets for case in cases if case.right.any() and not case.right.all()
    ]
    rows = np.vstack([case.rows for case, _ in used])
    spread = rows.std(axis=0) + 1e-9
    rows = rows / spread
    right = np.concatenate([case.right for case, _ in used])
    sizes = np.array([len(case.right) for case, _ in used])
    starts = np.cumsum(sizes) - sizes
    share = np.repeat(np.array([weight for _, weight in used]), sizes)
    share *= len(sets) / sum(weight for _, weight in used)
    weights, mean, square = (np.zeros(rows.shape[1]) for _ in range(3))
    for step in range(1, STEPS + 1):
        scores = rows @ weights
        likely = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        likely /= np.repeat(np.add.reduceat(likely, starts), sizes)
        among_right = likely * right / np.repeat(np.add.reduceat(likely * right, starts) + 1e-12, sizes)
        slope = ((likely - among_right) * share) @ rows + 2 * SHRINK * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        rate = RATE * (1 - 0.9 * step / STEPS)
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return np.asarray(weights / spread, dtype=np.float64)


def logistic(examples: Sequence[Example]) -> Matrix:
    """Coefficients of a weighted logistic regression with a ridge on all but the bias, by Newton's method."""
    rows = np.array([row for row, _, _ in examples])
    right = np.array([float(label) for _, label, _ in examples])
    share = np.array([weight for _, _, weight in examples])
    share *= len(share) / share.sum()
    spread = np.where(rows.std(axis=0) > 0, rows.std(axis=0), 1.0)
    rows, ridge, weights = rows / spread, np.full(rows.shape[1], 1.0), np.zeros(rows.shape[1])
    ridge[0] = 1e-6
    for _ in range(30):
        likely = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (share * (likely - right)) + ridge * weights
        curve = (rows * (share * likely * (1 - likely))[:, None]).T @ rows + np.diag(ridge)
        weights -= np.linalg.solve(curve, slope)
    return weights / spread


def write(weights: Weights, target: Path = TARGET) -> None:
    """Writes the coefficients under their names."""
    named = {
        "first": (FIRST, weights.first),
        "second": (SECOND, weights.second),
        "sentence": (SENTENCE, weights.sentence),
        "on_topic": (confidence.SUBJECT, weights.on_topic),
        "answered": (confidence.FEATURES, weights.answered),
    }
    table = {
        part: {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}
        for part, (names, values) in named.items()
    }
    target.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def open_worlds(
    sets: Sequence[QuestionSet], encoder: Encoder, stack: ExitStack, documents: Sequence[Document]
) -> list[World]:
    """A searcher for each set; sets without documents of their own share one over `documents`."""
    draw = random.Random(SEED)
    worlds = []
    for each in sets:
        held = [replace(document, id=f"d{place}") for place, document in enumerate(each.documents)]
        names = {document.id: f"d{place}" for place, document in enumerate(each.documents)}
        questions = [
            replace(
                question, relevant={names[name]: grade for name, grade in question.relevant.items() if name in names}
            )
            for question in draw.sample(each.questions, len(each.questions))
            if question.kind != "small_talk"
        ]
        searcher = stack.enter_context(temporary_searcher(held or documents, encoder))
        worlds.append(World(each.name, searcher, tuple(questions)))
    return worlds


def open_named(
    stack: ExitStack, purpose: str | None, seen: Callable[[Sequence[QuestionSet]], Iterable[QuestionSet]]
) -> list[World]:
    """The worlds of the sets that the command line names, as `seen` changes or adds to them."""
    from index.encode import open_encoder
    from index.text.catalogue import open_catalogue
    from index.text.clean import read_document

    parser = argparse.ArgumentParser(description=purpose)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--documents", type=Path, default=Path("data"))
    parser.add_argument("--cache", type=Path, default=Path("data/library/encoder"))
    args = parser.parse_args()
    catalogue = open_catalogue(args.documents)
    documents = [read_document(path, catalogue) for path in sorted((args.documents / "documents").iterdir())]
    encoder = Remembering(open_encoder("e5-small", args.cache))
    return open_worlds(list(seen([read_set(path) for path in args.sets])), encoder, stack, documents)


def main() -> None:
    """Reads the sets, fits, and writes the package's coefficients."""
    with ExitStack() as stack:
        write(fit(open_named(stack, __doc__, list)))


if __name__ == "__main__":
    main()
