"""What is taken down: counts and judgements, people as hashes, questions only where the operator wants them."""

from __future__ import annotations

import stat
from datetime import datetime
from pathlib import Path

import pytest

from bot.answering.answer import Answer, Outcome
from bot.answering.conversation import ChatKey
from bot.records.journal import DAY, KEY, KEY_BYTES, Journal, open_journal
from bot.records.statistics import VIETNAM

AN, BINH = ChatKey("telegram", "111222333"), ChatKey("telegram", "444555666")
QUESTION = "Ai đã hỏi câu bí mật này?"


class Clock:
    """A clock that stands still until it is set."""

    now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def journal(tmp_path: Path, clock: Clock) -> Journal:
    return open_journal(tmp_path, keep_questions=False, keep_days=30, clock=clock)


def answer(outcome: Outcome) -> Answer:
    return Answer(QUESTION, outcome)


def test_statistics_count_outcomes_people_times_and_judgements(journal: Journal, clock: Clock) -> None:
    journal.answered(AN, answer(Outcome.ANSWERED), 10)
    clock.now += DAY
    journal.answered(AN, answer(Outcome.NOT_FOUND), 20)
    journal.answered(BINH, answer(Outcome.ANSWERED), 300)
    journal.judged(AN, "d.1", True)
    journal.judged(BINH, "", False)
    found = journal.statistics(7)
    assert (found.questions, found.people) == (3, 2)
    assert found.outcomes[Outcome.ANSWERED] == 2
    assert [day.questions for day in found.by_day] == [0, 0, 0, 0, 0, 1, 2]
    assert [f"{day.date:%d/%m}" for day in found.by_day][-2:] == ["15/11", "16/11"]
    assert found.by_day[-1].outcomes[Outcome.NOT_FOUND] == 1
    assert (found.median_ms, found.slow_ms) == (20, 300)
    assert (found.good, found.bad) == (1, 1)
    assert journal.statistics(1).questions == 2


def test_neither_a_question_nor_a_person_is_on_the_disk(journal: Journal, tmp_path: Path) -> None:
    journal.answered(AN, answer(Outcome.NOT_FOUND), 10)
    journal.judged(AN, "d.1", False)
    files = list(tmp_path.iterdir())
    assert len(files) >= 2
    for path in files:
        content = path.read_bytes()
        assert "bí mật".encode() not in content
        assert AN.chat.encode() not in content
    assert journal.unanswered() == ()


def test_questions_are_kept_where_the_operator_asks_for_it(tmp_path: Path) -> None:
    journal = open_journal(tmp_path, keep_questions=True, keep_days=30)
    for outcome in (Outcome.NOT_FOUND, Outcome.NOT_FOUND, Outcome.ANSWERED):
        journal.answered(AN, answer(outcome), 10)
    assert journal.unanswered() == ((QUESTION, 2),)


def test_the_hashing_key_is_made_once_and_nobody_else_may_read_it(journal: Journal, tmp_path: Path) -> None:
    key = (tmp_path / KEY).read_bytes()
    assert len(key) == KEY_BYTES
    assert stat.S_IMODE((tmp_path / KEY).stat().st_mode) == 0o600
    journal.answered(AN, answer(Outcome.ANSWERED), 10)
    again = open_journal(tmp_path, keep_questions=False, keep_days=30, clock=Clock())
    again.answered(AN, answer(Outcome.ANSWERED), 10)
    assert (tmp_path / KEY).read_bytes() == key
    assert again.statistics(1).people == 1


@pytest.mark.parametrize("left", [b"", b"half a key"])
def test_a_key_that_a_power_cut_has_shortened_is_made_anew(left: bytes, tmp_path: Path) -> None:
    (tmp_path / KEY).write_bytes(left)
    open_journal(tmp_path, keep_questions=False, keep_days=30)
    made = (tmp_path / KEY).read_bytes()
    assert len(made) == KEY_BYTES
    open_journal(tmp_path, keep_questions=False, keep_days=30)
    assert (tmp_path / KEY).read_bytes() == made


def test_a_person_can_be_forgotten_and_the_audit_stays(journal: Journal) -> None:
    journal.answered(AN, answer(Outcome.ANSWERED), 10)
    journal.judged(AN, "d.1", True)
    journal.answered(BINH, answer(Outcome.ANSWERED), 10)
    journal.audited(AN, "remove", "d")
    journal.forget(AN)
    found = journal.statistics(1)
    assert (found.questions, found.good) == (1, 0)
    assert [row[2:] for row in journal.audit(5)] == [("remove", "d")]


def test_a_reason_belongs_to_who_gave_the_judgement(journal: Journal) -> None:
    row = journal.judged(AN, "d.1", False)
    journal.explained(BINH, row, "Khó hiểu")
    assert journal.reasons() == ()
    journal.explained(AN, row, "Thiếu ý")
    assert journal.reasons() == (("Thiếu ý", 1),)


def test_rows_older_than_the_retention_go(journal: Journal, clock: Clock) -> None:
    journal.answered(AN, answer(Outcome.ANSWERED), 10)
    journal.audited(AN, "remove", "d")
    clock.now += 30 * DAY + 1
    journal.answered(AN, answer(Outcome.ANSWERED), 10)
    assert journal.statistics(60).questions == 1
    assert journal.audit(5) == ()


def test_questions_older_than_the_retention_are_in_no_file(tmp_path: Path, clock: Clock) -> None:
    journal = open_journal(tmp_path, keep_questions=True, keep_days=30, clock=clock)
    journal.answered(AN, answer(Outcome.NOT_FOUND), 10)
    assert any("bí mật".encode() in path.read_bytes() for path in tmp_path.iterdir())
    clock.now += 30 * DAY + 1
    journal.expire()
    assert not any("bí mật".encode() in path.read_bytes() for path in tmp_path.iterdir())


def test_a_day_begins_at_midnight_in_viet_nam(journal: Journal, clock: Clock) -> None:
    clock.now = datetime(2026, 3, 1, 23, 59, tzinfo=VIETNAM).timestamp()
    journal.answered(AN, answer(Outcome.ANSWERED), 10)
    clock.now += 120
    assert [day.questions for day in journal.statistics(2).by_day] == [1, 0]
    assert journal.statistics(1).questions == 0
    [(at, *_)] = journal.rows()
    assert at == "2026-03-01T23:59:00+07:00"


def test_rows_for_a_spreadsheet_hold_no_person(journal: Journal) -> None:
    journal.answered(AN, answer(Outcome.ANSWERED), 12.6)
    [(_, channel, outcome, milliseconds)] = journal.rows()
    assert (channel, outcome, milliseconds) == ("telegram", "answered", "13")


def test_audited_actions_are_counted_within_a_time_in_all_and_by_chat(journal: Journal, clock: Clock) -> None:
    journal.audited(AN, "login_failed", "")
    clock.now += 100
    journal.audited(AN, "login_failed", "")
    journal.audited(BINH, "login_failed", "")
    journal.audited(AN, "login", "")
    assert journal.audited_lately("login_failed", 99) == 2
    assert journal.audited_lately("login_failed", 100) == 3
    assert journal.audited_lately("login_failed", 100, AN) == 2
    assert journal.audited_lately("login_failed", 100, ChatKey("web", AN.chat)) == 0


def test_times_of_the_last_days_are_told_one_by_one(journal: Journal, clock: Clock) -> None:
    journal.answered(AN, answer(Outcome.ANSWERED), 10)
    clock.now += 2 * DAY
    journal.answered(AN, answer(Outcome.ANSWERED), 20)
    journal.answered(BINH, answer(Outcome.ANSWERED), 30)
    assert journal.latencies(1) == (20, 30)
