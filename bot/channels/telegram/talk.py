"""What is said to whoever writes or presses: calls of the Bot API, decided without making any."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape

from bot import phrases, render
from bot.answer import Suggestion
from bot.assistant import Assistant
from bot.channels.telegram.browse import Browse
from bot.channels.telegram.calls import Button, Call, message
from bot.channels.telegram.incoming import Incoming, Wish
from bot.reply import Excerpt, Reply, reply_to
from bot.split import around_quotes
from index.errors import HoidapError, QuestionError

log = logging.getLogger(__name__)

ASK = "q"
"""Callback data "q:2": ask what the button says; the label comes back with the press."""

WHOLE = "p"
"""Callback data "p:<passage>:<start>:<end>": show the whole passage, that stretch marked. At most 49 bytes."""

_WHOLE_DATA = re.compile(rf"{WHOLE}:([a-z0-9-]+\.[0-9a-f]{{8}}):(\d+):(\d+)")

TOPICS_SHOWN = 12
TITLES_SHOWN = 5
"""What fits on a phone's screen above the buttons."""


class Talk:
    """Answers what comes in. A class for its parts: the assistant, and who answers for what."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._browse = Browse(assistant)

    async def answer(self, incoming: Incoming) -> list[Call]:
        """The calls that answer; failures that people can do something about become sentences."""
        try:
            return await self._answer(incoming)
        except QuestionError as error:
            return [self._say(incoming, escape(str(error)))]
        except HoidapError as error:
            log.error("chưa trả lời được: %s", error)
            return [self._say(incoming, phrases.NOT_READY)]

    async def _answer(self, incoming: Incoming) -> list[Call]:
        match incoming.wish:
            case Wish.QUESTION:
                return await self._ask(incoming, incoming.text)
            case Wish.COMMAND:
                return await self._command(incoming)
            case Wish.PRESS:
                return await self._press(incoming)
            case Wish.NOT_TEXT:
                return [self._say(incoming, phrases.ONLY_TEXT)]

    async def _command(self, incoming: Incoming) -> list[Call]:
        match incoming.name:
            case "start":
                return [await self._greeting(incoming)]
            case "trogiup" | "help":
                return [self._say(incoming, phrases.TELEGRAM_HELP)]
            case "mucluc":
                return await self._browse.contents(incoming)
            case "vanban":
                return await self._browse.documents(incoming)
            case "moi":
                await self._assistant.forget(incoming.chat)
                return [self._say(incoming, phrases.FORGOTTEN)]
        return [self._say(incoming, phrases.UNKNOWN_COMMAND)]

    async def _greeting(self, incoming: Incoming) -> Call:
        listing = await self._assistant.look(lambda desk: desk.listing(0, TITLES_SHOWN))
        titles = [escape(document.title) for document in listing.documents]
        topics = (await self._assistant.topics())[:TOPICS_SHOWN]
        text = phrases.telegram_start(titles, listing.count - len(titles))
        return self._say(incoming, text, _topic_rows(topics))

    async def _press(self, incoming: Incoming) -> list[Call]:
        browsed = await self._browse.press(incoming)
        if browsed is not None:
            return browsed
        if match := _WHOLE_DATA.fullmatch(incoming.name):
            passage_id, start, end = match[1], int(match[2]), int(match[3])
            excerpt = await self._assistant.look(lambda desk: desk.excerpt(passage_id, [(start, end)]))
            return self._whole(incoming, excerpt)
        if incoming.name.startswith(f"{ASK}:") and incoming.text:
            topics = {topic.title: topic.question for topic in await self._assistant.topics()}
            return await self._ask(incoming, topics.get(incoming.text, incoming.text), show_question=True)
        return [self._say(incoming, phrases.OLD_BUTTON)]

    async def _ask(self, incoming: Incoming, question: str, *, show_question: bool = False) -> list[Call]:
        reply = reply_to(await self._assistant.ask(incoming.chat, question))
        if show_question:
            reply = replace(reply, asked=question)
        texts = render.telegram_messages(reply)
        keyboard = [*_whole_row(reply), *_question_rows(reply.suggestions)]
        return [
            self._say(incoming, text, keyboard if number == len(texts) else ())
            for number, text in enumerate(texts, start=1)
        ]

    def _whole(self, incoming: Incoming, excerpt: Excerpt | None) -> list[Call]:
        if excerpt is None:
            return [self._say(incoming, phrases.PASSAGE_IS_GONE)]
        return [self._say(incoming, text) for text in render.telegram_passage(excerpt)]

    @staticmethod
    def _say(incoming: Incoming, text: str, keyboard: Sequence[Sequence[Button]] = ()) -> Call:
        return message(incoming.chat_id, text, keyboard, reply_to=incoming.answer_to)


def _whole_row(reply: Reply) -> list[list[Button]]:
    """A button for the first passage that is not shown whole."""
    for excerpt in reply.excerpts:
        if around_quotes(excerpt.passage) != excerpt.passage:
            start, end = excerpt.quoted[0]
            return [[Button(phrases.SHOW_WHOLE, f"{WHOLE}:{excerpt.passage_id}:{start}:{end}")]]
    return []


def _question_rows(suggestions: Sequence[Suggestion]) -> list[list[Button]]:
    return [[Button(each.question, f"{ASK}:{number}")] for number, each in enumerate(suggestions)]


def _topic_rows(topics: Sequence[Suggestion]) -> list[list[Button]]:
    return [[Button(each.title, f"{ASK}:{number}")] for number, each in enumerate(topics)]
