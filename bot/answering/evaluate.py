"""Measures the product's own pipeline on a question set: retrieval, answers and refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answering.answer import Answer, Outcome
from bot.answering.compose import Responder
from bot.answering.conversation import Turn, turn_of
from index.measure.measures import auroc, hit, holds, ndcg, reciprocal_rank, refused_at
from index.measure.question_set import Question, QuestionSet
from index.measure.temporary import temporary_searcher
from index.terms import fold
from index.types import Encoder

RUN_DEPTH = 100
"""Documents of a question in a run file, as the contract of `hoidap eval --run` says."""
FALSE_REFUSAL = 0.05


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its answer, and the documents found for it, best first, with their scores."""

    question: Question
    answer: Answer
    ranked: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """The measures of the questions of one kind; None where they have none (no relevant documents, no known answer)."""

    kind: str
    questions: int
    hit_1: float | None
    hit_10: float | None
    mrr_10: float | None
    ndcg_10: float | None
    answer_1: float | None
    answer_3: float | None
    answered: float
    unsure: float
    not_found: float


@dataclass(frozen=True, slots=True)
class Report:
    """Rows by kind, and how well confidence parts answerable questions from the others (NaN where all are alike)."""

    name: str
    rows: tuple[Row, ...]
    auroc: float
    refused_at_5: float


def evaluate(
    questions: QuestionSet, responder: Callable[[], Responder], encoder: Encoder, *, fold_questions: bool = False
) -> tuple[Report, tuple[Asked, ...]]:
    """Asks every question; of the set's own documents where it has some, else through `responder`."""
    if not questions.documents:
        asked = tuple(_ask(responder(), questions.questions, {}, fold_questions))
        return _report(questions.name, asked), asked
    names = {f"d{place}": document.id for place, document in enumerate(questions.documents)}
    documents = [replace(document, id=name) for name, document in zip(names, questions.documents, strict=True)]
    with temporary_searcher(documents, encoder) as searcher:
        asked = tuple(_ask(Responder(searcher, questions.name), questions.questions, names, fold_questions))
    return _report(questions.name, asked), asked


def run_lines(asked: Sequence[Asked], tag: str) -> Iterator[str]:
    """The run in TREC's format: `qid Q0 docid rank score tag`, at most RUN_DEPTH documents a question."""
    for each in asked:
        for rank, (document, score) in enumerate(each.ranked[:RUN_DEPTH], 1):
            yield f"{each.question.id} Q0 {document} {rank} {score:.6f} {tag}"


def _ask(
    responder: Responder, questions: Sequence[Question], names: dict[str, str], fold_questions: bool
) -> Iterator[Asked]:
    for question in questions:
        turns: list[Turn] = []
        for earlier in question.turns:
            turns.append(turn_of(earlier, responder.answer(earlier, turns)))
        text = fold(question.text) if fold_questions else question.text
        answer = responder.answer(text, turns, hits=2 * RUN_DEPTH)
        ranked: dict[str, float] = {}
        for found in answer.hits:
            name = names.get(found.passage.document_id, found.passage.document_id)
            ranked.setdefault(name, found.score)
        yield Asked(question, answer, tuple(ranked.items()))


def _report(name: str, asked: Sequence[Asked]) -> Report:
    kinds = list(dict.fromkeys(each.question.kind for each in asked))
    rows = [_row(kind, [each for each in asked if each.question.kind == kind]) for kind in kinds]
    if len(kinds) > 1:
        rows.append(_row("*", [each for each in asked if each.question.answerable]))
    sure = [each.answer.confidence for each in asked if each.question.answerable]
    unsure = [each.answer.confidence for each in asked if not each.question.answerable]
    return Report(name, tuple(rows), auroc(sure, unsure), refused_at(sure, unsure, FALSE_REFUSAL))


def _row(kind: str, asked: Sequence[Asked]) -> Row:
    judged = [
        ([document for document, _ in each.ranked], each.question.relevant) for each in asked if each.question.relevant
    ]
    known = [each for each in asked if each.question.gold]

    def outcome(wanted: Outcome) -> float:
        return sum(each.answer.outcome is wanted for each in asked) / len(asked)

    return Row(
        kind=kind,
        questions=len(asked),
        hit_1=_mean([hit(ranked, relevant, 1) for ranked, relevant in judged]),
        hit_10=_mean([hit(ranked, relevant, 10) for ranked, relevant in judged]),
        mrr_10=_mean([reciprocal_rank(ranked, relevant, 10) for ranked, relevant in judged]),
        ndcg_10=_mean([ndcg(ranked, relevant, 10) for ranked, relevant in judged]),
        answer_1=_mean([float(_answers(each, 1)) for each in known]),
        answer_3=_mean([float(_answers(each, 3)) for each in known]),
        answered=outcome(Outcome.ANSWERED),
        unsure=outcome(Outcome.UNSURE),
        not_found=outcome(Outcome.NOT_FOUND),
    )


def _answers(each: Asked, quotes: int) -> bool:
    """Whether the first so many quotes together hold the known answer."""
    texts = [quote.text for quote in each.answer.quotes]
    return holds("\n".join(texts[:quotes]), each.question.gold)


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
