"""Nobody floods a group or the bot; administrators, who send files by the dozen, are not counted."""

from __future__ import annotations

from bot.answering.conversation import ChatKey
from bot.channels.telegram.incoming import CHANNEL, Incoming, Wish
from bot.channels.telegram.limits import INLINE_PER_PERSON, Limits
from bot.mail.limits import PER_MEMBER, PER_PERSON
from bot.mail.quota import PER_MINUTE, Verdict

ADMIN = 1
GROUP = -100


def asked(sender: int, chat_id: int = 0) -> Incoming:
    """A question in a private chat, or in a group."""
    name = f"{chat_id}:{sender}" if chat_id else str(sender)
    chat = ChatKey(CHANNEL, name)
    return Incoming(Wish.QUESTION, chat, chat_id or sender, 5, "?", sender=sender, in_group=bool(chat_id))


def limits() -> Limits:
    return Limits(frozenset({ADMIN}), clock=lambda: 0.0)


def test_a_member_who_floods_leaves_room_for_the_others() -> None:
    counted = limits()
    told = [counted.ask(asked(7, GROUP)) for _ in range(PER_MEMBER + 2)]
    assert told == [Verdict.ALLOWED] * PER_MEMBER + [Verdict.TOO_MANY, Verdict.IGNORED]
    assert counted.ask(asked(8, GROUP)) is Verdict.ALLOWED


def test_a_group_has_a_limit_whoever_asks_and_is_told_once() -> None:
    counted = limits()
    told = [counted.ask(asked(sender, GROUP)) for sender in range(10, 10 + PER_MINUTE + 2)]
    assert told == [Verdict.ALLOWED] * PER_MINUTE + [Verdict.TOO_MANY, Verdict.IGNORED]
    assert counted.ask(asked(10, GROUP - 1)) is Verdict.ALLOWED


def test_what_a_member_asks_in_a_group_is_not_counted_in_the_private_chat() -> None:
    counted = limits()
    for _ in range(PER_MEMBER + 1):
        counted.ask(asked(7, GROUP))
    told = [counted.ask(asked(7)) for _ in range(PER_PERSON + 1)]
    assert told == [Verdict.ALLOWED] * PER_PERSON + [Verdict.TOO_MANY]


def test_administrators_are_not_counted() -> None:
    counted = limits()
    assert {counted.ask(asked(ADMIN)) for _ in range(10 * PER_PERSON)} == {Verdict.ALLOWED}
    assert {counted.ask(asked(ADMIN, GROUP)) for _ in range(10 * PER_MINUTE)} == {Verdict.ALLOWED}
    assert counted.ask(asked(8, GROUP)) is Verdict.ALLOWED


def test_inline_queries_have_a_limit_of_their_own() -> None:
    counted = limits()
    assert [counted.ask_inline(7) for _ in range(INLINE_PER_PERSON + 1)] == [True] * INLINE_PER_PERSON + [False]
    assert counted.ask(asked(7)) is Verdict.ALLOWED
