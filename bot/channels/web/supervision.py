"""What a supervisor asks about the process: is it alive, can it answer, and its figures."""

from __future__ import annotations

import asyncio
import hmac
import ipaddress

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.operation.metrics import CONTENT_TYPE, Metrics
from bot.operation.readiness import Readiness

FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")
"""Headers of a request that a proxy passes on: whoever sent it is not of this machine, though the proxy may be."""


def supervision_routes(readiness: Readiness, metrics: Metrics | None = None, token: str = "") -> list[BaseRoute]:
    """`/healthz`, `/readyz` and, with metrics, `/metrics`, which others than this machine see with the token alone."""

    async def healthz(_request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def readyz(_request: Request) -> Response:
        state = await readiness.state()
        if not state.is_ready:
            told = {"status": "not ready", "error": state.problems[0], "problems": state.problems}
            return JSONResponse(told, 503)
        ages = {each.name: round(each.poll_age) for each in readiness.vitals if each.poll_age is not None}
        return JSONResponse({"status": "ready", "generation": state.generation, "last_poll_seconds": ages})

    routes: list[BaseRoute] = [Route("/healthz", healthz), Route("/readyz", readyz)]
    if metrics is None:
        return routes

    async def figures(request: Request) -> Response:
        if not _may_look(request, token):
            return Response(status_code=404)
        text = await asyncio.to_thread(metrics.text)
        return Response(text, headers={"Content-Type": CONTENT_TYPE, "Cache-Control": "no-store"})

    return [*routes, Route("/metrics", figures)]


def _may_look(request: Request, token: str) -> bool:
    """With a token who bears it; without one this machine, unless a proxy on it passes the request on."""
    if token:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode("latin-1"), f"Bearer {token}".encode())
    host = request.client.host if request.client else ""
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
