"""At most so many at once, and first come, first served."""

from __future__ import annotations

import threading
import time

import pytest

from index.encode.turns import Turns


def test_no_more_than_the_places_run_at_once() -> None:
    turns, inside, most = Turns(2), [0], [0]
    lock = threading.Lock()

    def run() -> None:
        with turns.take():
            with lock:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
            time.sleep(0.005)
            with lock:
                inside[0] -= 1

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert (most, inside) == ([2], [0])


def test_who_waits_longest_is_next() -> None:
    turns, order = Turns(1), []

    def run(name: int) -> None:
        with turns.take():
            order.append(name)

    threads = [threading.Thread(target=run, args=(name,)) for name in range(6)]
    with turns.take():
        for place, thread in enumerate(threads, start=1):
            thread.start()
            while len(turns._waiting) < place:
                time.sleep(0.001)
    for thread in threads:
        thread.join(10)
    assert order == list(range(6))


def test_a_place_is_given_back_after_an_error() -> None:
    turns = Turns(1)
    with pytest.raises(ValueError, match="inside"), turns.take():
        raise ValueError("inside")
    with turns.take():
        pass


def test_who_is_alone_may_have_every_place() -> None:
    turns = Turns(2)
    with turns.take(whole=True) as alone:
        assert alone
    with turns.take() as first, turns.take(whole=True) as second:
        assert (first, second) == (False, False)
    with turns.take(whole=True) as alone:
        assert alone


def test_one_place_is_never_more_than_one() -> None:
    with Turns(1).take(whole=True) as alone:
        assert not alone


def test_those_that_wait_behind_the_whole_share_its_places() -> None:
    turns = Turns(2)
    both = threading.Barrier(2)

    def run() -> None:
        with turns.take():
            both.wait(10)  # passes only when two are inside at once

    threads = [threading.Thread(target=run) for _ in range(2)]
    with turns.take(whole=True):
        for place, thread in enumerate(threads, start=1):
            thread.start()
            while len(turns._waiting) < place:
                time.sleep(0.001)
    for thread in threads:
        thread.join(10)
    assert not both.broken
