"""Questions that wait for an engine go through it together."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
import pytest

from index.encode.batching import Combiner
from index.types import Vectors


class Engine:
    """Encodes a text as its length, holds its first call until `gate` opens, and keeps what each call brought."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []
        self.started = threading.Event()
        self.gate = threading.Event()

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.calls.append(list(texts))
        self.started.set()
        assert self.gate.wait(10)
        if "bad" in texts:
            raise ValueError(texts)
        return np.array([[len(text)] for text in texts], np.float32)


def ask_behind_one(engine: Engine, together: Combiner, texts: Sequence[str]) -> dict[str, object]:
    """What each text's caller gets when all but the first come while the first is encoded."""
    got: dict[str, object] = {}

    def ask(text: str) -> None:
        try:
            got[text] = together([text]).tolist()
        except ValueError as error:
            got[text] = error

    threads = [threading.Thread(target=ask, args=(text,)) for text in texts]
    threads[0].start()
    assert engine.started.wait(10)
    for thread in threads[1:]:
        thread.start()
    while len(together._waiting) < len(texts) - 1:
        threading.Event().wait(0.001)
    engine.gate.set()
    for thread in threads:
        thread.join(10)
    return got


def test_those_that_came_meanwhile_share_the_next_call() -> None:
    engine = Engine()
    ask_behind_one(engine, Combiner(engine.encode, most=8), ["a", "bb", "ccc", "dddd"])
    assert [sorted(call) for call in engine.calls] == [["a"], ["bb", "ccc", "dddd"]]


def test_each_caller_gets_its_own_rows() -> None:
    engine = Engine()
    got = ask_behind_one(engine, Combiner(engine.encode, most=8), ["a", "bb", "ccc"])
    assert got == {"a": [[1.0]], "bb": [[2.0]], "ccc": [[3.0]]}


def test_no_call_holds_more_than_the_most() -> None:
    engine = Engine()
    ask_behind_one(engine, Combiner(engine.encode, most=2), ["a", "b", "c", "d", "e", "f"])
    assert [len(call) for call in engine.calls] == [1, 2, 2, 1]


def test_one_caller_may_bring_more_than_the_most() -> None:
    engine = Engine()
    engine.gate.set()
    assert Combiner(engine.encode, most=2)(["a", "bb", "ccc"]).tolist() == [[1.0], [2.0], [3.0]]


def test_an_error_reaches_all_who_shared_the_call_and_no_other() -> None:
    engine = Engine()
    got = ask_behind_one(engine, Combiner(engine.encode, most=8), ["a", "bad", "c"])
    assert got["a"] == [[1.0]]
    assert all(isinstance(got[text], ValueError) for text in ("bad", "c"))


def test_after_an_error_the_queue_goes_on() -> None:
    engine = Engine()
    engine.gate.set()
    together = Combiner(engine.encode, most=8)
    with pytest.raises(ValueError, match="bad"):
        together(["bad"])
    assert together(["a"]).tolist() == [[1.0]]
