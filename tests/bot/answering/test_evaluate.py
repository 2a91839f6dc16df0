from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.answering.answer import Outcome
from bot.answering.compose import Responder
from bot.answering.evaluate import Asked, Report, evaluate, run_lines
from index.measure.question_set import Question, QuestionSet, document_of
from index.measure.temporary import temporary_searcher
from tests.index.library.samples import HashEncoder

ROADS = document_of("đường-1", "Đường", "Đường liên xã dài 12 km.\n\nKinh phí là 5 tỷ đồng.")
FORESTS = document_of("rừng/2", "Rừng", "Rừng phòng hộ được bảo vệ. Diện tích rừng là 300 ha.")
LENGTH = Question(
    "q1", "Đường liên xã dài bao nhiêu km?", gold=(("12 km",),), relevant={"đường-1": 1}, kind="answerable"
)
AREA = Question("q2", "Diện tích rừng là bao nhiêu?", gold=(("300 ha",),), relevant={"rừng/2": 1}, kind="answerable")
GOLD = Question("q3", "Giá vàng SJC chiều nay?", answerable=False, kind="unanswerable")
Result = tuple[Report, tuple[Asked, ...]]


def no_responder() -> Responder:
    raise AssertionError("the set has documents of its own")


@pytest.fixture(scope="module")
def result() -> Result:
    questions = QuestionSet("nhỏ", (LENGTH, AREA, GOLD), (ROADS, FORESTS))
    return evaluate(questions, no_responder, HashEncoder(), fold_questions=True)


@pytest.fixture(scope="module")
def responder() -> Iterator[Responder]:
    with temporary_searcher([ROADS], HashEncoder()) as searcher:
        yield Responder(searcher, "g1")


def test_documents_are_named_as_the_set_names_them(result: Result) -> None:
    _, asked = result
    assert [each.ranked[0][0] for each in asked[:2]] == ["đường-1", "rừng/2"]


def test_the_right_document_first_measures_one(result: Result) -> None:
    (row,) = [row for row in result[0].rows if row.kind == "answerable"]
    assert (row.questions, row.hit_1, row.hit_10, row.mrr_10, row.ndcg_10) == (2, 1, 1, 1, 1)


def test_questions_without_an_answer_have_no_measure_of_one(result: Result) -> None:
    (row,) = [row for row in result[0].rows if row.kind == "unanswerable"]
    assert (row.hit_1, row.answer_1, row.answer_3) == (None, None, None)


def test_each_question_ends_in_one_way(result: Result) -> None:
    assert all(row.answered + row.unsure + row.not_found == pytest.approx(1) for row in result[0].rows)


def test_a_last_row_sums_up_what_can_be_answered(result: Result) -> None:
    assert [(row.kind, row.questions) for row in result[0].rows] == [("answerable", 2), ("unanswerable", 1), ("*", 2)]


def test_a_run_has_ranks_from_one_and_falling_scores(result: Result) -> None:
    fields = [line.split() for line in run_lines([result[1][1]], "hoidap")]
    assert fields[0][:4] == ["q2", "Q0", "rừng/2", "1"]
    assert {(len(each), each[5]) for each in fields} == {(6, "hoidap")}
    assert [float(each[4]) for each in fields] == sorted((float(each[4]) for each in fields), reverse=True)


def test_a_set_without_documents_is_asked_of_the_library_at_hand(responder: Responder) -> None:
    talk = Question("t1", "Xin chào!", answerable=False, kind="small_talk")
    report, asked = evaluate(QuestionSet("gold", (talk,)), lambda: responder, HashEncoder())
    assert asked[0].answer.outcome is Outcome.SMALL_TALK
    assert report.name == "gold"


def test_a_questions_turns_are_asked_before_it(responder: Responder) -> None:
    turns = ("Đường liên xã dài bao nhiêu km?",)
    follow = Question("f1", "Còn kinh phí?", gold=(("5 tỷ",),), turns=turns, kind="follow")
    _, (asked,) = evaluate(QuestionSet("gold", (follow,)), lambda: responder, HashEncoder())
    assert asked.answer.question == "Còn kinh phí?"
