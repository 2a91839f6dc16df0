"""A chat may ask at a person's pace; one that floods is told once and then ignored until it has waited."""

from __future__ import annotations

from bot.answering.conversation import ChatKey
from bot.mail.quota import Quota, Verdict

HERE, THERE = ChatKey("telegram", "1"), ChatKey("telegram", "2")


def test_a_flood_is_told_once_and_then_ignored() -> None:
    quota = Quota(per_minute=2, clock=lambda: 0.0)
    told = [quota.ask(HERE) for _ in range(5)]
    assert told == [Verdict.ALLOWED, Verdict.ALLOWED, Verdict.TOO_MANY, Verdict.IGNORED, Verdict.IGNORED]


def test_one_chat_s_flood_is_not_another_s() -> None:
    quota = Quota(per_minute=1, clock=lambda: 0.0)
    quota.ask(HERE)
    assert quota.ask(HERE) is Verdict.TOO_MANY
    assert quota.ask(THERE) is Verdict.ALLOWED


def test_waiting_gives_questions_back_and_never_more_than_a_minute_s() -> None:
    now = 0.0
    quota = Quota(per_minute=2, clock=lambda: now)
    assert [quota.ask(HERE) for _ in range(3)][-1] is Verdict.TOO_MANY
    now = 30.0
    assert quota.ask(HERE) is Verdict.ALLOWED
    assert quota.ask(HERE) is Verdict.TOO_MANY
    now = 3_600.0
    assert [quota.ask(HERE) for _ in range(3)][-1] is Verdict.TOO_MANY
