"""A choice that no button of ours makes is none of ours, whatever number somebody has written into it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.answering.conversation import ChatKey
from bot.records.feedback import BAD, REASON, Feedback
from bot.records.journal import Journal, open_journal

AN = ChatKey("zalo_oa", "1")


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return open_journal(tmp_path, keep_questions=False, keep_days=30)


def test_a_reason_is_taken_down_after_a_bad_answer(journal: Journal) -> None:
    notice = asyncio.run(Feedback(journal).choose(AN, f"{BAD}:d.1"))
    assert notice is not None
    [choice] = notice.rows[1]
    assert asyncio.run(Feedback(journal).choose(AN, choice.data)) is not None
    assert journal.reasons() == ((choice.label, 1),)


@pytest.mark.parametrize("data", [f"{REASON}:{'9' * 30}:1", f"{REASON}:1:{'9' * 5000}", f"{REASON}:1", "x:1:1"])
def test_what_no_button_says_is_none_of_ours(journal: Journal, data: str) -> None:
    assert asyncio.run(Feedback(journal).choose(AN, data)) is None
