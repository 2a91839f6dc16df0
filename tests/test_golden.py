"""Our golden questions on the conclusion, asked of the real pipeline: what is right must stay right.

`golden/floor.json` holds how many questions of each kind end well. Who lowers a number says why in the commit.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from bot.answer import Outcome
from bot.compose import Responder
from bot.evaluate import Asked, evaluate
from index.measures import holds
from index.question_set import read_set
from index.types import Encoder

ROOT = Path(__file__).parent.parent
QUESTIONS = ROOT / "tests" / "golden" / "questions.jsonl"
FLOOR = ROOT / "tests" / "golden" / "floor.json"


@pytest.fixture(scope="module")
def asked(responder: Responder, encoder: Encoder) -> tuple[Asked, ...]:
    return evaluate(read_set(QUESTIONS), lambda: responder, encoder)[1]


@pytest.fixture(scope="module")
def folded(responder: Responder, encoder: Encoder) -> tuple[Asked, ...]:
    return evaluate(read_set(QUESTIONS), lambda: responder, encoder, fold_questions=True)[1]


def ends_well(each: Asked) -> bool:
    """A known answer is quoted, its first quote enough unless a list is asked for; without one, none is claimed."""
    if each.question.kind == "small_talk":
        return each.answer.outcome is Outcome.SMALL_TALK
    if each.question.kind == "oos":
        return each.answer.outcome is Outcome.NOT_FOUND
    if not each.question.answerable:
        return each.answer.outcome in (Outcome.NOT_FOUND, Outcome.UNSURE)
    quotes = [quote.text for quote in each.answer.quotes]
    return holds("\n".join(quotes if each.question.kind == "list" else quotes[:1]), each.question.gold)


def floor(asked: str) -> dict[str, int]:
    counts: dict[str, int] = json.loads(FLOOR.read_text(encoding="utf-8"))[asked]
    assert sum(counts.values()) > 200
    return counts


def counted(asked: tuple[Asked, ...]) -> Counter[str]:
    return Counter(each.question.kind for each in asked if ends_well(each))


def test_no_kind_of_golden_question_ends_well_less_often_than_before(asked: tuple[Asked, ...]) -> None:
    wrong = [f"{each.question.kind}: {each.question.text}" for each in asked if not ends_well(each)]
    assert {kind: count for kind, count in floor("asked").items() if counted(asked)[kind] < count} == {}, "\n".join(
        wrong
    )


def test_no_kind_of_folded_golden_question_ends_well_less_often_than_before(folded: tuple[Asked, ...]) -> None:
    wrong = [f"{each.question.kind}: {each.question.text}" for each in folded if not ends_well(each)]
    assert {kind: count for kind, count in floor("folded").items() if counted(folded)[kind] < count} == {}, "\n".join(
        wrong
    )


def test_every_quote_stands_verbatim_in_the_document(asked: tuple[Asked, ...]) -> None:
    quotes = [quote for each in asked for quote in each.answer.quotes]
    assert len(quotes) > 100
    assert all(quote.text in quote.document.text for quote in quotes)
