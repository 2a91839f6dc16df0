"""Measures of retrieval and of refusal, each with its usual definition."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from math import log2

_SPACES = re.compile(r"\s+")


def hit(ranked: Sequence[str], relevant: Mapping[str, int], k: int) -> float:
    """1 where one of the first k is relevant (success@k), else 0."""
    return float(any(relevant.get(document, 0) > 0 for document in ranked[:k]))


def reciprocal_rank(ranked: Sequence[str], relevant: Mapping[str, int], k: int) -> float:
    """1 over the rank of the first relevant one among the first k, 0 where there is none."""
    ranks = (rank for rank, document in enumerate(ranked[:k], 1) if relevant.get(document, 0) > 0)
    return 1 / next(ranks, float("inf"))


def ndcg(ranked: Sequence[str], relevant: Mapping[str, int], k: int) -> float:
    """Normalised discounted cumulative gain with linear gains (Järvelin and Kekäläinen, 2002)."""
    gained = sum(max(relevant.get(document, 0), 0) / log2(rank + 1) for rank, document in enumerate(ranked[:k], 1))
    best = sorted((grade for grade in relevant.values() if grade > 0), reverse=True)[:k]
    ideal = sum(grade / log2(rank + 1) for rank, grade in enumerate(best, 1))
    return gained / ideal if ideal else 0.0


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The probability that a positive scores above a negative, ties counting half (Mann and Whitney)."""
    if not positive or not negative:
        return float("nan")
    scored = sorted([(score, 1) for score in positive] + [(score, 0) for score in negative])
    rank_sum, place = 0.0, 0
    while place < len(scored):
        end = place
        while end < len(scored) and scored[end][0] == scored[place][0]:
            end += 1
        middle = (place + 1 + end) / 2
        rank_sum += middle * sum(label for _, label in scored[place:end])
        place = end
    count = len(positive)
    return (rank_sum - count * (count + 1) / 2) / (count * len(negative))


def refused_at(positive: Sequence[float], negative: Sequence[float], false_refusal: float) -> float:
    """The share of negatives below the score that refuses `false_refusal` of the positives."""
    if not positive or not negative:
        return float("nan")
    border = sorted(positive)[min(int(false_refusal * len(positive)), len(positive) - 1)]
    return sum(score < border for score in negative) / len(negative)


def holds(text: str, gold: Sequence[Sequence[str]]) -> bool:
    """Whether a text holds one string of each group, compared NFC, case-folded, white space collapsed."""
    plain = _plain(text)
    return all(any(_plain(choice) in plain for choice in group) for group in gold)


def _plain(text: str) -> str:
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).casefold().strip()
