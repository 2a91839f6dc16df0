"""Syllables are counted in a stream exactly as a dictionary would count them."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.question import grams
from index.question.grams import BITS, Counts, Grams

TEXTS = st.lists(st.tuples(st.text("ab \n", max_size=30), st.integers(1, 3)), max_size=6)


def counted(text: str, weight: int = 1) -> Counts:
    counts = Counts()
    counts.add(text, weight)
    return counts


def by_hand(texts: list[tuple[str, int]]) -> tuple[Counter[str], Counter[tuple[str, ...]], Counter[tuple[str, ...]]]:
    single, pairs, triples = Counter[str](), Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for text, weight in texts:
        for line in text.splitlines():
            run = ["", *line.split(), ""]
            for place in range(len(run) - 1):
                single[run[place]] += weight
                pairs[run[place], run[place + 1]] += weight
                if place + 2 < len(run):
                    triples[run[place], run[place + 1], run[place + 2]] += weight
    return single, pairs, triples


@given(TEXTS)
def test_counts_are_those_that_a_dictionary_gives(texts: list[tuple[str, int]]) -> None:
    counts = Counts()
    for text, weight in texts:
        counts.add(text, weight)
    assert counts.named() == by_hand(texts)


def test_counting_in_many_parts_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [(" ".join("abcd"[(number * place) % 4] for place in range(40)), 1) for number in range(50)]
    monkeypatch.setattr(grams, "_SYLLABLES_AT_ONCE", 30)
    parts = Counts()
    for text, weight in texts:
        parts.add(text, weight)
    assert parts.named() == by_hand(texts)


def test_a_weight_counts_as_repetitions() -> None:
    assert counted("chỉ tiêu", 2).named() == counted("chỉ tiêu\nchỉ tiêu").named()


def test_asking_for_counts_does_not_end_counting() -> None:
    counts = counted("chỉ tiêu")
    assert counts.named() == counted("chỉ tiêu").named()
    counts.add("chỉ tiêu")
    assert counts.named() == counted("chỉ tiêu", 2).named()


def test_what_is_taken_away_entirely_is_gone() -> None:
    both, one = Grams(np.array([3, 5]), np.array([2, 1], np.int32)), Grams(np.array([3]), np.array([2], np.int32))
    assert both.plus(one, -1).keys.tolist() == [5]
    assert both.plus(one).counts.tolist() == [4, 1]


def test_syllables_past_the_last_number_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grams, "_MASK", 3)
    counts = counted("một hai ba bốn năm một hai")
    assert counts.forms == ["", "một", "hai", "ba"]
    assert counts.single.tolist() == [1, 2, 2, 0]


def test_grams_tell_how_many_different_ones_begin_and_end_with_a_syllable() -> None:
    counts = counted("a b c\na b d\na b d\nb d")
    _, a, b, c, _d = range(5)
    assert counts.pairs.beginning(np.array([[a], [b], [c]])).tolist() == [[1], [2], [1]]
    assert counts.triples.beginning(np.array([a << BITS | b])).tolist() == [2]
    assert counts.pairs.endings(6).tolist() == [2, 1, 2, 1, 1, 0]
    assert Grams.none().beginning(np.array([a])).tolist() == [0]
    assert Grams.none().endings(2).tolist() == [0, 0]
