"""A channel's signs of life: how old its last poll is, and whether replies get through."""

from __future__ import annotations

from bot.operation.vitals import STALE_SECONDS, STUCK_SECONDS, Depths, Vitals


class Clock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def vitals(clock: Clock, *, polls: bool = True) -> Vitals:
    return Vitals("telegram", lambda: Depths(0, 0), polls=polls, clock=clock)


def test_a_channel_that_polls_is_stale_once_nothing_was_answered_for_long() -> None:
    clock = Clock()
    watched = vitals(clock)
    clock.now += STALE_SECONDS
    assert not watched.is_stale
    clock.now += 1
    assert watched.is_stale
    watched.polled()
    assert (watched.is_stale, watched.poll_age) == (False, 0.0)


def test_a_channel_that_is_posted_to_is_never_stale() -> None:
    clock = Clock()
    watched = vitals(clock, polls=False)
    clock.now += 10 * STALE_SECONDS
    assert (watched.is_stale, watched.poll_age) == (False, None)


def test_replies_are_stuck_when_one_is_tried_for_long_and_none_gets_through() -> None:
    clock = Clock()
    watched = vitals(clock)
    with watched.sending():
        clock.now += STUCK_SECONDS + 1
        assert (watched.is_stuck, watched.oldest_send) == (True, STUCK_SECONDS + 1)
    assert (watched.is_stuck, watched.oldest_send) == (False, 0.0)


def test_one_chat_that_cannot_be_reached_does_not_alarm_while_others_are() -> None:
    clock = Clock()
    watched = vitals(clock)
    with watched.sending():
        clock.now += STUCK_SECONDS
        with watched.sending():
            clock.now += 1
        assert not watched.is_stuck
