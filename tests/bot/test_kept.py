"""Nothing is kept that the table of personal data does not tell of, and it tells how long as long as that is true."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from sqlalchemy import MetaData

from bot import phrases
from bot.answering import conversation
from bot.channels.zalo import menus, store
from bot.mail import mailbox, shared_mailbox
from bot.phrases import kept, web
from bot.records import journal, shared_board, shared_conversations, shared_key, shared_sessions, shared_uploads
from bot.settings import Settings
from index.library import tables, vector_table
from tests.bot.served import ROOT

DOCUMENT = ROOT / "docs" / "DU-LIEU-CA-NHAN.md"

SHARED = "PostgreSQL"
DATABASES: tuple[tuple[str, MetaData], ...] = (
    (mailbox.DATABASE, mailbox.metadata),
    (journal.DATABASE, journal._metadata),
    (store.DATABASE, store._metadata),
    ("library.sqlite", tables.metadata),
    (SHARED, shared_mailbox._metadata),
    (SHARED, shared_conversations._metadata),
    (SHARED, shared_uploads._metadata),
    (SHARED, shared_sessions._metadata),
    (SHARED, shared_board._metadata),
    (SHARED, shared_key._metadata),
)
MAKERS = (
    mailbox,
    journal,
    store,
    tables,
    shared_mailbox,
    shared_conversations,
    shared_uploads,
    shared_sessions,
    shared_board,
    shared_key,
    vector_table,
)
BY_STATEMENT = (SHARED, "dense_vectors")
"""No metadata tells of its columns; `test_replicas_web` compares those of a real PostgreSQL."""

MAKING = ("MetaData()", "CREATE TABLE", "CREATE TEMP", "CREATE UNLOGGED", "CREATE VIRTUAL")


def test_the_table_tells_of_every_column_of_every_database_and_of_no_other() -> None:
    real = {
        (file, table.name, column.name)
        for file, metadata in DATABASES
        for table in metadata.tables.values()
        for column in table.columns
    }
    told = Counter((each.file, each.table, column) for each in kept.KEPT for column in each.columns)
    assert {each for each in told if each[:2] != BY_STATEMENT} == real
    assert set(told.values()) == {1}


def test_no_module_makes_a_database_that_the_table_does_not_know() -> None:
    makers = {
        path.relative_to(ROOT).as_posix()
        for folder in ("bot", "index")
        for path in (ROOT / folder).rglob("*.py")
        if any(word in path.read_text(encoding="utf-8") for word in MAKING)
    }
    assert makers == {Path(module.__file__ or "").relative_to(ROOT).as_posix() for module in MAKERS}


def test_each_kind_of_data_has_a_reason_a_time_and_a_place() -> None:
    assert [each for each in kept.KEPT if not all((each.what, each.why, each.how_long, each.columns))] == []


def test_times_are_those_of_the_program() -> None:
    day = 24 * 3600
    assert f"{conversation.FORGET_AFTER_SECONDS / 60:.0f} phút" == kept.MEMORY
    assert f"{mailbox.REMEMBER_SECONDS / day:.0f} ngày" == kept.NUMBERS
    assert f"{menus.KEPT_SECONDS / 3600:.0f} giờ" == kept.MENUS
    assert f"({Settings.model_fields['keep_days'].default} ngày)" in kept.RETENTION


def test_people_are_told_these_times() -> None:
    told = phrases.privacy(False, 30)
    assert kept.MEMORY in told
    assert kept.NUMBERS in told
    assert any(kept.MEMORY in paragraph for paragraph in web.privacy(False, 30))


def test_the_document_holds_the_table() -> None:
    assert kept.table() in DOCUMENT.read_text(encoding="utf-8")


def test_questions_are_not_kept_unless_the_operator_wants_them() -> None:
    assert Settings.model_fields["keep_questions"].default is False
