"""Half a letter, which JSON can carry and UTF-8 cannot, stops neither a question nor a channel."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx
from pydantic import SecretStr
from starlette.datastructures import Headers

from bot.answering.compose import Responder
from bot.channels.zalo.webhook import Proof
from bot.channels.zalo_oa.events import SIGNATURE_HEADER, proof
from bot.letters import DEEPEST, whole, whole_json
from bot.mail.boxes import open_mailbox
from bot.mail.mailbox import Arrival, Receipt, Reply
from bot.mail.relay import Relay
from bot.writing import render
from tests.bot.served import Served

HALF = "\ud83d"


def test_a_half_letter_becomes_a_question_mark_wherever_it_stands() -> None:
    assert whole(f"khó đạt{HALF} 🙂") == "khó đạt? 🙂"
    assert whole("khó\x00 đạt") == "khó đạt"
    assert whole_json({HALF: [f"a{HALF}", {"b": HALF}], "n": 1.5, "none": None}) == {
        "?": ["a?", {"b": "?"}],
        "n": 1.5,
        "none": None,
    }


def test_what_lies_too_deep_is_left_out() -> None:
    nested: Any = "đáy"
    for _ in range(500):
        nested = [nested]
    depth, found = 0, whole_json(nested)
    while found is not None:
        (found,), depth = found, depth + 1
    assert depth == DEEPEST


def test_a_message_with_half_letters_is_stored_answered_and_sent(tmp_path: Path) -> None:
    sent: list[str] = []

    async def relayed() -> None:
        mailbox = open_mailbox(tmp_path, "telegram")

        async def answer(arrival: Arrival) -> Sequence[Mapping[str, Any]]:
            return [{"text": arrival.content["text"]}]

        async def deliver(reply: Reply) -> Receipt:
            sent.append(reply.content["text"])
            return Receipt()

        relay = Relay(mailbox, answer, deliver)
        await relay.receive([Arrival(f"1{HALF}", f"7{HALF}", {"text": f"khó đạt{HALF}"})])
        await relay.drain(5)

    asyncio.run(relayed())
    assert sent == ["khó đạt?"]


def test_a_question_with_half_a_letter_is_answered_and_its_answer_can_be_sent(responder: Responder) -> None:
    answer = responder.answer(f"Có bao nhiêu chỉ tiêu khó đạt{HALF}")
    assert answer.quotes
    assert json.dumps(render.answer_json(answer), ensure_ascii=False).encode()


def test_a_stranger_with_half_a_letter_for_a_timestamp_is_turned_away() -> None:
    body = json.dumps({"timestamp": HALF, "event_name": "user_send_text"}).encode()
    assert proof(Headers({SIGNATURE_HEADER: "mac=0"}), body, "app", SecretStr("secret")) is Proof.FORGED


def test_the_page_answers_a_question_with_half_a_letter(served: Served) -> None:
    body = json.dumps({"question": f"Có bao nhiêu chỉ tiêu khó đạt{HALF}", "conversation": HALF}).encode()
    answered = httpx.post(
        f"{served.address}/api/ask", content=body, headers={"Content-Type": "application/json"}, timeout=30
    )
    assert (answered.status_code, answered.json()["question"]) == (200, "Có bao nhiêu chỉ tiêu khó đạt?")
