"""What a supervisor sees: ready or why not, and figures for this machine or whoever bears the token."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

import httpx
import pytest
from starlette.applications import Starlette

from bot.channels.web.numbered import HEADER, Numbered
from bot.channels.web.supervision import FORWARDED, supervision_routes
from bot.operation.metrics import Metrics
from bot.operation.readiness import Readiness
from bot.operation.vitals import STALE_SECONDS, STUCK_SECONDS, Depths, Vitals
from index.errors import LibraryError
from tests.bot.served import Served

TOKEN = "mot-khoa-du-dai-de-doan"


async def seventh() -> str:
    return "7"


async def missing() -> str:
    raise LibraryError("chưa có thư viện")


def ask(
    path: str,
    readiness: Readiness | None = None,
    *,
    token: str = "",
    client: str = "127.0.0.1",
    headers: Mapping[str, str | bytes] | None = None,
) -> httpx.Response:
    """The answer to somebody who calls from an address."""
    routes = supervision_routes(readiness or Readiness(seventh), Metrics(), token)

    told = dict(headers or {})

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(Numbered(Starlette(routes=routes)), client=(client, 5000))
        async with httpx.AsyncClient(transport=transport, base_url="http://hoidap") as http:
            return await http.get(
                path,
                headers=[
                    (name.encode(), value if isinstance(value, bytes) else value.encode())
                    for name, value in told.items()
                ],
            )

    return asyncio.run(asked())


def aged(seconds: float, *, polls: bool = True) -> Vitals:
    """The vitals of a channel that started so many seconds ago."""
    now = [0.0]
    made = Vitals("telegram", lambda: Depths(0, 0), polls=polls, clock=lambda: now[0])
    now[0] = seconds
    return made


def problems(vitals: Sequence[Vitals]) -> tuple[int, list[str]]:
    response = ask("/readyz", Readiness(seventh, vitals))
    return response.status_code, response.json().get("problems", [])


def test_a_process_whose_platforms_answer_is_ready() -> None:
    response = ask("/readyz", Readiness(seventh, [aged(30)]))
    assert response.status_code == 200
    assert response.json() == {"status": "ready", "generation": "7", "last_poll_seconds": {"telegram": 30}}


def test_a_process_without_a_library_is_not_ready() -> None:
    response = ask("/readyz", Readiness(missing))
    assert (response.status_code, response.json()["status"]) == (503, "not ready")


def test_a_process_that_a_platform_has_not_answered_for_long_is_not_ready() -> None:
    status, told = problems([aged(STALE_SECONDS + 1)])
    assert status == 503
    assert told == ["kênh telegram: nền tảng không đáp đã 121 giây"]


def test_a_process_whose_replies_do_not_get_through_is_not_ready() -> None:
    now = [0.0]
    vitals = Vitals("zalo-oa", lambda: Depths(0, 1), polls=False, clock=lambda: now[0])
    with vitals.sending():
        now[0] = STUCK_SECONDS + 1
        assert problems([vitals]) == (503, ["kênh zalo-oa: không gửi được câu trả lời nào đã 601 giây"])


def test_this_machine_reads_the_figures_and_others_do_not() -> None:
    assert ask("/metrics").status_code == 200
    assert ask("/metrics", client="::1").status_code == 200
    assert ask("/metrics", client="10.0.0.5").status_code == 404
    assert ask("/metrics", client="").status_code == 404


@pytest.mark.parametrize("header", FORWARDED)
def test_what_a_proxy_of_this_machine_passes_on_is_not_of_this_machine(header: str) -> None:
    assert ask("/metrics", headers={header: "203.0.113.9"}).status_code == 404


def test_with_a_token_set_only_who_bears_it_reads_the_figures() -> None:
    bearing = {"Authorization": f"Bearer {TOKEN}"}
    assert ask("/metrics", token=TOKEN, client="10.0.0.5", headers=bearing).status_code == 200
    assert ask("/metrics", token=TOKEN, headers={"Authorization": "Bearer other"}).status_code == 404
    assert ask("/metrics", token=TOKEN, headers={"Authorization": "Bearer ä".encode("latin-1")}).status_code == 404
    assert ask("/metrics", token=TOKEN).status_code == 404


def test_every_answer_bears_a_number_that_the_caller_cannot_choose() -> None:
    first = ask("/healthz", headers={HEADER: "chosen"}).headers[HEADER]
    second = ask("/healthz").headers[HEADER]
    assert len(first) == len(second) == 8
    assert first != second


def test_a_question_to_the_real_process_is_counted_and_found_in_its_log_by_its_number(served: Served) -> None:
    question = {"question": "Có bao nhiêu chỉ tiêu khó đạt?", "conversation": "riêng"}
    answered = httpx.post(f"{served.address}/api/ask", json=question, timeout=30)
    figures = httpx.get(f"{served.address}/metrics").text
    assert 'hoidap_questions_total{channel="web",outcome="answered"}' in figures
    assert "hoidap_generation 1.0" in figures
    (line,) = [line for line in served.written().splitlines() if f"[{answered.headers[HEADER]}]" in line]
    assert "kênh=web kết_quả=answered" in line
    assert [each for each in ("chỉ tiêu", "riêng") if each in figures + served.written()] == []
