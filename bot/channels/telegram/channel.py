"""The Telegram channel: long polling, everything stored before it is acknowledged, answers through the mailbox."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable
from typing import TypeVar

from telegram import Bot, BotCommand, Update
from telegram.constants import ChatAction, UpdateType
from telegram.error import EndPointNotFound, InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot import phrases
from bot.assistant import Assistant
from bot.channels.telegram import incoming
from bot.channels.telegram.calls import Call, message
from bot.channels.telegram.delivery import CALLS_AT_ONCE, Delivery
from bot.channels.telegram.incoming import Incoming
from bot.channels.telegram.talk import Talk
from bot.lanes import Lanes
from bot.mailbox import Arrival, Mailbox

log = logging.getLogger(__name__)

POLL_SECONDS = 25
"""How long Telegram holds a getUpdates that has nothing to tell; its servers allow up to 50."""

LONGEST_PAUSE_SECONDS = 30.0
SECONDS_TO_DRAIN = 10.0
TIMEOUT_SECONDS = 20.0

WANTED = [UpdateType.MESSAGE, UpdateType.CALLBACK_QUERY]

Result = TypeVar("Result")


def open_bot(token: str, base_url: str) -> Bot:
    """The library's bot; nothing is sent yet."""

    def request(connections: int) -> HTTPXRequest:
        return HTTPXRequest(
            connection_pool_size=connections,
            read_timeout=TIMEOUT_SECONDS,
            connect_timeout=TIMEOUT_SECONDS,
            pool_timeout=TIMEOUT_SECONDS,
        )

    return Bot(
        token,
        base_url=f"{base_url}/bot",
        base_file_url=f"{base_url}/file/bot",
        request=request(CALLS_AT_ONCE * 2),
        get_updates_request=request(1),
    )


class TelegramChannel:
    """One bot. A class for its state: the bot's connection, and what is being handled and delivered."""

    title = phrases.TELEGRAM

    def __init__(self, bot: Bot, assistant: Assistant, mailbox: Mailbox) -> None:
        self._bot = bot
        self._mailbox = mailbox
        self._talk = Talk(assistant)
        self._delivery = Delivery(bot, mailbox)
        self._arrivals: Lanes[Arrival] = Lanes(self._handle)
        self._signs: set[asyncio.Task[None]] = set()

    async def run(self, stopping: asyncio.Event) -> None:
        """Takes up what an earlier process left, then polls until `stopping`, then answers what has arrived."""
        if not await self._connected(stopping):
            return
        try:
            self._delivery.send(await asyncio.to_thread(self._mailbox.undelivered))
            self._take(await asyncio.to_thread(self._mailbox.waiting))
            await self._poll(stopping)
            await self._drain()
        finally:
            await self._bot.shutdown()

    async def _connected(self, stopping: asyncio.Event) -> bool:
        """Whether Telegram knows us; waits for it while the network is down."""
        pause = 1.0
        while not stopping.is_set():
            try:
                await self._bot.initialize()
                await self._bot.delete_webhook()
                await self._bot.set_my_commands(
                    [BotCommand(name, text) for name, text in phrases.TELEGRAM_COMMANDS.items()]
                )
                return True
            except (InvalidToken, EndPointNotFound):
                log.error(phrases.TELEGRAM_TOKEN_REFUSED)
                return False
            except TelegramError as error:
                log.warning("chưa kết nối được Telegram (%s), thử lại sau %.0f giây", type(error).__name__, pause)
                await _unless(stopping, asyncio.sleep(pause))
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        return False

    async def _poll(self, stopping: asyncio.Event) -> None:
        """An update is acknowledged by asking for the ones after it, which happens after it is stored."""
        offset, pause = None, 1.0
        while not stopping.is_set():
            asking = self._bot.get_updates(offset=offset, timeout=POLL_SECONDS, allowed_updates=WANTED)
            try:
                updates = await _unless(stopping, asking)
            except TelegramError as error:
                log.warning("getUpdates: %s, thử lại sau %.0f giây", type(error).__name__, pause)
                await _unless(stopping, asyncio.sleep(pause))
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
                continue
            if updates:
                await self.receive(updates)
                offset = updates[-1].update_id + 1
            pause = 1.0

    async def receive(self, updates: tuple[Update, ...]) -> None:
        """Stores updates and begins to handle those that are new; returning, they may be acknowledged."""
        arrivals = [Arrival(str(each.update_id), incoming.lane_of(each), each.to_dict()) for each in updates]
        self._take(await asyncio.to_thread(self._mailbox.receive, arrivals))

    def _take(self, arrivals: tuple[Arrival, ...]) -> None:
        for arrival in arrivals:
            self._arrivals.put(arrival.lane, arrival)

    async def _handle(self, arrival: Arrival) -> None:
        update = Update.de_json(dict(arrival.content), self._bot)
        found = incoming.read(update, self._bot.bot)
        calls: list[Call] = []
        if found is not None:
            self._sign(self._show_typing(found, update))
            try:
                calls = await self._talk.answer(found)
            except Exception:  # the edge of the channel: logged without messages, since they may hold the question
                log.exception("một tin nhắn Telegram không trả lời được")
                calls = [message(found.chat_id, phrases.FAILED, reply_to=found.answer_to)]
        replies = await asyncio.to_thread(self._mailbox.finish, arrival, [call.to_json() for call in calls])
        self._delivery.send(replies)

    async def _show_typing(self, found: Incoming, update: Update) -> None:
        """At once, and not through the mailbox: nobody needs it later."""
        with contextlib.suppress(TelegramError):
            if update.callback_query is not None:
                await self._bot.answer_callback_query(update.callback_query.id)
            await self._bot.send_chat_action(found.chat_id, ChatAction.TYPING)

    def _sign(self, showing: Awaitable[None]) -> None:
        task = asyncio.ensure_future(showing)
        self._signs.add(task)
        task.add_done_callback(self._signs.discard)

    async def _drain(self) -> None:
        """What has arrived is answered and delivered; what takes too long stays in the mailbox."""
        try:
            async with asyncio.timeout(SECONDS_TO_DRAIN):
                await self._arrivals.idle()
                await self._delivery.idle()
        except TimeoutError:
            log.warning("dừng khi chưa gửi hết; phần còn lại sẽ gửi ở lần chạy sau")
            await self._arrivals.cancel()
            await self._delivery.cancel()


async def _unless(stopping: asyncio.Event, doing: Awaitable[Result]) -> Result | None:
    """The result, or None if `stopping` is set first."""
    task = asyncio.ensure_future(doing)
    stop = asyncio.ensure_future(stopping.wait())
    try:
        await asyncio.wait({task, stop}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            return None
        return task.result()
    finally:
        for each in (task, stop):
            if not each.done():
                each.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await each
