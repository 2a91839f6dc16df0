from __future__ import annotations

import math

import ir_measures
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ir_measures import RR, Success, nDCG

from index.measure.measures import auroc, hit, holds, ndcg, reciprocal_rank, refused_at

DOCUMENTS = [f"d{number}" for number in range(12)]
RANKED = st.permutations(DOCUMENTS).flatmap(lambda all_: st.integers(1, 12).map(lambda count: all_[:count]))
GRADES = st.dictionaries(st.sampled_from(DOCUMENTS), st.integers(0, 3), min_size=1).filter(lambda g: any(g.values()))
SCORES = st.lists(st.integers(0, 5).map(float), min_size=1, max_size=8)


@given(RANKED, GRADES, st.sampled_from([1, 3, 10]))
@settings(deadline=None)
def test_measures_are_those_of_trec_eval(ranked: list[str], grades: dict[str, int], k: int) -> None:
    judged = [ir_measures.Qrel("q", document, grade) for document, grade in grades.items()]
    run = [ir_measures.ScoredDoc("q", document, -float(rank)) for rank, document in enumerate(ranked)]
    theirs = ir_measures.calc_aggregate([Success @ k, RR @ k, nDCG @ k], judged, run)
    assert hit(ranked, grades, k) == pytest.approx(theirs[Success @ k])
    assert reciprocal_rank(ranked, grades, k) == pytest.approx(theirs[RR @ k])
    assert ndcg(ranked, grades, k) == pytest.approx(theirs[nDCG @ k])


def test_nothing_relevant_measures_nothing() -> None:
    assert hit(["a"], {}, 1) == reciprocal_rank(["a"], {}, 1) == ndcg(["a"], {}, 1) == 0


@given(SCORES, SCORES)
def test_auroc_is_the_share_of_pairs_in_order(positive: list[float], negative: list[float]) -> None:
    pairs = [(p > n) + (p == n) / 2 for p in positive for n in negative]
    assert auroc(positive, negative) == pytest.approx(sum(pairs) / len(pairs))


def test_a_known_auroc() -> None:
    assert auroc([0.9, 0.8], [0.1, 0.85]) == 0.75


@pytest.mark.parametrize(("positive", "negative"), [([], [0.5]), ([0.5], []), ([], [])])
def test_one_kind_alone_cannot_be_told_apart(positive: list[float], negative: list[float]) -> None:
    assert math.isnan(auroc(positive, negative))
    assert math.isnan(refused_at(positive, negative, 0.05))


@pytest.mark.parametrize(("share", "refused"), [(0.0, 0.5), (0.5, 0.75), (1.0, 1.0)])
def test_refusals_are_counted_below_the_border_of_the_answerable(share: float, refused: float) -> None:
    assert refused_at([0.4, 0.5, 0.6, 0.9], [0.1, 0.3, 0.5, 0.7], share) == refused


@pytest.mark.parametrize(
    ("gold", "held"),
    [
        ([["11 chỉ tiêu"]], True),
        ([["11  Chỉ\nTIÊU"]], True),
        ([["12 chỉ tiêu", "khó đạt"]], True),
        ([["11 chỉ tiêu"], ["không đạt"]], False),
        ([], True),
    ],
)
def test_a_text_holds_one_string_of_each_group(gold: list[list[str]], held: bool) -> None:
    assert holds("Còn 11 chỉ tiêu khó đạt.", gold) is held
