"""What replicas share in a real PostgreSQL: chats are leased, turns are found by all, one polls."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from bot.answering.conversation import ChatKey, Turn
from bot.mail.mailbox import Arrival
from bot.mail.shared_mailbox import SharedMailbox, open_shared_mailbox
from bot.records.alone import Standby, by_server
from bot.records.journal import open_journal
from bot.records.shared_conversations import SharedConversations, open_conversations
from index.library.postgres import open_engine
from index.library.server import Server
from tests.postgres_server import Postgres

HERE, THERE = ChatKey("telegram", "1"), ChatKey("zalo", "1")
LEASE = 0.3


@pytest.fixture(scope="module")
def server(postgres: Postgres) -> Server:
    return postgres.new_database()


@pytest.fixture
def engine(server: Server) -> Iterator[Engine]:
    made = open_engine(server, "test", 2)
    yield made
    made.dispose()


def arrival(number: str, lane: str) -> Arrival:
    return Arrival(number, lane, {"text": number})


def pair(engine: Engine, channel: str) -> tuple[SharedMailbox, SharedMailbox]:
    """The mailboxes of two replicas, with a short lease."""
    one, other = (open_shared_mailbox(engine, channel, lease_seconds=LEASE) for _ in range(2))
    return one, other


def test_what_is_delivered_to_two_replicas_is_stored_once(engine: Engine) -> None:
    one, other = pair(engine, "twice")
    assert one.receive([arrival("1", "a")]) == (arrival("1", "a"),)
    assert other.receive([arrival("1", "a")]) == ()


def test_a_chat_is_one_replicas_and_keeps_its_order(engine: Engine) -> None:
    one, other = pair(engine, "order")
    one.receive([arrival("1", "a"), arrival("2", "a")])
    assert one.claim(5) == ("a",)
    assert other.claim(5) == ()
    assert other.next("a") is None
    other.receive([arrival("3", "a")])
    handled = []
    while job := one.next("a"):
        assert isinstance(job, Arrival)
        handled.append(job.number)
        one.finish(job, ())
    assert handled == ["1", "2", "3"]
    assert one.claim(5) == ()


def test_a_reply_goes_out_before_the_next_question(engine: Engine) -> None:
    one, _ = pair(engine, "reply")
    one.receive([arrival("1", "a"), arrival("2", "a")])
    one.claim(1)
    one.finish(arrival("1", "a"), [{"text": "đáp"}])
    reply = one.next("a")
    assert reply is not None
    assert reply.content == {"text": "đáp"}


def test_a_chat_whose_replica_is_silent_is_taken_over_and_the_first_finishes_nothing(engine: Engine) -> None:
    one, other = pair(engine, "silent")
    one.receive([arrival("1", "a")])
    one.claim(1)
    time.sleep(LEASE * 1.5)
    assert other.claim(1) == ("a",)
    assert one.finish(arrival("1", "a"), [{"text": "muộn"}]) == ()
    assert one.next("a") is None
    assert one.extend(["a"]) == frozenset()
    [reply] = other.finish(arrival("1", "a"), [{"text": "đáp"}])
    assert reply.content == {"text": "đáp"}


def test_a_sign_of_life_keeps_a_chat(engine: Engine) -> None:
    one, other = pair(engine, "alive")
    one.receive([arrival("1", "a")])
    one.claim(1)
    for _ in range(3):
        time.sleep(LEASE / 2)
        assert one.extend(["a"]) == {"a"}
    assert other.claim(1) == ()


def test_a_chat_that_is_released_is_free_at_once(engine: Engine) -> None:
    one, other = pair(engine, "released")
    one.receive([arrival("1", "a")])
    one.claim(1)
    one.release(["a"])
    assert other.claim(1) == ("a",)


def test_erasing_a_person_leaves_no_chat_of_theirs(engine: Engine) -> None:
    one, other = pair(engine, "erased")
    one.receive([arrival("1", "a")])
    assert set(one.of_chat("a")["lanes"][0]) >= {"lane", "claimed_by"}
    one.erase("a")
    assert other.claim(1) == ()
    assert all(rows == [] for rows in other.of_chat("a").values())


def test_turns_are_found_by_every_replica_until_they_are_forgotten(engine: Engine) -> None:
    one, other = open_conversations(engine), open_conversations(engine)
    for number in range(6):
        one.add(HERE, Turn(str(number), ("lời",)))
    one.add(THERE, Turn("khác"))
    assert other.turns(HERE) == tuple(Turn(str(number), ("lời",)) for number in range(2, 6))
    other.forget(HERE)
    assert one.turns(HERE) == ()
    assert one.turns(THERE) == (Turn("khác"),)


def test_old_turns_are_neither_found_nor_kept(engine: Engine) -> None:
    open_conversations(engine)
    conversations = SharedConversations(engine, forget_after=0.1)
    conversations.add(HERE, Turn("một"))
    time.sleep(0.15)
    assert conversations.turns(HERE) == ()
    conversations.expire()
    assert SharedConversations(engine).turns(HERE) == ()


def test_journals_of_two_replicas_know_a_person_by_one_hash(engine: Engine) -> None:
    journals = [open_journal(engine, keep_questions=False, keep_days=30) for _ in range(2)]
    for journal in journals:
        journal.audited(HERE, "remove", "x")
    people = {row[1] for row in journals[0].audit(5)}
    assert len(people) == 1


def test_one_replica_polls_and_another_takes_over_when_it_ends(server: Server) -> None:
    begun: list[int] = []

    async def poll(number: int, until: asyncio.Event) -> None:
        begun.append(number)
        await until.wait()

    async def run() -> None:
        stops = [asyncio.Event() for _ in range(2)]
        waited = asyncio.Event()
        first, second = (Standby(server, "telegram") for _ in range(2))
        tasks = [asyncio.create_task(first.run(lambda until: poll(0, until), stops[0], waited.set))]
        while not begun:
            await asyncio.sleep(0.02)
        tasks.append(asyncio.create_task(second.run(lambda until: poll(1, until), stops[1], waited.set)))
        await asyncio.wait_for(waited.wait(), 10)
        assert begun == [0]
        stops[0].set()
        while len(begun) < 2:
            await asyncio.sleep(0.02)
        stops[1].set()
        await asyncio.gather(*tasks)

    asyncio.run(asyncio.wait_for(run(), 20))
    assert begun == [0, 1]


def test_tokens_are_renewed_by_one_replica_at_a_time(server: Server) -> None:
    inside: list[str] = []

    async def renew(name: str) -> None:
        async with by_server(server)():
            inside.append(f"{name} in")
            await asyncio.sleep(0.05)
            inside.append(f"{name} out")

    async def run() -> None:
        await asyncio.gather(renew("a"), renew("b"))

    asyncio.run(run())
    assert [each.split()[1] for each in inside] == ["in", "out"] * 2
