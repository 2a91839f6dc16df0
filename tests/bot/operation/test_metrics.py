"""Figures are counted by channel and outcome, and hold neither a question nor a person."""

from __future__ import annotations

import logging
from collections.abc import Callable

from prometheus_client.parser import text_string_to_metric_families

from bot.answering.answer import Answer
from bot.answering.conversation import ChatKey
from bot.operation.metrics import Edition, Metrics
from bot.operation.vitals import Depths, Vitals
from bot.phrases.operation import METRICS

AN = ChatKey("telegram", "86420975")


def samples(metrics: Metrics) -> dict[tuple[str, ...], float]:
    """Each sample by its name and its labels' values."""
    families = text_string_to_metric_families(metrics.text().decode())
    return {(each.name, *each.labels.values()): each.value for family in families for each in family.samples}


def watched() -> tuple[Metrics, Vitals]:
    metrics = Metrics()
    vitals = Vitals("telegram", lambda: Depths(3, 2), polls=True)
    metrics.watch([vitals], lambda: 7, lambda: Edition(12, 60.0))
    return metrics, vitals


def test_answers_are_counted_by_channel_and_outcome_and_timed(answer_of: Callable[..., Answer]) -> None:
    metrics = Metrics()
    taken: list[float] = []
    note = metrics.noting(lambda _chat, _answer, milliseconds: taken.append(milliseconds))
    note(AN, answer_of("còn 11 chỉ tiêu khó đạt"), 40.0)
    note(None, answer_of("còn 11 chỉ tiêu khó đạt"), 200.0)
    found = samples(metrics)
    assert taken == [40.0, 200.0]
    assert found["hoidap_questions_total", "telegram", "answered"] == 1
    assert found["hoidap_questions_total", "none", "answered"] == 1
    assert found["hoidap_question_seconds_sum", "telegram"] == 0.04
    assert found["hoidap_question_seconds_bucket", "telegram", "0.025"] == 0
    assert found["hoidap_question_seconds_bucket", "telegram", "0.05"] == 1


def test_what_waits_the_library_and_the_channel_are_told_as_they_are_now() -> None:
    metrics, vitals = watched()
    vitals.running = True
    vitals.limited()
    found = samples(metrics)
    assert found["hoidap_waiting", "inbox", "telegram"] == 3
    assert found["hoidap_waiting", "outbox", "telegram"] == 2
    assert found["hoidap_questions_in_hand",] == 7
    assert found["hoidap_generation",] == 12
    assert found["hoidap_generation_age_seconds",] == 60
    assert found["hoidap_channel_running", "telegram"] == 1
    assert found["hoidap_platform_limits_total", "telegram"] == 1
    assert found["hoidap_poll_age_seconds", "telegram"] < 60
    assert found["hoidap_send_age_seconds", "telegram"] == 0


def test_an_error_in_the_log_is_counted_and_a_warning_is_not() -> None:
    metrics = Metrics()
    logger = logging.Logger("alone")
    logger.addHandler(metrics.error_counter())
    logger.error("hỏng")
    logger.warning("đợi")
    assert samples(metrics)["hoidap_log_errors_total",] == 1


def test_no_figure_holds_a_question_a_quote_or_a_person(answer_of: Callable[..., Answer]) -> None:
    metrics, _vitals = watched()
    answer = answer_of("còn 11 chỉ tiêu khó đạt")
    metrics.answered(AN, answer, 40.0)
    text = metrics.text().decode()
    assert "telegram" in text
    assert [each for each in (answer.question, "khó đạt", AN.chat) if each in text] == []


def test_every_figure_of_ours_is_explained(answer_of: Callable[..., Answer]) -> None:
    metrics, _vitals = watched()
    metrics.answered(AN, answer_of("còn 11 chỉ tiêu khó đạt"), 40.0)
    families = text_string_to_metric_families(metrics.text().decode())
    ours = [each for each in families if each.name.startswith("hoidap_") and not each.name.endswith("_created")]
    told = {each.name: each.documentation for each in ours}
    assert told == METRICS
