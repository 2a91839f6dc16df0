"""The login: a password, a cookie, and a lock after wrong guesses that outlives a restart."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import SecretStr
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.answering.conversation import ChatKey
from bot.channels.web.admin.sessions import LONGEST_SECONDS, Logins, Session, Sessions
from bot.channels.web.admission import asker
from bot.channels.web.forms import FORM_HEADERS, read_form
from bot.channels.web.page import Pages
from bot.office.password import matches
from bot.phrases import admin as texts
from bot.records.journal import Journal

CHANNEL = "web-admin"
"""Under which the journal takes down what administrators do here; persons are addresses, hashed."""

HOME, LOGIN, LOGOUT = "/quan-tri", "/quan-tri/dang-nhap", "/quan-tri/dang-xuat"

COOKIE = "hoidap_admin"

WINDOW_SECONDS = 15 * 60.0
MOST_FROM_AN_ADDRESS = 5
MOST_IN_ALL = 50
"""Wrong passwords within the window. In all: a guesser with many addresses locks the login for everybody, which an
administrator overcomes at the command line; 50 guesses a quarter of an hour are 1.8 million a year."""

FAILED, LOCKED = "login_failed", "login_locked"

_HEADERS = {**FORM_HEADERS, "Cache-Control": "no-store"}

Act = Callable[[Request, Session], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets administrators in. `one` lets one password at a time be tried: each costs 64 MB and a core."""

    pages: Pages
    journal: Journal
    password_hash: SecretStr | None
    sessions: Logins = field(default_factory=Sessions)
    one: asyncio.Lock = field(default_factory=asyncio.Lock)

    def guarded(self, act: Act) -> Endpoint:
        """Only for those who are logged in; others come to the login."""

        async def endpoint(request: Request) -> Response:
            session = await self.asked(self.sessions.find, request.cookies.get(COOKIE, ""))
            response = await act(request, session) if session else RedirectResponse(LOGIN, 303)
            response.headers.update(_HEADERS)
            return response

        return endpoint

    async def asked(self, do: Callable[[str], Result], given: str) -> Result:
        """What the sessions do, in a thread where it would hold up the event loop."""
        return await asyncio.to_thread(do, given) if self.sessions.blocks else do(given)

    def page(self, request: Request, template: str, **values: Any) -> Response:
        """A page with the menu of administration."""
        return self.pages.response(request, template, admin_menu=texts.MENU, **values)

    async def form(self, request: Request, session: Session) -> dict[str, str]:
        """The fields of a form of this session. Raises HTTPException 403 for one that is none of it."""
        fields = await read_form(request)
        self.require(session, fields.get("csrf", ""))
        return fields

    def require(self, session: Session, csrf: str) -> None:
        """HTTPException 403 for a form without this session's mark."""
        if not session.allows(csrf):
            raise HTTPException(403)

    def note(self, address: str, action: str, detail: str = "") -> None:
        """Takes down what was done or tried; blocks."""
        self.journal.audited(ChatKey(CHANNEL, address), action, detail)

    async def audit(self, address: str, action: str) -> None:
        """The same, without blocking."""
        await asyncio.to_thread(self.note, address, action)

    async def admits(self, address: str, password: str) -> str:
        """Tries a password; empty where it is right, else what to say."""
        async with self.one:
            if await self._is_locked(address):
                return texts.LOCKED
            hashed = self.password_hash.get_secret_value() if self.password_hash else ""
            if await asyncio.to_thread(matches, hashed, password):
                await self.audit(address, "login")
                return ""
            await self.audit(address, FAILED)
            if await self._is_locked(address):
                await self.audit(address, LOCKED)
                return texts.LOCKED
            return texts.WRONG_PASSWORD

    async def _is_locked(self, address: str) -> bool:
        def count(chat: ChatKey | None) -> int:
            return self.journal.audited_lately(FAILED, WINDOW_SECONDS, chat)

        from_here = await asyncio.to_thread(count, ChatKey(CHANNEL, address))
        return from_here >= MOST_FROM_AN_ADDRESS or await asyncio.to_thread(count, None) >= MOST_IN_ALL


def gate_routes(gate: Gate) -> list[BaseRoute]:
    """Logging in and out."""

    async def login(request: Request) -> Response:
        if gate.password_hash is None:
            return gate.pages.message(request, texts.PAGE["title"], texts.NOT_SET_UP, 404)
        if request.method == "GET":
            return page(request, "", 200)
        fields = await read_form(request)
        address = asker(request)
        problem = await gate.admits(address, fields.get("password", ""))
        if problem:
            return page(request, problem, 429 if problem == texts.LOCKED else 403)
        response = RedirectResponse(HOME, 303, _HEADERS)
        response.set_cookie(
            COOKIE,
            await gate.asked(gate.sessions.open, address),
            max_age=int(LONGEST_SECONDS),
            path=HOME,
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )
        return response

    def page(request: Request, problem: str, status: int) -> Response:
        return gate.pages.response(
            request, "admin-login.html", status=status, headers=_HEADERS, texts=texts.LOGIN_PAGE, problem=problem
        )

    async def logout(request: Request, session: Session) -> Response:
        await gate.form(request, session)
        await gate.asked(gate.sessions.close, request.cookies[COOKIE])
        await gate.audit(session.address, "logout")
        response = RedirectResponse(LOGIN, 303)
        response.delete_cookie(COOKIE, path=HOME, httponly=True, samesite="strict")
        return response

    return [
        Route(LOGIN, login, methods=["GET", "POST"]),
        Route(LOGOUT, gate.guarded(logout), methods=["POST"]),
    ]
