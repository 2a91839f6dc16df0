"""What a chat remembers, and when it forgets."""

from __future__ import annotations

from bot.answering.conversation import FORGET_AFTER_SECONDS, TURNS_KEPT, ChatKey, Conversations, Turn

HERE = ChatKey("web", "a")
THERE = ChatKey("telegram", "a")


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def turn(question: str) -> Turn:
    return Turn(question)


def test_turns_come_back_oldest_first() -> None:
    conversations = Conversations()
    conversations.add(HERE, turn("một"))
    conversations.add(HERE, turn("hai"))
    assert [each.question for each in conversations.turns(HERE)] == ["một", "hai"]


def test_the_same_chat_name_in_two_channels_is_two_conversations() -> None:
    conversations = Conversations()
    conversations.add(HERE, turn("một"))
    assert conversations.turns(THERE) == ()


def test_only_the_last_turns_are_kept() -> None:
    conversations = Conversations()
    for number in range(TURNS_KEPT + 3):
        conversations.add(HERE, turn(str(number)))
    assert [each.question for each in conversations.turns(HERE)] == ["3", "4", "5", "6"]


def test_forgetting_drops_one_chat_alone() -> None:
    conversations = Conversations()
    conversations.add(HERE, turn("một"))
    conversations.add(THERE, turn("hai"))
    conversations.forget(HERE)
    conversations.forget(HERE)
    assert conversations.turns(HERE) == ()
    assert len(conversations.turns(THERE)) == 1


def test_a_long_silence_forgets_and_a_short_one_does_not() -> None:
    clock = Clock()
    conversations = Conversations(clock=clock)
    conversations.add(HERE, turn("một"))
    clock.now = FORGET_AFTER_SECONDS
    assert len(conversations.turns(HERE)) == 1
    clock.now += 0.1
    assert conversations.turns(HERE) == ()
    assert len(conversations) == 0


def test_the_longest_silent_chat_makes_room() -> None:
    conversations = Conversations(chats=2)
    first, second, third = (ChatKey("web", name) for name in "abc")
    conversations.add(first, turn("một"))
    conversations.add(second, turn("hai"))
    conversations.add(first, turn("ba"))
    conversations.add(third, turn("bốn"))
    assert conversations.turns(second) == ()
    assert len(conversations.turns(first)) == 2
    assert len(conversations) == 2
