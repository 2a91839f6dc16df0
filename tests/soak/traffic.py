"""People on every channel at once: each question in a chat of its own, so that what it got can be told exactly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.error import URLError
from urllib.request import Request, urlopen

from bot.channels.zalo_bot.channel import PATH as BOT_PATH
from bot.channels.zalo_oa.channel import PATH as ACCOUNT_PATH
from tests.bot.telegram_server import TelegramServer
from tests.bot.zalo_server import ZaloServer, post, signature

CHANNELS = ("web", "telegram", "zalo_bot", "zalo_oa")

QUESTIONS = (
    ("Có bao nhiêu chỉ tiêu khó đạt?", "11 chỉ tiêu khó đạt"),
    ("bao nhieu chi tieu kho dat", "11 chỉ tiêu khó đạt"),
    ("Nhiệm vụ thứ 3 là gì?", "quảng bá du lịch"),
    ("Giá vàng hôm nay?", "không nêu điều được hỏi"),
)
"""What is asked, and words that stand in the right answer."""

SECRET = "webhook-secret-0123456789"

SECONDS_TO_GIVE_UP = 120.0
SECONDS_BETWEEN_TRIES = 0.25
"""A browser or a platform that was not answered tries again."""

WORKERS = 48
FIRST_CHAT = 100_000


@dataclass(slots=True)
class Asked:
    """One question: when it was asked, and each message that came of it with its moment."""

    channel: str
    at: float
    right: str
    answers: list[tuple[float, str]] = field(default_factory=list)

    @property
    def is_answered(self) -> bool:
        """Whether the right words came."""
        return any(self.right in text for _, text in self.answers)

    @property
    def seconds(self) -> float:
        """Until the first message."""
        return self.answers[0][0] - self.at

    @property
    def repeated(self) -> int:
        """Messages that came more than once."""
        texts = [text for _, text in self.answers]
        return len(texts) - len(set(texts))


@dataclass
class Traffic:
    """Asks `rate` questions a second, in turn on each channel. `address` is the product's."""

    telegram: TelegramServer
    zalo: ZaloServer
    address: str
    rate: float
    asked: dict[str, Asked] = field(default_factory=dict)
    _ended: threading.Event = field(default_factory=threading.Event)
    _read: dict[str, int] = field(default_factory=lambda: {"telegram": 0, "zalo": 0})

    def run(self, seconds: float) -> None:
        """Asks for so long, then waits until everything is answered or given up."""
        watching = threading.Thread(target=self._watch)
        watching.start()
        began = time.monotonic()
        with ThreadPoolExecutor(WORKERS) as pool:
            for number in range(int(seconds * self.rate)):
                time.sleep(max(0.0, began + number / self.rate - time.monotonic()))
                pool.submit(self.ask, number)
        deadline = time.monotonic() + SECONDS_TO_GIVE_UP
        while time.monotonic() < deadline and not all(each.is_answered for each in self.asked.values()):
            time.sleep(SECONDS_BETWEEN_TRIES)
        time.sleep(1.0)  # what comes twice comes by now
        self._ended.set()
        watching.join()

    def ask(self, number: int, *, twice: bool = False) -> None:
        """One question on the channel whose turn it is; `twice` delivers it as a platform does that missed a reply."""
        channel = CHANNELS[number % len(CHANNELS)]
        text, right = QUESTIONS[number // len(CHANNELS) % len(QUESTIONS)]
        chat = str(FIRST_CHAT + number)
        asked = self.asked[chat] = Asked(channel, time.monotonic(), right)
        deliver = getattr(self, f"_{channel}")(text, chat, asked)
        for _ in range(2 if twice else 1):
            _until_taken(deliver)

    def _web(self, text: str, _chat: str, asked: Asked) -> Callable[[], bool]:
        body = json.dumps({"question": text}).encode()
        request = Request(f"{self.address}/api/ask", body, {"Content-Type": "application/json"})

        def deliver() -> bool:
            with urlopen(request, timeout=30) as response:
                asked.answers.append((time.monotonic(), json.load(response)["text"]))
            return True

        return deliver

    def _telegram(self, text: str, chat: str, _asked: Asked) -> Callable[[], bool]:
        numbers: list[int] = []

        def deliver() -> bool:
            if not numbers:
                numbers.append(self.telegram.say(text, int(chat)))
                return True
            message = {"message_id": 1, "date": 0, "chat": {"id": int(chat), "type": "private"}, "text": text}
            sender = {"id": int(chat), "is_bot": False, "first_name": "An"}
            self.telegram.put({"message": {**message, "from": sender}}, numbers[0])
            return True

        return deliver

    def _zalo_bot(self, text: str, chat: str, _asked: Asked) -> Callable[[], bool]:
        update = self.zalo.update(text, chat)
        return lambda: post(f"{self.address}{BOT_PATH}", update, X_Bot_Api_Secret_Token=SECRET) == 200

    def _zalo_oa(self, text: str, chat: str, _asked: Asked) -> Callable[[], bool]:
        event = self.zalo.event(text, chat)
        body = json.dumps(event, ensure_ascii=False).encode()
        mac = f"mac={signature(body, event['timestamp'])}"
        return lambda: post(f"{self.address}{ACCOUNT_PATH}", body, X_ZEvent_Signature=mac) == 200

    def _watch(self) -> None:
        """Notes when each message reached its chat."""
        while not self._ended.wait(0.01):
            self._note("telegram", [(str(each.chat_id), each.text) for each in self._new("telegram", self.telegram)])
            self._note("zalo", [(each.chat, each.text) for each in self._new("zalo", self.zalo)])

    def _new(self, name: str, server: TelegramServer | ZaloServer) -> list:
        with server.changed:
            new = server.messages[self._read[name] :]
            self._read[name] += len(new)
        return new

    def _note(self, _name: str, messages: list[tuple[str, str]]) -> None:
        for chat, text in messages:
            if chat in self.asked:
                self.asked[chat].answers.append((time.monotonic(), text))


def _until_taken(deliver: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS_TO_GIVE_UP
    while time.monotonic() < deadline:
        try:
            if deliver():
                return
        except (URLError, HTTPException, OSError, TimeoutError):
            pass
        time.sleep(SECONDS_BETWEEN_TRIES)
