"""A loopback server that speaks both protocols of Zalo, as far as the channels rely on them.

The Bot Platform gives one update a getUpdates and never again, and 408 where there is none. The Official Account
takes an access token until it is expired, and a refresh token once.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qsl
from urllib.request import Request, urlopen

from tests.bot.loopback import QuietHandler, loopback

TOKEN = "3847561029384756:zalo_SECRET-of_the_bot_0123456789abcdefghij"
BOT = {"id": "3847561029384756", "account_name": "Bot Hỏi đáp", "account_type": "BASIC", "can_join_groups": True}

APP_ID = "9988776655"
APP_SECRET = "app-secret-0123456789"
OA_SECRET = "oa-secret-0123456789"

LONGEST_POLL = 0.5
"""Seconds; the real one holds a request for 30."""

LONGEST_HELD = 60.0
"""Seconds in which a test lets a held renewal go."""

Json = dict[str, Any]


@dataclass
class Sent:
    """A message as people see it."""

    chat: str
    text: str
    buttons: tuple[Json, ...] = ()

    def button(self, label: str) -> Json:
        """The button of that label, or one that begins with it."""
        return next(button for button in self.buttons if button["title"].startswith(label))

    def number(self, label: str) -> str:
        """The number in the menu of the line that begins with this."""
        lines = (line.strip().partition(". ") for line in self.text.splitlines())
        return next(number for number, _, text in lines if number.isdigit() and text.startswith(label))


@dataclass
class ZaloServer:
    """The server's memory, and what a test does with it: say, post, wait, look."""

    updates: deque[Json] = field(default_factory=deque)
    messages: list[Sent] = field(default_factory=list)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    refusals: dict[str, deque[tuple[int, Json]]] = field(default_factory=dict)
    access: str = "access-0"
    refresh: str = "refresh-0"
    renewals: int = 0
    oauth_seconds: float = 0.0
    oauth_held: bool = False
    next_number: int = 1
    polls: int = 0
    url: str = ""
    changed: threading.Condition = field(default_factory=threading.Condition)

    def say(self, text: str | None, chat: str = "7", /, **more: Any) -> Json:
        """Somebody writes to the bot; the update, which waits to be polled."""
        with self.changed:
            update = self.update(text, chat, **more)
            self.updates.append(update)
            self.changed.notify_all()
            return update

    def update(self, text: str | None, chat: str = "7", /, **more: Any) -> Json:
        """An update of the Bot Platform; `more` is merged into its message."""
        with self.changed:
            self.next_number += 1
            message: Json = {
                "from": {"id": chat, "display_name": "An", "is_bot": False},
                "chat": {"id": chat, "chat_type": "PRIVATE"},
                "message_id": f"m{self.next_number}",
                "date": int(time.time() * 1000),
            }
            if text is not None:
                message["text"] = text
        event = "message.text.received" if text is not None else "message.sticker.received"
        return {"event_name": event, "message": {**message, **more}}

    def event(self, text: str, user: str = "7", /, **more: Any) -> Json:
        """An event of the Official Account."""
        with self.changed:
            self.next_number += 1
            return {
                "app_id": APP_ID,
                "event_name": "user_send_text",
                "sender": {"id": user},
                "recipient": {"id": "oa"},
                "message": {"msg_id": f"o{self.next_number}", "text": text},
                "timestamp": str(int(time.time() * 1000)),
                **more,
            }

    def refuse(self, method: str, status: int, body: Json, times: int = 1) -> None:
        """The next calls of a method fail."""
        with self.changed:
            self.refusals.setdefault(method, deque()).extend([(status, body)] * times)

    def expire(self) -> None:
        """The access token is no longer taken."""
        with self.changed:
            self.access = f"expired-{self.access}"

    def hold_renewals(self, held: bool) -> None:
        """Answers no renewal until they are let go."""
        with self.changed:
            self.oauth_held = held
            self.changed.notify_all()

    def sent(self, chat: str = "7") -> list[Sent]:
        """What was sent to a chat."""
        with self.changed:
            return [message for message in self.messages if message.chat == chat]

    def wait(self, met: Callable[[], bool], seconds: float = 20.0) -> None:
        """Returns when the condition is met; fails after a while."""
        with self.changed:
            assert self.changed.wait_for(met, seconds), f"nothing came; calls: {[name for name, _ in self.calls][-20:]}"

    def wait_for(self, count: int, chat: str = "7", seconds: float = 20.0) -> list[Sent]:
        """What was sent to a chat once there are `count` messages."""
        self.wait(lambda: len(self.sent(chat)) >= count, seconds)
        return self.sent(chat)

    def called(self, method: str) -> list[Json]:
        """The arguments of every call of a method."""
        with self.changed:
            return [arguments for name, arguments in self.calls if name == method]

    def answer(self, path: str, headers: Json, body: bytes) -> tuple[int, Json]:
        """The status and the body that a call gets."""
        method = path.rsplit("/", 1)[-1]
        with self.changed:
            arguments = dict(parse_qsl(body.decode())) if method == "access_token" else json.loads(body)
            self.calls.append((method, arguments))
            self.changed.notify_all()
            try:
                if self.refusals.get(method):
                    return self.refusals[method].popleft()
                if path.startswith("/bot"):
                    return self._bot_answer(path, method, arguments)
                if method == "access_token":
                    return 200, self._renew(headers, arguments)
                return 200, self._send(headers, arguments)
            finally:
                self.changed.notify_all()

    def _bot_answer(self, path: str, method: str, arguments: Json) -> tuple[int, Json]:
        if path != f"/bot{TOKEN}/{method}":
            return 401, {"ok": False, "error_code": 401, "description": "Unauthorized"}
        if method == "getUpdates":
            self.polls += 1
            came = self.changed.wait_for(lambda: bool(self.updates), LONGEST_POLL)
            self.polls -= 1
            if not came:
                return 200, {"ok": False, "error_code": 408, "description": "Request timeout"}
            return 200, {"ok": True, "result": self.updates.popleft()}
        if method == "sendMessage":
            text = arguments["text"]
            if not 1 <= len(text) <= 2000:
                return 200, {"ok": False, "error_code": 400, "description": "Bad Request: text must have 1-2000"}
            self.messages.append(Sent(arguments["chat_id"], text))
        return 200, {"ok": True, "result": BOT if method == "getMe" else {}}

    def _send(self, headers: Json, arguments: Json) -> Json:
        if headers.get("access_token") != self.access:
            return {"error": -216, "message": "Access token is invalid"}
        message = arguments["message"]
        buttons = message.get("attachment", {}).get("payload", {}).get("buttons", [])
        if not 1 <= len(message["text"]) <= 2000 or len(buttons) > 5 or any(len(b["title"]) > 100 for b in buttons):
            return {"error": -201, "message": "Params is invalid"}
        self.messages.append(Sent(arguments["recipient"]["user_id"], message["text"], tuple(buttons)))
        return {"error": 0, "message": "Success", "data": {"message_id": str(len(self.messages))}}

    def _renew(self, headers: Json, arguments: Json) -> Json:
        self.changed.wait_for(lambda: False, self.oauth_seconds)
        assert self.changed.wait_for(lambda: not self.oauth_held, LONGEST_HELD)
        expected = {"app_id": APP_ID, "grant_type": "refresh_token", "refresh_token": self.refresh}
        if headers.get("secret_key") != APP_SECRET or arguments != expected:
            return {"error": -14014, "error_name": "Invalid refresh token"}
        self.renewals += 1
        self.access, self.refresh = f"access-{self.renewals}", f"refresh-{self.renewals}"
        return {"access_token": self.access, "refresh_token": self.refresh, "expires_in": "90000"}


def signature(body: bytes, timestamp: str, secret: str = OA_SECRET) -> str:
    """What the Official Account signs an event with."""
    return hashlib.sha256(APP_ID.encode() + body + timestamp.encode() + secret.encode()).hexdigest()


def post(address: str, content: Json | bytes, **headers: str) -> int:
    """Posts to a webhook; the status. Header names have _ for -."""
    body = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urlopen(Request(address, body, {"Content-Type": "application/json", **names})) as response:
            return int(response.status)
    except HTTPError as error:
        with error:
            return error.code


def stored(mailbox: Path) -> int:
    """How many arrivals are known."""
    database = sqlite3.connect(mailbox / "mailbox.sqlite")
    try:
        return int(database.execute("SELECT count(*) FROM inbox").fetchone()[0])
    finally:
        database.close()


@contextmanager
def zalo_server() -> Iterator[ZaloServer]:
    """A server that listens on a free port of this machine."""
    memory = ZaloServer()

    class Handler(QuietHandler):
        def do_POST(self) -> None:  # noqa: N802  # the standard library's name
            status, answer = memory.answer(self.path, dict(self.headers.items()), self.body())
            self.answer_json(status, answer)

    with loopback(Handler) as memory.url:
        yield memory
