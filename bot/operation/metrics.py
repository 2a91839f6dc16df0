"""Figures for a monitoring system in the format of Prometheus: counts, ages and times, and never a text or a person."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.answering.answer import Answer
from bot.answering.conversation import ChatKey
from bot.operation.vitals import Vitals
from bot.phrases.operation import METRICS
from bot.reading.assistant import Note
from index.errors import HoidapError
from index.library.reader import Generation

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper ends of the histogram: a question takes about .03 on an idle machine, and 5 where 300 wait."""

NOWHERE = "none"
"""The channel of a question that belongs to no chat."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The generation that answers, and for how many seconds it has existed."""

    number: int
    age: float


def edition_of(current: Callable[[], Generation]) -> Edition | None:
    """The published generation and its age; None where there is none."""
    try:
        generation = current()
    except HoidapError:
        return None
    made_at = datetime.fromisoformat(generation.manifest.made_at)
    return Edition(int(generation.id), max(0.0, (datetime.now(UTC) - made_at).total_seconds()))


class Metrics:
    """What one process counts. A class for its state, in a registry of its own: nothing of it is global."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        name = "hoidap_question_seconds"
        self._seconds = Histogram(name, METRICS[name], ["channel"], buckets=SECONDS, registry=self._registry)
        name = "hoidap_questions"
        self._questions = Counter(name, METRICS[name], ["channel", "outcome"], registry=self._registry)
        name = "hoidap_log_errors"
        self._errors = Counter(name, METRICS[name], registry=self._registry)

    def answered(self, chat: ChatKey | None, answer: Answer, milliseconds: float) -> None:
        """One question has been answered."""
        channel = chat.channel if chat else NOWHERE
        self._seconds.labels(channel).observe(milliseconds / 1000)
        self._questions.labels(channel, answer.outcome.value).inc()

    def noting(self, note: Note) -> Note:
        """Counts a question that was answered before `note` takes it down."""

        def both(chat: ChatKey | None, answer: Answer, milliseconds: float) -> None:
            self.answered(chat, answer, milliseconds)
            note(chat, answer, milliseconds)

        return both

    def watch(
        self, vitals: Sequence[Vitals], in_hand: Callable[[], int], edition: Callable[[], Edition | None]
    ) -> None:
        """From now on also tells these, as they are when it is asked."""
        self._registry.register(_Now(vitals, in_hand, edition))

    def error_counter(self) -> logging.Handler:
        """A handler of the log that counts what went wrong."""
        return _ErrorCounter(self._errors)

    def text(self) -> bytes:
        """All of it; counts what waits in the mailboxes, so call it in a thread."""
        return generate_latest(self._registry)


class _Now(Collector):
    """What is read when somebody asks. A class since the registry wants one."""

    def __init__(
        self, vitals: Sequence[Vitals], in_hand: Callable[[], int], edition: Callable[[], Edition | None]
    ) -> None:
        self._vitals = vitals
        self._in_hand = in_hand
        self._edition = edition

    def collect(self) -> Iterable[Metric]:
        """The families, each with a sample a channel."""
        yield _gauge("hoidap_questions_in_hand", self._in_hand())
        edition = self._edition()
        if edition is not None:
            yield _gauge("hoidap_generation", edition.number)
            yield _gauge("hoidap_generation_age_seconds", edition.age)
        waiting = GaugeMetricFamily("hoidap_waiting", METRICS["hoidap_waiting"], labels=["channel", "box"])
        for each in self._vitals:
            depths = each.depths()
            waiting.add_metric([each.name, "inbox"], depths.inbox)
            waiting.add_metric([each.name, "outbox"], depths.outbox)
        yield waiting
        yield self._by_channel("hoidap_channel_running", lambda each: float(each.running))
        yield self._by_channel("hoidap_poll_age_seconds", lambda each: each.poll_age)
        yield self._by_channel("hoidap_send_age_seconds", lambda each: each.oldest_send)
        limits = CounterMetricFamily("hoidap_platform_limits", METRICS["hoidap_platform_limits"], labels=["channel"])
        for each in self._vitals:
            limits.add_metric([each.name], each.limits)
        yield limits

    def _by_channel(self, name: str, value: Callable[[Vitals], float | None]) -> Metric:
        family = GaugeMetricFamily(name, METRICS[name], labels=["channel"])
        for each in self._vitals:
            found = value(each)
            if found is not None:
                family.add_metric([each.name], found)
        return family


class _ErrorCounter(logging.Handler):
    """Counts records of level ERROR and above, and looks at nothing in them."""

    def __init__(self, counter: Counter) -> None:
        super().__init__(logging.ERROR)
        self._counter = counter

    def emit(self, _record: logging.LogRecord) -> None:
        """One more."""
        self._counter.inc()


def _gauge(name: str, value: float) -> Metric:
    return GaugeMetricFamily(name, METRICS[name], value=value)
