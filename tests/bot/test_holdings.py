"""What is kept of a person is handed over, and deleted to the last byte, in every database; backups hold none of it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.answer import Answer
from bot.answering.conversation import ChatKey
from bot.channels.zalo.menus import Menus
from bot.channels.zalo.store import open_store
from bot.holdings import Holdings, PersonError, open_holdings
from bot.mail.boxes import open_mailbox
from bot.mail.mailbox import Arrival, Receipt
from bot.records.journal import Journal, open_journal
from bot.writing.menu import Choice
from tests.bot.served import environment, hoidap

SECRET = "lương của một người cụ thể"
AN, BINH = ChatKey("telegram", "86420975"), ChatKey("telegram", "13579246")
ZALO = ChatKey("zalo_bot", "7f86420975")


def journal_in(folder: Path) -> Journal:
    return open_journal(folder, keep_questions=True, keep_days=30)


def fill(folder: Path, person: ChatKey, answer: Answer) -> None:
    """Everything that can be kept of somebody: answered, judged, waiting, being sent, sent, choosing."""
    journal, mailbox = journal_in(folder), open_mailbox(folder, person.channel)
    journal.answered(person, replace(answer, question=SECRET), 40.0)
    journal.explained(person, journal.judged(person, "ket-luan-12.00000001", good=False), "sai chỗ")
    handled, waiting = (Arrival(f"{person.chat}-{n}", person.chat, {"text": SECRET}) for n in (1, 2))
    mailbox.receive([handled, waiting])
    first, _second = mailbox.finish(handled, [{"text": SECRET}, {"text": SECRET}])
    mailbox.delivered(first, Receipt(f"{person.chat}:5", f"{person.chat}:6"))
    if person == ZALO:
        Menus(open_store(folder), person.channel).keep(person.chat, [Choice(SECRET, "p:1")])


def bytes_in(folder: Path) -> bytes:
    """All that stands in the files of the databases."""
    files = [path for path in folder.iterdir() if ".sqlite" in path.name]
    assert len(files) >= 3
    return b"".join(path.read_bytes() for path in files)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "letters"


@pytest.fixture
def holdings(folder: Path, answer_of: Callable[..., Answer]) -> Holdings:
    for person in (AN, ZALO):
        fill(folder, person, answer_of("còn 11 chỉ tiêu khó đạt"))
    return open_holdings(journal_in(folder), folder, ("telegram",))


@pytest.mark.parametrize("person", [AN, ZALO], ids=["telegram", "zalo"])
def test_everything_of_a_person_is_handed_over(holdings: Holdings, person: ChatKey) -> None:
    found = holdings.export(person)
    assert {table: len(rows) for table, rows in found.items() if rows} == {
        "answers": 1,
        "feedback": 1,
        "inbox": 1,
        "outbox": 1,
        "sent": 1,
        **({"menus": 1} if person == ZALO else {}),
    }
    assert found["answers"][0]["question"] == SECRET
    assert json.dumps(found)


def test_nothing_of_a_person_is_left_in_any_file(holdings: Holdings, folder: Path) -> None:
    assert SECRET.encode() in bytes_in(folder)
    assert holdings.forget(AN) == {"answers": 1, "feedback": 1, "inbox": 1, "outbox": 1, "sent": 1}
    assert holdings.forget(ZALO)["menus"] == 1
    assert [rows for person in (AN, ZALO) for rows in holdings.export(person).values() if rows] == []
    left = bytes_in(folder)
    assert SECRET.encode() not in left
    assert f"{AN.chat}:".encode() not in left


def test_others_keep_theirs(folder: Path, answer_of: Callable[..., Answer]) -> None:
    for person in (AN, BINH):
        fill(folder, person, answer_of("còn 11 chỉ tiêu khó đạt"))
    holdings = open_holdings(journal_in(folder), folder, ("telegram",))
    before = holdings.export(BINH)
    holdings.forget(AN)
    assert holdings.export(BINH) == before
    assert before["answers"]


def test_what_administrators_did_stays(holdings: Holdings, folder: Path) -> None:
    journal = journal_in(folder)
    journal.audited(AN, "remove", "kl-hn12-2023")
    holdings.forget(AN)
    assert [action for _, _, action, _ in journal.audit(5)] == ["remove"]


def test_an_answered_message_is_no_longer_known_by_its_chat(folder: Path) -> None:
    mailbox = open_mailbox(folder, "telegram")
    arrival = Arrival("12", AN.chat, {"text": SECRET})
    mailbox.receive([arrival])
    mailbox.finish(arrival, [])
    assert mailbox.of_chat(AN.chat)["inbox"] == []
    assert mailbox.receive([arrival]) == ()


@pytest.mark.parametrize("named", ["86420975", "telegram:", "fax:86420975", ""])
def test_a_person_is_named_by_channel_and_number(holdings: Holdings, named: str) -> None:
    with pytest.raises(PersonError, match="kênh:mã"):
        holdings.person(named)


def test_a_member_of_a_group_is_named_by_the_group_too(holdings: Holdings) -> None:
    assert holdings.person("telegram:-100123:456") == ChatKey("telegram", "-100123:456")


def test_the_commands_hand_over_and_delete(tmp_path: Path, answer_of: Callable[..., Answer]) -> None:
    fill(tmp_path, AN, answer_of("còn 11 chỉ tiêu khó đạt"))
    env = environment(tmp_path)
    named = f"{AN.channel}:{AN.chat}"
    assert json.loads(hoidap("export", named, env=env).stdout)["answers"][0]["question"] == SECRET
    done = hoidap("forget", named, env=env)
    assert (done.returncode, "Đã xóa: answers 1" in done.stderr.decode()) == (0, True)
    assert "Không còn giữ gì" in hoidap("forget", named, env=env).stderr.decode()
    assert SECRET.encode() not in bytes_in(tmp_path)
    assert hoidap("forget", "fax:1", env=env).returncode == 1


def test_a_backup_holds_nothing_of_people_so_that_restoring_it_brings_nothing_back(
    library: Path, tmp_path: Path, answer_of: Callable[..., Answer]
) -> None:
    letters = tmp_path / "letters"
    for person in (AN, ZALO):
        fill(letters, person, answer_of("còn 11 chỉ tiêu khó đạt"))
    env = environment(library, mailbox=letters)
    assert hoidap("backup", str(tmp_path / "backup.zip"), env=env).returncode == 0
    with zipfile.ZipFile(tmp_path / "backup.zip") as backup:
        content = b"".join(backup.read(name) for name in backup.namelist())
    assert "còn 11 chỉ tiêu khó đạt".encode() in content
    assert [each for each in (SECRET, AN.chat, ZALO.chat) if each.encode() in content] == []
    fresh = environment(tmp_path / "fresh")
    assert hoidap("restore", str(tmp_path / "backup.zip"), env=fresh).returncode == 0
    restored = {path.name for path in (tmp_path / "fresh").iterdir()}
    assert not restored & {"mailbox.sqlite", "journal.sqlite", "journal.key", "zalo.sqlite"}
