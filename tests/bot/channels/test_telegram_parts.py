"""The channel's pure parts: links, and answers in place of earlier ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.calls import Button, Call, plain
from bot.channels.telegram.place import in_place
from bot.sharing.deep_link import MOST_CHARACTERS, Link, Target, read_payload

SAY = Call("send_message", {"chat_id": 7, "text": "a", "reply_parameters": {"message_id": 1}})


@pytest.mark.parametrize(
    "link",
    [
        Link(Target.DOCUMENT, "kl-hn12-2023"),
        Link(Target.PASSAGE, f"{'a' * 24}.0123abcd"),
        Link(Target.QUESTION, "bao nhieu chi tieu"),
    ],
)
def test_a_link_comes_back_from_its_payload(link: Link) -> None:
    assert read_payload(link.payload) == link
    assert link.address("bot") == f"https://t.me/bot?start={link.payload}"


@given(st.text(max_size=200))
def test_a_question_s_payload_is_one_that_telegram_takes(question: str) -> None:
    payload = Link(Target.QUESTION, question).payload
    assert len(payload) <= MOST_CHARACTERS
    assert payload.isascii()
    assert all(character.isalnum() or character in "_-" for character in payload)


def test_what_is_too_long_for_a_link_opens_the_bot_alone() -> None:
    assert Link(Target.QUESTION, "rất dài " * 20).address("bot") == "https://t.me/bot"


@pytest.mark.parametrize("payload", ["", "hoi", "d_", "p_a_b", "q_A", "d_../x", "q_a b"])
def test_other_payloads_are_none_of_ours(payload: str) -> None:
    assert read_payload(payload) is None


def test_a_new_answer_takes_the_place_of_the_old_one() -> None:
    [edited] = in_place([SAY], ["5"], 7)
    assert edited == Call("edit_message_text", {"chat_id": 7, "text": "a", "message_id": 5})


def test_messages_are_added_or_removed_as_the_new_answer_needs() -> None:
    assert [call.method for call in in_place([SAY, SAY], ["5"], 7)] == ["edit_message_text", "send_message"]
    assert [call.method for call in in_place([SAY], ["5", "6"], 7)] == ["edit_message_text", "delete_message"]
    assert in_place([SAY], [], 7) == [SAY]


def test_a_call_comes_back_from_its_json() -> None:
    call = Call("send_message", {"chat_id": 7}, "7:1")
    assert Call.from_json(call.to_json()) == call


def test_a_button_whose_data_telegram_would_refuse_cannot_be_made() -> None:
    Button("a", "đ" * 32)
    with pytest.raises(ValueError, match="65"):
        Button("a", f"{'đ' * 32}a")


def test_html_without_its_tags_is_what_people_read() -> None:
    assert plain("<blockquote>a <b>b</b></blockquote> &lt;c&gt; &amp; d") == "a b <c> & d"
