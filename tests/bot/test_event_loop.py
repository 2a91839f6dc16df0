"""The event loop only passes on: encoding, searching, the library and every database are other threads' work."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import httpx
import pytest

from bot.channels.web.app import web_app
from bot.channels.web.supervision import supervision_routes
from bot.operation.metrics import edition_of
from bot.operation.readiness import Readiness
from bot.records.journal import Journal
from bot.settings import load_settings
from bot.wiring import Wiring
from tests.bot.served import environment

ROOT = Path(__file__).parents[2]
HEAVY = tuple(
    str(ROOT / part)
    for part in (
        "index/encode/",
        "index/retrieval/search.py",
        "index/retrieval/rank.py",
        "index/retrieval/dense.py",
        "index/retrieval/sparse.py",
        "index/library/",
    )
)
QUESTION = {"question": "Có bao nhiêu chỉ tiêu khó đạt?", "conversation": "a"}


@contextmanager
def heavy_calls_here() -> Iterator[set[str]]:
    """Calls in this thread into what takes long: our own heavy modules, and SQLite."""
    found: set[str] = set()

    def look(frame: FrameType, event: str, argument: Any) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(HEAVY):
            found.add(frame.f_code.co_qualname)
        elif event == "c_call" and type(argument.__self__).__module__ == "sqlite3":
            found.add(argument.__qualname__)

    sys.setprofile(look)
    try:
        yield found
    finally:
        sys.setprofile(None)


@pytest.fixture(scope="module")
def wiring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wiring]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment(tmp_path_factory.mktemp("loop")).items():
            patch.setenv(name, value)
        wiring = Wiring(load_settings(), lambda _line: None)
        wiring.fill_when_missing()
        yield wiring


async def passed_on(wiring: Wiring) -> tuple[set[str], list[int]]:
    """What ran in the loop's thread while every address was asked for, and the statuses."""
    assistant = wiring.assistant()
    await assistant.generation()
    metrics = wiring.metrics()
    metrics.watch((), lambda: assistant.in_hand, lambda: edition_of(wiring.reader().current))
    supervision = supervision_routes(Readiness(assistant.generation), metrics)
    transport = httpx.ASGITransport(web_app(wiring.site(assistant), supervision))
    async with httpx.AsyncClient(transport=transport, base_url="http://hoidap") as client:
        with heavy_calls_here() as found:
            answers = [
                await client.post("/api/ask", json=QUESTION),
                *await asyncio.gather(*(client.post("/api/ask", json=QUESTION) for _ in range(3))),
                await client.get("/readyz"),
                await client.get("/metrics"),
                await client.get("/"),
                await client.get("/api/topics"),
                await client.get("/van-ban"),
                await client.post("/api/forget", json={"conversation": "a"}),
            ]
            quote = answers[0].json()["quotes"][0]
            answers.append(await client.get(f"/van-ban/{quote['document_id']}"))
            body = {"conversation": "a", "passage_id": quote["passage_id"], "good": True}
            answers.append(await client.post("/api/feedback", json=body))
    return found, [answer.status_code for answer in answers]


def test_no_page_and_no_question_works_in_the_loops_thread(wiring: Wiring) -> None:
    found, statuses = asyncio.run(passed_on(wiring))
    assert (found, set(statuses)) == (set(), {200})


def test_the_same_look_sees_such_work_where_it_is_done(wiring: Wiring) -> None:
    """So that the test above cannot pass by seeing nothing."""
    journal: Journal = wiring.journal()
    desk = asyncio.run(wiring.assistant().look(lambda found: found))
    with heavy_calls_here() as found:
        desk.responder.answer(QUESTION["question"])
        journal.statistics(1)
    assert {"SmallEncoder.encode_queries", "Cursor.execute"} <= found


@pytest.mark.usefixtures("wiring")
def test_after_the_first_question_the_next_ones_import_nothing() -> None:
    program = (
        "import asyncio, sys\n"
        "from bot.settings import load_settings\n"
        "from bot.wiring import Wiring\n"
        "questions = ['Có bao nhiêu chỉ tiêu khó đạt?', 'bao nhieu chi teu kho dat', 'Who chaired it?', 'xin chào']\n"
        "async def main():\n"
        "    assistant = Wiring(load_settings(), lambda _line: None).assistant()\n"
        "    await assistant.warm_up()\n"
        "    known = set(sys.modules)\n"
        "    for question in questions:\n"
        "        await assistant.ask(None, question)\n"
        "    print(len(known), sorted(set(sys.modules) - known))\n"
        "asyncio.run(main())\n"
    )
    found = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True, text=True)
    assert found.stdout.strip().endswith(" []")
