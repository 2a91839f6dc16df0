"""A loopback server that speaks the Bot API the way Telegram does, as far as the bot relies on it.

Updates stay until a getUpdates with a higher offset asks for the ones after them, or until the webhook that was set
has taken them with status 200. Texts are read as Telegram reads
them: tags known and nested, lengths counted in UTF-16 after the tags, callback data of at most 64 bytes.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from html.parser import HTMLParser
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qsl, unquote, urlsplit
from urllib.request import Request, urlopen

from bot.channels.telegram.incoming import lane_of
from tests.bot.loopback import QuietHandler, loopback

TOKEN = "123456789:AAE-secret_of_the_bot_0123456789abcde"
ME = {"id": 123456789, "is_bot": True, "first_name": "Hỏi đáp", "username": "hoidap_bot"}
TAGS = frozenset(
    ["b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "a", "code", "pre", "blockquote", "tg-spoiler"]
)
JSON_FIELDS = frozenset(
    ["allowed_updates", "button", "commands", "reply_markup", "reply_parameters", "results", "scope"]
)
LONGEST_POLL = 1.0
"""Seconds; the real one holds a request up to 50."""
WEBHOOK_CONNECTIONS = 8
"""Updates posted at once; the real one opens up to 40 connections."""
SECONDS_BETWEEN_POSTS = 0.1
"""Before an update that was not taken is posted again; the real one waits longer each time."""

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

Json = dict[str, Any]


class RefusedError(Exception):
    """An answer with `ok: false`."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status = status
        self.parameters = parameters

    def body(self) -> Json:
        """The envelope of a refused call."""
        made: Json = {"ok": False, "error_code": self.status, "description": str(self)}
        return {**made, "parameters": self.parameters} if self.parameters else made


class Html(HTMLParser):
    """Reads Telegram's HTML into the text that people see; raises RefusedError for what Telegram cannot parse."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.bold: list[str] = []
        self._open: list[str] = []
        if re.search(r"&(?!lt;|gt;|amp;|quot;|#\d+;|#x[0-9a-fA-F]+;)", source):
            raise RefusedError(400, "Bad Request: can't parse entities: unsupported entity")
        self.feed(source)
        self.close()
        if self._open:
            raise RefusedError(400, f"Bad Request: can't parse entities: Can't find end tag for {self._open[-1]}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS or (attrs and tag not in ("a", "blockquote", "code")):
            raise RefusedError(400, f'Bad Request: can\'t parse entities: Unsupported start tag "{tag}"')
        if tag == "blockquote" and tag in self._open:
            raise RefusedError(400, "Bad Request: can't parse entities: nested blockquote")
        self._open.append(tag)
        if tag == "b":
            self.bold.append("")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            raise RefusedError(400, f'Bad Request: can\'t parse entities: Unexpected end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        self.text += data
        if "b" in self._open:
            self.bold[-1] += data


@dataclass
class Message:
    """A message as people see it, with its buttons."""

    chat_id: int
    message_id: int
    text: str
    source: str = ""
    bold: tuple[str, ...] = ()
    buttons: tuple[Json, ...] = ()
    keyboard: tuple[tuple[Json, ...], ...] = ()
    reply_to: int | None = None

    def button(self, label: str) -> Json:
        """The button of that label, or one that begins with it."""
        return next(button for button in self.buttons if button["text"].startswith(label))


@dataclass
class Refusal:
    """The next `times` calls of a method are answered with this error."""

    method: str
    error: RefusedError
    times: int


@dataclass
class TelegramServer:
    """The server's memory, and what a test does with it: say, press, wait, look."""

    updates: deque[Json] = field(default_factory=deque)
    messages: list[Message] = field(default_factory=list)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    received: list[tuple[str, bytes]] = field(default_factory=list)
    next_update: int = 1000
    next_message: int = 1
    offset: int = 0
    webhook: Json = field(default_factory=dict)
    posted: list[tuple[int, int]] = field(default_factory=list)
    chats_under_way: set[str] = field(default_factory=set)
    closed: bool = False
    changed: threading.Condition = field(default_factory=threading.Condition)

    def say(self, text: str | None, chat_id: int = 7, *, edited: bool = False, **more: Any) -> int:
        """Somebody writes to the bot, or edits; `more` is merged into the message. Tells the update's number."""
        chat = {"id": chat_id, "type": "private", "first_name": "An"}
        sender = {"id": abs(chat_id), "is_bot": False, "first_name": "An"}
        with self.changed:
            message: Json = {"message_id": self._message_id(), "date": int(time.time()), "chat": chat, "from": sender}
            if text is not None:
                message["text"] = text
            return self.put({"edited_message" if edited else "message": {**message, **more}})

    def press(self, message: Message, button: Json) -> int:
        """Somebody presses a button under a message of the bot."""
        sender = {"id": abs(message.chat_id), "is_bot": False, "first_name": "An"}
        content = {
            "message_id": message.message_id,
            "date": int(time.time()),
            "chat": {"id": message.chat_id, "type": "private", "first_name": "An"},
            "from": ME,
            "text": message.text,
            "reply_markup": {"inline_keyboard": message.keyboard},
        }
        query = {"from": sender, "message": content, "chat_instance": "1", "data": button["callback_data"]}
        with self.changed:
            return self.put({"callback_query": {"id": str(self.next_update), **query}})

    def send_file(self, name: str, content: bytes, chat_id: int = 7) -> int:
        """Somebody sends a file to the bot."""
        with self.changed:
            file_id = f"file{len(self.files)}"
            self.files[file_id] = content
            document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": len(content)}
            return self.say(None, chat_id, document=document)

    def ask_inline(self, question: str) -> Json:
        """Somebody types `@bot question` in another chat; what the bot answers."""
        sender = {"id": 7, "is_bot": False, "first_name": "An"}
        with self.changed:
            number = str(self.next_update)
            self.put({"inline_query": {"id": number, "from": sender, "query": question, "offset": ""}})
        found: list[Json] = []

        def answered() -> bool:
            found[:] = [each for each in self.called("answerInlineQuery") if each["inline_query_id"] == number]
            return bool(found)

        self.wait(answered)
        return found[0]

    def put(self, update: Json, update_id: int | None = None) -> int:
        """Puts an update into the queue; with an `update_id` that was used before, delivers it twice."""
        with self.changed:
            number = self.next_update if update_id is None else update_id
            self.next_update = max(self.next_update, number + 1)
            self.updates.append({"update_id": number, **update})
            self.changed.notify_all()
            return number

    def refuse(self, method: str, error: RefusedError, times: int = 1) -> None:
        """The next calls of a method fail."""
        with self.changed:
            self.refusals.append(Refusal(method, error, times))

    def sent(self, chat_id: int = 7) -> list[Message]:
        """The bot's messages in a chat."""
        with self.changed:
            return [message for message in self.messages if message.chat_id == chat_id]

    def wait(self, met: Callable[[], bool], seconds: float = 20.0) -> None:
        """Returns when the condition is met; fails after a while."""
        with self.changed:
            assert self.changed.wait_for(met, seconds), f"nothing came; calls: {[name for name, _ in self.calls][-20:]}"

    def wait_for(self, count: int, chat_id: int = 7, seconds: float = 20.0) -> list[Message]:
        """The bot's messages in a chat once there are `count`."""
        self.wait(lambda: len(self.sent(chat_id)) >= count, seconds)
        return self.sent(chat_id)

    def called(self, method: str) -> list[Json]:
        """The arguments of every call of a method."""
        with self.changed:
            return [arguments for name, arguments in self.calls if name == method]

    def answer(self, method: str, arguments: Json) -> Any:
        """What a call gets for its `result`. Raises RefusedError."""
        with self.changed:
            self.calls.append((method, arguments))
            for refusal in self.refusals:
                if refusal.method == method and refusal.times:
                    refusal.times -= 1
                    raise refusal.error
            made = getattr(self, f"_{method}", lambda _arguments: True)(arguments)
            self.changed.notify_all()
            return made

    def _getMe(self, _arguments: Json) -> Json:  # noqa: N802  # the Bot API's name
        return ME

    def _setWebhook(self, arguments: Json) -> bool:  # noqa: N802  # the Bot API's name
        address = urlsplit(arguments["url"])
        if address.scheme != "https" and address.hostname != "127.0.0.1":
            raise RefusedError(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", arguments.get("secret_token", "x")):
            raise RefusedError(400, "Bad Request: secret token contains unallowed characters")
        self.webhook = arguments
        return True

    def _deleteWebhook(self, _arguments: Json) -> bool:  # noqa: N802  # the Bot API's name
        self.webhook = {}
        return True

    def post_updates(self) -> None:
        """Posts updates to the webhook for as long as there is one; several threads do this at once, a chat's in turn.

        Source: WebhookActor of https://github.com/tdlib/telegram-bot-api, with a queue for each chat.
        """
        while not self.closed:
            with self.changed:
                self.changed.wait_for(lambda: self.closed or bool(self.webhook and self._next()))
                update, webhook = self._next(), self.webhook
                if self.closed or update is None:
                    return
                self.updates.remove(update)
                self.chats_under_way.add(lane_of(update))
            status = post_update(webhook["url"], update, webhook.get("secret_token"))
            with self.changed:
                self.posted.append((update["update_id"], status))
                if status != 200:
                    self.updates.appendleft(update)
                self.chats_under_way.remove(lane_of(update))
                self.changed.notify_all()
            if status != 200:
                time.sleep(SECONDS_BETWEEN_POSTS)

    def _next(self) -> Json | None:
        return next((each for each in self.updates if lane_of(each) not in self.chats_under_way), None)

    def close(self) -> None:
        """Ends `post_updates`."""
        with self.changed:
            self.closed = True
            self.changed.notify_all()

    def _getUpdates(self, arguments: Json) -> list[Json]:  # noqa: N802  # the Bot API's name
        if self.webhook:
            raise RefusedError(409, "Conflict: can't use getUpdates method while webhook is active")
        self.offset = int(arguments.get("offset", 0))
        while self.updates and self.updates[0]["update_id"] < self.offset:
            self.updates.popleft()
        seconds = min(float(arguments.get("timeout", 0)), LONGEST_POLL)
        self.changed.wait_for(lambda: bool(self.updates), seconds)
        return list(self.updates)[: int(arguments.get("limit", 100))]

    def _sendMessage(self, arguments: Json) -> Json:  # noqa: N802  # the Bot API's name
        message = Message(int(arguments["chat_id"]), self._message_id(), "")
        self._fill(message, arguments)
        message.reply_to = (arguments.get("reply_parameters") or {}).get("message_id")
        self.messages.append(message)
        return self._told(message)

    def _editMessageText(self, arguments: Json) -> Json:  # noqa: N802  # the Bot API's name
        wanted = (int(arguments["chat_id"]), int(arguments["message_id"]))
        found = [message for message in self.messages if (message.chat_id, message.message_id) == wanted]
        if not found:
            raise RefusedError(400, "Bad Request: message to edit not found")
        self._fill(found[0], arguments)
        return self._told(found[0])

    def _getFile(self, arguments: Json) -> Json:  # noqa: N802  # the Bot API's name
        file_id = arguments["file_id"]
        return {"file_id": file_id, "file_unique_id": file_id, "file_path": f"documents/{file_id}"}

    def _sendDocument(self, arguments: Json) -> Json:  # noqa: N802  # the Bot API's name
        self.received.append(arguments["document"])
        message = Message(int(arguments["chat_id"]), self._message_id(), arguments["document"][0])
        self.messages.append(message)
        return self._told(message)

    def _sendPhoto(self, arguments: Json) -> Json:  # noqa: N802  # the Bot API's name
        name, content = arguments["photo"]
        if not content.startswith(b"\x89PNG"):
            raise RefusedError(400, "Bad Request: IMAGE_PROCESS_FAILED")
        caption = arguments.get("caption", "")
        if len(caption.encode("utf-16-le")) // 2 > 1024:
            raise RefusedError(400, "Bad Request: message caption is too long")
        self.received.append((name, content))
        message = Message(int(arguments["chat_id"]), self._message_id(), caption)
        self.messages.append(message)
        told = self._told(message)
        del told["text"]
        photo = {"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}
        return {**told, "caption": caption, "photo": [photo]}

    def _deleteMessage(self, arguments: Json) -> bool:  # noqa: N802  # the Bot API's name
        wanted = (int(arguments["chat_id"]), int(arguments["message_id"]))
        self.messages = [each for each in self.messages if (each.chat_id, each.message_id) != wanted]
        return True

    @staticmethod
    def _fill(message: Message, arguments: Json) -> None:
        """Gives a message its text and buttons, as far as Telegram takes them."""
        source = arguments.get("text", "")
        read = Html(source) if arguments.get("parse_mode") == "HTML" else None
        text = read.text if read else source
        if not text.strip():
            raise RefusedError(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > 4096:
            raise RefusedError(400, "Bad Request: message is too long")
        keyboard = _keyboard(arguments.get("reply_markup"))
        message.text, message.source, message.keyboard = text, source, keyboard
        message.bold = tuple(read.bold) if read else ()
        message.buttons = tuple(button for row in keyboard for button in row)

    @staticmethod
    def _told(message: Message) -> Json:
        chat = {"id": message.chat_id, "type": "private" if message.chat_id > 0 else "supergroup"}
        told = {"message_id": message.message_id, "date": int(time.time()), "chat": chat, "from": ME}
        return {**told, "text": message.text}

    def _message_id(self) -> int:
        self.next_message += 1
        return self.next_message


def post_update(url: str, update: Json | bytes, secret: str | None) -> int:
    """Posts an update as Telegram does; the status, or 0 where nobody takes it."""
    body = update if isinstance(update, bytes) else json.dumps(update).encode()
    headers = {"Content-Type": "application/json", **({SECRET_HEADER: secret} if secret is not None else {})}
    try:
        with urlopen(Request(url, body, headers), timeout=10) as response:
            return int(response.status)
    except HTTPError as error:
        error.close()
        return error.code
    except OSError:
        return 0


def _keyboard(markup: Json | None) -> tuple[tuple[Json, ...], ...]:
    rows = tuple(tuple(row) for row in (markup or {}).get("inline_keyboard", ()))
    for button in (button for row in rows for button in row):
        if not button["text"]:
            raise RefusedError(400, "Bad Request: text buttons are unallowed in the inline keyboard")
        if len(button.get("callback_data", "").encode()) > 64:
            raise RefusedError(400, "Bad Request: BUTTON_DATA_INVALID")
    return rows


@contextmanager
def telegram_server() -> Iterator[TelegramServer]:
    """A server that listens on a free port of this machine."""
    memory = TelegramServer()

    class Handler(QuietHandler):
        def do_GET(self) -> None:  # noqa: N802  # the standard library's name
            _, _, token, _, file_id = unquote(urlsplit(self.path).path).split("/")
            content = memory.files.get(file_id, b"") if token == f"bot{TOKEN}" else b""
            self.send_response(200 if content else 404)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self) -> None:  # noqa: N802  # the standard library's name
            raw = self.body()
            _, token, method = urlsplit(self.path).path.split("/", 2)
            try:
                if token != f"bot{TOKEN}":
                    raise RefusedError(401, "Unauthorized")
                result = memory.answer(method, _arguments(raw, self.headers["Content-Type"] or ""))
                self.answer_json(200, {"ok": True, "result": result})
            except RefusedError as error:
                self.answer_json(error.status, error.body())

    with loopback(Handler) as memory.url:
        for _ in range(WEBHOOK_CONNECTIONS):
            threading.Thread(target=memory.post_updates, daemon=True).start()
        try:
            yield memory
        finally:
            memory.close()


def _arguments(raw: bytes, media_type: str) -> Json:
    """A form's fields; those that can hold JSON are read as such, files as name and content."""
    if media_type.startswith("multipart/"):
        form = message_from_bytes(f"Content-Type: {media_type}\r\n\r\n".encode() + raw)
        parts = {part.get_param("name", header="content-disposition"): part for part in form.get_payload()}
        return {str(name): _part(part) for name, part in parts.items()}
    return {
        name: json.loads(text) if name in JSON_FIELDS else text
        for name, text in parse_qsl(raw.decode(), keep_blank_values=True)
    }


def _part(part: Any) -> Any:
    content = part.get_payload(decode=True)
    return (part.get_filename(), content) if part.get_filename() else content.decode()
