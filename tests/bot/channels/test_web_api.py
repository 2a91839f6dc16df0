"""The JSON API: it is as described, limited for each address, and says at once when too many ask."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from starlette.requests import Request

from bot import phrases
from bot.answering.answer import Answer, Outcome
from bot.answering.conversation import Conversations, Turn
from bot.channels.web.admission import MOST_IN_HAND, asker
from bot.channels.web.app import web_app
from bot.channels.web.openapi import DESCRIPTION
from bot.channels.web.page import Pages
from bot.channels.web.site import Site
from bot.mail.quota import Quota
from bot.phrases import web as texts
from bot.reading.assistant import Assistant
from bot.reading.desk import Desk
from bot.records.journal import open_journal
from index.types import Document, Passage
from tests.bot.served import Served, environment, serving

QUESTION = "Có bao nhiêu chỉ tiêu khó đạt?"


def post(
    served: Served, path: str, body: Any, headers: Mapping[str, str] | None = None
) -> tuple[int, Any, Mapping[str, str]]:
    """A POST of JSON: status, answer, headers."""
    connection = HTTPConnection(urlsplit(served.address).netloc, timeout=20)
    sent = {"Content-Type": "application/json", **(headers or {})}
    connection.request("POST", path, json.dumps(body).encode(), sent)
    response = connection.getresponse()
    answer = json.loads(response.read())
    connection.close()
    return response.status, answer, response.headers


def wrong_in(answer: Any, name: str) -> list[str]:
    """Where an answer is not as the schema of that name has it."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": DESCRIPTION["components"]}
    return [error.message for error in Draft202012Validator(schema).iter_errors(answer)]


def test_the_description_is_valid_and_served(served: Served) -> None:
    validate(DESCRIPTION)
    connection = HTTPConnection(urlsplit(served.address).netloc, timeout=20)
    connection.request("GET", "/api/openapi.json")
    assert json.loads(connection.getresponse().read()) == DESCRIPTION
    connection.close()


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        (QUESTION, Outcome.ANSWERED),
        ("Lồng ghép các nguồn vốn thế nào?", None),
        ("Giá vàng hôm nay?", Outcome.NOT_FOUND),
        ("Xin chào", Outcome.SMALL_TALK),
    ],
)
def test_an_answer_is_as_described(served: Served, question: str, outcome: Outcome | None) -> None:
    status, answer, _ = post(served, "/api/ask", {"question": question, "conversation": "described"})
    assert status == 200
    assert wrong_in(answer, "Answer") == []
    assert outcome is None or answer["outcome"] == outcome


def test_an_error_is_as_described(served: Served) -> None:
    for path in ("/api/ask", "/api/feedback", "/api/feedback/reason"):
        status, answer, _ = post(served, path, {})
        assert str(status) in DESCRIPTION["paths"][path]["post"]["responses"]
        assert wrong_in(answer, "Error") == []
    status, answer, _ = post(served, "/api/khong-co", {})
    assert (status, wrong_in(answer, "Error")) == (404, [])


def test_a_judgement_and_its_reason_reach_the_journal(served: Served, library: Path) -> None:
    _, answer, _ = post(served, "/api/ask", {"question": QUESTION, "conversation": "judge"})
    passage_id = answer["quotes"][0]["passage_id"]
    _, judged, _ = post(served, "/api/feedback", {"conversation": "judge", "passage_id": passage_id, "good": False})
    assert wrong_in(judged, "Judged") == []
    reason = {"conversation": "judge", "feedback": judged["feedback"], "reason": judged["reasons"][1]}
    _, said, _ = post(served, "/api/feedback/reason", reason)
    assert said == {"message": phrases.thanks_for_reason(phrases.REASONS[1])}
    with sqlite3.connect(library / "journal.sqlite") as connection:
        row = connection.execute(
            "SELECT channel, passage, good, reason FROM feedback WHERE id = ?", (judged["feedback"],)
        ).fetchone()
    connection.close()
    assert row == ("web", passage_id, 0, phrases.REASONS[1])


@pytest.mark.parametrize(
    ("path", "body", "error"),
    [
        ("/api/forget", {"conversation": "a", "everything": "x"}, texts.API_BAD_EVERYTHING),
        ("/api/feedback", {"passage_id": "", "good": True}, texts.API_NO_CONVERSATION),
        ("/api/feedback", {"conversation": "a", "passage_id": "", "good": 1}, texts.API_BAD_FEEDBACK),
        ("/api/feedback", {"conversation": "a", "passage_id": "<b>", "good": True}, texts.API_BAD_FEEDBACK),
        ("/api/feedback/reason", {"conversation": "a", "feedback": 1, "reason": "Tự viết"}, texts.API_BAD_REASON),
        ("/api/feedback/reason", {"conversation": "a", "feedback": True, "reason": "Thiếu ý"}, texts.API_BAD_REASON),
        ("/api/feedback/reason", {"conversation": "a", "feedback": 2**63, "reason": "Thiếu ý"}, texts.API_BAD_REASON),
    ],
)
def test_a_judgement_that_is_none_is_refused(served: Served, path: str, body: dict[str, Any], error: str) -> None:
    status, answer, _ = post(served, path, body)
    assert (status, answer) == (400, {"error": error})


@pytest.fixture(scope="module")
def limited(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site that answers each address twice a minute and trusts the proxies of this machine."""
    with serving(environment(library, asks_per_minute=2), tmp_path_factory.mktemp("limited")) as running:
        yield running


def asked_from(limited: Served, address: str) -> tuple[int, Mapping[str, str]]:
    status, _, headers = post(limited, "/api/ask", {"question": QUESTION}, {"X-Forwarded-For": address})
    return status, headers


def test_an_address_that_asks_too_often_is_told_to_wait(limited: Served) -> None:
    assert [asked_from(limited, "192.0.2.1")[0] for _ in range(3)] == [200, 200, 429]
    status, answer, headers = post(limited, "/api/ask", {"question": QUESTION}, {"X-Forwarded-For": "192.0.2.1"})
    assert (status, answer) == (429, {"error": texts.API_TOO_MANY})
    assert headers["Retry-After"] == "30"
    assert asked_from(limited, "192.0.2.2")[0] == 200


def test_addresses_of_one_ipv6_network_count_as_one(limited: Served) -> None:
    assert [asked_from(limited, f"2001:db8::{last}")[0] for last in (1, 2, 3)] == [200, 200, 429]
    assert asked_from(limited, "2001:db8:0:1::1")[0] == 200


@pytest.mark.parametrize(
    ("host", "name"), [("192.0.2.7", "192.0.2.7"), ("2001:db8::7", "2001:db8::/64"), ("testclient", "testclient")]
)
def test_an_asker_is_an_address_or_a_network(host: str, name: str) -> None:
    assert asker(Request({"type": "http", "client": (host, 1)})) == name
    assert asker(Request({"type": "http", "client": None})) == ""


class Stuck:
    """A responder that answers when it is let go, over a shelf without documents."""

    generation = "1"
    document_ids: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.go_on = threading.Event()

    def answer(self, question: str, turns: tuple[Turn, ...] = ()) -> Answer:
        self.go_on.wait(20)
        return Answer(f"{question}{len(turns)}", Outcome.NOT_FOUND, generation="1")

    def topics(self) -> tuple[()]:
        return ()

    def document(self, document_id: str) -> Document:
        raise KeyError(document_id)

    def passage(self, position: int) -> Passage:
        raise IndexError(position)

    def position(self, _passage_id: str) -> None:
        return None

    def span(self, document_id: str) -> range:
        raise KeyError(document_id)


def test_past_its_capacity_it_says_at_once_that_many_ask_and_answers_all_others(tmp_path: Path) -> None:
    stuck = Stuck()
    journal = open_journal(tmp_path, keep_questions=False, keep_days=1)
    assistant = Assistant(lambda: Desk(stuck, stuck), Conversations(), journal.answered)
    app = web_app(Site(assistant, journal, Pages(), Quota(per_minute=10_000)))

    async def ask_all() -> tuple[httpx.Response, list[httpx.Response]]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here", timeout=60) as client:
            waiting = [
                asyncio.create_task(client.post("/api/ask", json={"question": "a"})) for _ in range(MOST_IN_HAND)
            ]
            while assistant.in_hand < MOST_IN_HAND:
                await asyncio.sleep(0.01)
            refused = await client.post("/api/ask", json={"question": "một câu nữa"})
            stuck.go_on.set()
            return refused, await asyncio.gather(*waiting)

    refused, answered = asyncio.run(ask_all())
    assert (refused.status_code, refused.json()) == (503, {"error": texts.API_BUSY})
    assert int(refused.headers["Retry-After"]) > 0
    assert "Content-Security-Policy" in refused.headers
    assert [response.status_code for response in answered] == [200] * MOST_IN_HAND
    assert assistant.in_hand == 0


def test_an_error_nobody_foresaw_is_a_page_with_the_security_headers(tmp_path: Path) -> None:
    class Broken(Stuck):
        def document(self, document_id: str) -> Document:
            raise RuntimeError(document_id)

        def span(self, _document_id: str) -> range:
            return range(0)

    journal = open_journal(tmp_path, keep_questions=False, keep_days=1)
    broken = Broken()
    site = Site(Assistant(lambda: Desk(broken, broken), Conversations()), journal, Pages(), Quota())
    transport = httpx.ASGITransport(web_app(site), raise_app_exceptions=False)

    async def read() -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await client.get("/van-ban/bi-mat")

    response = asyncio.run(read())
    assert response.status_code == 500
    assert phrases.FAILED in response.text
    assert "bi-mat" not in response.text.partition("<main")[2]
    assert response.headers["X-Frame-Options"] == "DENY"
