"""Nothing is lost, nothing is answered twice, and no question stays longer than it waits."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.mail.boxes import open_mailbox
from bot.mail.mailbox import REMEMBER_SECONDS, Arrival, Mailbox, Receipt

QUESTION = {"text": "Có bao nhiêu chỉ tiêu khó đạt?"}
FIRST = Arrival("1", "chat", QUESTION)


@pytest.fixture
def mailbox(tmp_path: Path) -> Mailbox:
    return open_mailbox(tmp_path, "telegram")


def reopened(folder: Path) -> Mailbox:
    """The mailbox as the next process finds it."""
    return open_mailbox(folder, "telegram")


def test_an_arrival_waits_until_it_is_finished(mailbox: Mailbox, tmp_path: Path) -> None:
    assert mailbox.receive([FIRST]) == (FIRST,)
    assert reopened(tmp_path).waiting() == (FIRST,)
    mailbox.finish(FIRST, [])
    assert reopened(tmp_path).waiting() == ()


def test_an_arrival_delivered_twice_is_new_once(mailbox: Mailbox) -> None:
    assert mailbox.receive([FIRST, FIRST]) == (FIRST,)
    assert mailbox.receive([FIRST]) == ()
    mailbox.finish(FIRST, [{"text": "11"}])
    assert mailbox.receive([FIRST]) == ()
    assert mailbox.waiting() == ()


def test_replies_wait_in_their_order_until_they_are_delivered(mailbox: Mailbox, tmp_path: Path) -> None:
    mailbox.receive([FIRST])
    first, second = mailbox.finish(FIRST, [{"text": "một"}, {"text": "hai"}])
    assert [reply.content["text"] for reply in reopened(tmp_path).undelivered()] == ["một", "hai"]
    mailbox.delivered(first, Receipt())
    assert reopened(tmp_path).undelivered() == (second,)


def test_finishing_twice_stores_no_second_answer(mailbox: Mailbox) -> None:
    mailbox.receive([FIRST])
    assert len(mailbox.finish(FIRST, [{"text": "một"}])) == 1
    assert mailbox.finish(FIRST, [{"text": "một"}]) == ()
    assert len(mailbox.undelivered()) == 1


def test_channels_do_not_see_each_other(mailbox: Mailbox, tmp_path: Path) -> None:
    other = open_mailbox(tmp_path, "zalo")
    mailbox.receive([FIRST])
    assert other.waiting() == ()
    assert other.receive([FIRST]) == (FIRST,)


def test_arrivals_keep_their_order(mailbox: Mailbox) -> None:
    arrivals = [Arrival(str(number), "chat", QUESTION) for number in range(8, 13)]
    mailbox.receive(arrivals)
    assert [arrival.number for arrival in mailbox.waiting()] == ["8", "9", "10", "11", "12"]


def test_a_question_leaves_the_disk_once_it_is_answered(mailbox: Mailbox, tmp_path: Path) -> None:
    mailbox.receive([FIRST])
    words = "chỉ tiêu khó đạt".encode()
    assert any(words in path.read_bytes() for path in tmp_path.iterdir())
    [reply] = mailbox.finish(FIRST, [QUESTION])
    mailbox.delivered(reply, Receipt())
    mailbox.tidy()
    files = list(tmp_path.iterdir())
    assert files
    assert not any(words in path.read_bytes() for path in files)


def test_a_number_is_known_for_two_days(tmp_path: Path) -> None:
    now = 0.0
    mailbox = open_mailbox(tmp_path, "telegram", clock=lambda: now)
    mailbox.receive([FIRST])
    mailbox.finish(FIRST, [])
    now = REMEMBER_SECONDS
    mailbox.tidy()
    assert mailbox.receive([FIRST]) == ()
    now = REMEMBER_SECONDS + 1
    mailbox.tidy()
    assert mailbox.receive([FIRST]) == (FIRST,)
