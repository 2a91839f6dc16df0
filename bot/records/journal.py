"""What has happened: how questions ended, what people thought of the answers, what administrators did.

People are keyed hashes; a question's text is kept only where the operator has asked for it. Rows older than the
retention are removed.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import logging
import os
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Engine,
    Float,
    Integer,
    MetaData,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import SQLAlchemyError

from bot.answering.answer import Answer, Outcome
from bot.answering.conversation import ChatKey
from bot.phrases import logged
from bot.records.database import Place, open_database, overwrite
from bot.records.shared_key import shared_key
from bot.records.statistics import VIETNAM, Day, Statistics
from index.errors import OutageError

log = logging.getLogger(__name__)

DATABASE = "journal.sqlite"
KEY = "journal.key"
KEY_BYTES = 32

DAY = 24 * 3600.0

UNANSWERED_SHOWN = 20

_metadata = MetaData()

_answers = Table(
    "answers",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Float, nullable=False, index=True),
    Column("channel", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("milliseconds", Float, nullable=False),
    Column("question", Text),  # NULL unless the operator keeps questions
)

_feedback = Table(
    "feedback",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Float, nullable=False, index=True),
    Column("channel", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("passage", Text, nullable=False),  # empty where nothing was quoted
    Column("good", Integer, nullable=False),
    Column("reason", Text, nullable=False),
)

_audit = Table(
    "audit",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Float, nullable=False, index=True),
    Column("channel", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("detail", Text, nullable=False),
)


class Journal:
    """The rows of every channel. Its methods block: call them in a thread. A class for its state, the database."""

    def __init__(
        self,
        engine: Engine,
        key: bytes,
        *,
        keep_questions: bool,
        keep_days: int,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._engine = engine
        self._key = key
        self._clock = clock
        self._expired_at = clock()
        self.keeps_questions = keep_questions
        self.keep_days = keep_days

    def answered(self, chat: ChatKey | None, answer: Answer, milliseconds: float) -> None:
        """One question has been answered; that it cannot be taken down must not cost the answer."""
        values = self._stamp(chat) | {
            "outcome": answer.outcome.value,
            "milliseconds": milliseconds,
            "question": answer.question if self.keeps_questions else None,
        }
        try:
            self._insert(_answers, values)
            if self._clock() - self._expired_at > DAY:
                self.expire()
        except (SQLAlchemyError, OutageError) as error:
            log.warning(logged.LOG_JOURNAL, type(error).__name__)

    def judged(self, chat: ChatKey, passage_id: str, good: bool) -> int:
        """Somebody found an answer good or bad; tells the row, to which a reason can be added."""
        return self._insert(_feedback, self._stamp(chat) | {"passage": passage_id, "good": int(good), "reason": ""})

    def explained(self, chat: ChatKey, judgement: int, reason: str) -> None:
        """The same person tells why."""
        f = _feedback.c
        with self._engine.begin() as connection:
            theirs = (f.id == judgement, f.person == self._stamp(chat)["person"])
            connection.execute(update(_feedback).where(*theirs).values(reason=reason))

    def audited(self, chat: ChatKey, action: str, detail: str) -> None:
        """An administrator, or somebody who is none, wanted something done."""
        self._insert(_audit, self._stamp(chat) | {"action": action, "detail": detail})

    def forget(self, chat: ChatKey) -> dict[str, int]:
        """Removes what is kept of a person; what administrators did stays. Tells how many rows of each table went."""
        person = self._stamp(chat)["person"]
        with self._engine.begin() as connection:
            counts = {
                table.name: connection.execute(delete(table).where(table.c.person == person)).rowcount
                for table in (_answers, _feedback)
            }
        overwrite(self._engine)
        return counts

    def of_person(self, chat: ChatKey) -> dict[str, list[dict[str, Any]]]:
        """Every row that is kept of a person, by its table."""
        person = self._stamp(chat)["person"]
        with self._engine.connect() as connection:
            return {
                table.name: [
                    dict(row) for row in connection.execute(select(table).where(table.c.person == person)).mappings()
                ]
                for table in (_answers, _feedback, _audit)
            }

    def expire(self) -> None:
        """Removes what is older than the retention; done once a day by itself."""
        self._expired_at = self._clock()
        oldest = self._expired_at - self.keep_days * DAY
        with self._engine.begin() as connection:
            for table in (_answers, _feedback, _audit):
                connection.execute(delete(table).where(table.c.at < oldest))
        overwrite(self._engine)

    def statistics(self, days: int) -> Statistics:
        """Counts of the last days, which begin at midnight."""
        today = _moment(self._clock()).date()
        dates = [today - timedelta(days=back) for back in range(days - 1, -1, -1)]
        since = datetime(dates[0].year, dates[0].month, dates[0].day, tzinfo=VIETNAM).timestamp()
        a, f = _answers.c, _feedback.c
        with self._engine.connect() as connection:
            rows = connection.execute(select(a.at, a.person, a.outcome, a.milliseconds).where(a.at >= since)).all()
            counted = select(f.good, func.count()).where(f.at >= since).group_by(f.good)
            judged = {row[0]: row[1] for row in connection.execute(counted)}
        times = sorted(row.milliseconds for row in rows)
        counts = Counter((_moment(row.at).date(), row.outcome) for row in rows)
        return Statistics(
            days=days,
            outcomes={each: sum(row.outcome == each.value for row in rows) for each in Outcome},
            by_day=tuple(Day(day, {each: counts[day, each.value] for each in Outcome}) for day in dates),
            people=len({row.person for row in rows}),
            median_ms=times[len(times) // 2] if times else 0.0,
            slow_ms=times[int(len(times) * 0.95)] if times else 0.0,
            good=judged.get(1, 0),
            bad=judged.get(0, 0),
        )

    def unanswered(self, most: int = UNANSWERED_SHOWN) -> tuple[tuple[str, int], ...]:
        """Questions that found no answer and how often, the most frequent first; empty unless questions are kept."""
        a = _answers.c
        query = (
            select(a.question, func.count())
            .where(a.outcome == Outcome.NOT_FOUND.value, a.question.is_not(None))
            .group_by(a.question)
            .order_by(func.count().desc(), a.question)
            .limit(most)
        )
        with self._engine.connect() as connection:
            return tuple((question, count) for question, count in connection.execute(query))

    def reasons(self) -> tuple[tuple[str, int], ...]:
        """Why answers were found bad and how often, the most frequent first."""
        f = _feedback.c
        query = select(f.reason, func.count()).where(f.reason != "").group_by(f.reason).order_by(func.count().desc())
        with self._engine.connect() as connection:
            return tuple((reason, count) for reason, count in connection.execute(query))

    def rows(self) -> list[tuple[str, str, str, str]]:
        """Every answer for a spreadsheet: time, channel, outcome, milliseconds."""
        a = _answers.c
        with self._engine.connect() as connection:
            found = connection.execute(select(a.at, a.channel, a.outcome, a.milliseconds).order_by(a.id)).all()
        return [
            (_moment(at).isoformat(timespec="seconds"), channel, outcome, f"{ms:.0f}")
            for at, channel, outcome, ms in found
        ]

    def audit(self, most: int) -> tuple[tuple[float, str, str, str], ...]:
        """The newest audited actions: time, person, action, detail."""
        u = _audit.c
        query = select(u.at, u.person, u.action, u.detail).order_by(u.id.desc()).limit(most)
        with self._engine.connect() as connection:
            return tuple(tuple(row) for row in connection.execute(query))

    def audited_lately(self, action: str, seconds: float, chat: ChatKey | None = None) -> int:
        """How often an action was taken down in the last seconds, by anybody or from one chat."""
        u = _audit.c
        query = select(func.count()).where(u.action == action, u.at >= self._clock() - seconds)
        if chat:
            query = query.where(u.person == self._stamp(chat)["person"])
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def latencies(self, days: int) -> tuple[float, ...]:
        """The milliseconds that each answer of the last days took."""
        a = _answers.c
        query = select(a.milliseconds).where(a.at >= self._clock() - days * DAY)
        with self._engine.connect() as connection:
            return tuple(connection.execute(query).scalars())

    def _stamp(self, chat: ChatKey | None) -> dict[str, object]:
        name = f"{chat.channel}:{chat.chat}".encode() if chat else b""
        person = hmac.new(self._key, name, hashlib.sha256).hexdigest()[:16]
        return {"at": self._clock(), "channel": chat.channel if chat else "", "person": person}

    def _insert(self, table: Table, values: Mapping[str, object]) -> int:
        with self._engine.begin() as connection:
            (identity,) = connection.execute(insert(table).values(values)).inserted_primary_key or (0,)
        return int(identity)


def open_journal(
    place: Place, *, keep_questions: bool, keep_days: int, clock: Callable[[], float] = time.time
) -> Journal:
    """The journal in a folder; its key for hashing people is made there once and is no backup's business."""
    engine = open_database(place, DATABASE, _metadata)
    key = _key(place / KEY) if isinstance(place, Path) else shared_key(engine, KEY_BYTES)
    journal = Journal(engine, key, keep_questions=keep_questions, keep_days=keep_days, clock=clock)
    journal.expire()
    return journal


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(at, VIETNAM)


def _key(path: Path) -> bytes:
    """One process makes it, while others wait; one that a crash has cut short is made anew."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        key = os.pread(descriptor, KEY_BYTES, 0)
        if len(key) < KEY_BYTES:
            key = os.urandom(KEY_BYTES)
            os.pwrite(descriptor, key, 0)
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return key
