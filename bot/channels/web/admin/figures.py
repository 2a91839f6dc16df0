"""What has been asked and done: statistics with plots, the audit log, and both as CSV."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.answering.answer import Outcome
from bot.channels.web.admin.gate import HOME, Gate
from bot.channels.web.admin.plots import LATENCIES_MS, days_plot, latency_plot
from bot.channels.web.admin.sessions import Session
from bot.phrases import admin as texts
from bot.phrases import figures
from bot.records.spreadsheet import csv_of

DAYS = (7, 30, 90)
AUDIT_SHOWN = 200
AUDIT_IN_CSV = 100_000


def figure_routes(gate: Gate) -> list[BaseRoute]:
    """The pages of figures."""
    journal = gate.journal

    async def statistics(request: Request, _session: Session) -> Response:
        named = request.query_params.get("ngay", "")
        days = int(named) if named in map(str, DAYS) else DAYS[0]
        found = await asyncio.to_thread(journal.statistics, days)
        times = await asyncio.to_thread(journal.latencies, days)
        return gate.page(
            request,
            "admin-statistics.html",
            texts=texts.STATISTICS_PAGE,
            found=found,
            choices=[(each, texts.days(each)) for each in DAYS],
            days=days_plot(found.by_day),
            outcomes=[(each.value, texts.OUTCOMES[each], found.outcomes.get(each, 0)) for each in Outcome],
            latency=latency_plot(times, texts.latency_labels(LATENCIES_MS)),
            summary=texts.summary(found),
            reasons=await asyncio.to_thread(journal.reasons),
            keeps=journal.keeps_questions,
            unanswered=await asyncio.to_thread(journal.unanswered),
        )

    async def audit(request: Request, _session: Session) -> Response:
        rows = await asyncio.to_thread(journal.audit, AUDIT_SHOWN)
        lines = [(texts.moment(at), person, texts.action(action), detail) for at, person, action, detail in rows]
        return gate.page(request, "admin-audit.html", texts=texts.AUDIT_PAGE, lines=lines)

    async def answers_csv(_request: Request, _session: Session) -> Response:
        rows = await asyncio.to_thread(journal.rows)
        return _csv(figures.CSV_NAME, figures.CSV_COLUMNS, rows)

    async def audit_csv(_request: Request, _session: Session) -> Response:
        rows = await asyncio.to_thread(journal.audit, AUDIT_IN_CSV)
        lines = [(texts.moment(at), person, action, detail) for at, person, action, detail in reversed(rows)]
        return _csv(texts.AUDIT_CSV_NAME, texts.AUDIT_CSV_COLUMNS, lines)

    return [
        Route(f"{HOME}/thong-ke", gate.guarded(statistics)),
        Route(f"{HOME}/nhat-ky", gate.guarded(audit)),
        Route(f"{HOME}/cau-hoi.csv", gate.guarded(answers_csv)),
        Route(f"{HOME}/nhat-ky.csv", gate.guarded(audit_csv)),
    ]


def _csv(name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(csv_of(columns, rows), media_type="text/csv", headers=headers)
