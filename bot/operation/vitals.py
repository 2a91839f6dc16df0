"""What a supervisor may know of a channel at work: when it last polled, what waits, what it was refused; no texts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

STALE_SECONDS = 120.0
"""A poll is held for 30 seconds and given 20 more, and the longest pause after a failure 30 (`bot.mail.patience`)."""

STUCK_SECONDS = 600.0
"""Ten times the longest pause between two tries of one reply: who cannot be written to is given up long before."""


@dataclass(frozen=True, slots=True)
class Depths:
    """How many arrivals wait for an answer, and how many replies wait to be sent."""

    inbox: int
    outbox: int


class Vitals:
    """One channel's signs of life. A class for its state; `clock` is monotonic, so that no clock jump alarms anybody.

    `name` stands in metrics. Only a channel that `polls` can be stale.
    """

    def __init__(
        self,
        name: str,
        depths: Callable[[], Depths],
        *,
        polls: bool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = name
        self.depths = depths
        self.running = False
        self.limits = 0
        self._clock = clock
        self._polled_at = clock() if polls else None
        self._delivered_at = clock()
        self._sending: dict[int, float] = {}
        self._numbers = count()

    def polled(self) -> None:
        """The platform has answered a poll."""
        self._polled_at = self._clock()

    def limited(self) -> None:
        """The platform has refused a call because there were too many."""
        self.limits += 1

    @contextmanager
    def sending(self) -> Iterator[None]:
        """Around all tries of one reply."""
        number = next(self._numbers)
        self._sending[number] = self._clock()
        try:
            yield
            self._delivered_at = self._clock()
        finally:
            del self._sending[number]

    @property
    def poll_age(self) -> float | None:
        """Seconds since the last answered poll, or since the start; None where nothing is polled."""
        return None if self._polled_at is None else self._clock() - self._polled_at

    @property
    def oldest_send(self) -> float:
        """For how many seconds the reply that has been tried longest has been tried."""
        started = tuple(self._sending.values())  # another thread reads while the event loop writes
        return self._clock() - min(started) if started else 0.0

    @property
    def is_stale(self) -> bool:
        """Whether the platform has not answered for too long."""
        return self.poll_age is not None and self.poll_age > STALE_SECONDS

    @property
    def is_stuck(self) -> bool:
        """Whether a reply has been tried for long and none came through meanwhile."""
        waited = min(self.oldest_send, self._clock() - self._delivered_at)
        return waited > STUCK_SECONDS
