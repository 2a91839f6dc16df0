"""What is said to whoever writes or presses: calls of the Bot API, decided without making any."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape

from bot import phrases
from bot.answering.answer import Outcome
from bot.channels.telegram import share
from bot.channels.telegram.browse import Browse
from bot.channels.telegram.calls import Button, Call, edited, keyboard_of, message, toast
from bot.channels.telegram.incoming import Incoming
from bot.channels.telegram.office import Office
from bot.mail.mailbox import Mailbox
from bot.mail.wish import Wish
from bot.operation.readiness import why_not
from bot.phrases import logged
from bot.phrases import telegram as texts
from bot.reading.assistant import Assistant
from bot.reading.browse import Browser
from bot.records.feedback import GOOD, REASON, Feedback, feedback_row
from bot.records.journal import Journal
from bot.sharing.deep_link import Target, read_payload
from bot.writing import render
from bot.writing.reply import Excerpt, Reply, reply_to
from bot.writing.split import around_quotes
from index.errors import HoidapError, OutageError, QuestionError

log = logging.getLogger(__name__)

ASK = "q"
"""Callback data "q:2": ask what the button says; the label comes back with the press."""

WHOLE = "p"
"""Callback data "p:<passage>:<start>:<end>", as `share.PASSAGE`: show the whole passage, that stretch marked."""

_PLACE = re.compile(rf"({WHOLE}|{share.PASSAGE}):([a-z0-9-]+\.[0-9a-f]{{8}}):(\d+):(\d+)")

TOPICS_SHOWN = 8
TITLES_SHOWN = 5
"""What fits on a phone's screen above the buttons."""


class Talk:
    """Answers what comes in. A class for its parts: the assistant, what is kept of a chat, and the bot's name."""

    def __init__(self, assistant: Assistant, mailbox: Mailbox, journal: Journal, office: Office, username: str) -> None:
        self._assistant = assistant
        self._mailbox = mailbox
        self._journal = journal
        self._office = office
        self._feedback = Feedback(journal)
        self._browse = Browse(Browser(assistant))
        self._username = username

    async def answer(self, incoming: Incoming) -> list[Call]:
        """The calls that answer; failures that people can do something about become sentences."""
        try:
            return await self._answer(incoming)
        except OutageError:
            raise  # the question waits until the database is there again
        except QuestionError as error:
            return [_say(incoming, escape(str(error)))]
        except HoidapError as error:
            log.error(logged.LOG_NOT_READY, error)
            return [_say(incoming, why_not(error))]

    async def _answer(self, incoming: Incoming) -> list[Call]:
        official = await self._office.answer(incoming)
        if official is not None:
            return official
        match incoming.wish:
            case Wish.QUESTION:
                return await self._ask(incoming, incoming.text)
            case Wish.COMMAND:
                return await self._command(incoming)
            case Wish.PRESS:
                return await self._press(incoming)
            case Wish.NOT_TEXT | Wish.DOCUMENT:
                return [_say(incoming, phrases.ONLY_TEXT)]

    async def _command(self, incoming: Incoming) -> list[Call]:
        match incoming.name:
            case "start":
                return await self._start(incoming)
            case "trogiup" | "help":
                example, is_admin = escape(await self._assistant.example()), self._office.admits(incoming)
                return [_say(incoming, texts.help_text(self._username, example, is_admin=is_admin))]
            case "hoi":
                return [_say(incoming, texts.ask_after_the_command(escape(await self._assistant.example())))]
            case "mucluc":
                return await self._browse.contents(incoming)
            case "vanban":
                return await self._browse.documents(incoming)
            case "tomtat":
                return await self._browse.summaries(incoming)
            case "moi":
                await self._assistant.forget(incoming.chat)
                return [_say(incoming, phrases.FORGOTTEN)]
            case "quyenriengtu":
                return [_say(incoming, phrases.privacy(self._journal.keeps_questions, self._journal.keep_days))]
            case "xoadulieu":
                return [await self._delete(incoming)]
        return [_say(incoming, phrases.UNKNOWN_COMMAND)]

    async def _start(self, incoming: Incoming) -> list[Call]:
        """The greeting, or what the link that was followed names."""
        link = read_payload(incoming.text)
        if link is None:
            return [await self._greeting(incoming)]
        if link.target is Target.QUESTION:
            return await self._ask(incoming, link.name, show_question=True)
        return await self._browse.follow(incoming, link)

    async def _greeting(self, incoming: Incoming) -> Call:
        listing = await self._assistant.look(lambda desk: desk.listing(0, TITLES_SHOWN))
        titles = [escape(document.title) for document in listing.documents]
        topics = (await self._assistant.topics())[:TOPICS_SHOWN]
        text = phrases.start(titles, listing.count - len(titles), texts.PRESS_A_TOPIC, f"<b>{phrases.NAME}</b>")
        rows = _rows([topic.title for topic in topics])
        return _say(incoming, text, rows if incoming.in_group else [*rows, [share.add_to_group(self._username)]])

    async def _delete(self, incoming: Incoming) -> Call:
        """Everything that is kept of a chat."""
        await self._assistant.forget(incoming.chat)
        await asyncio.to_thread(self._mailbox.forget, f"{incoming.chat_id}:")
        await asyncio.to_thread(self._journal.forget, incoming.chat)
        return _say(incoming, phrases.DELETED)

    async def _press(self, incoming: Incoming) -> list[Call]:
        calls = await self._browse.press(incoming)
        if calls is not None:
            return calls
        notice = await self._feedback.choose(incoming.chat, incoming.name)
        if notice is not None and incoming.name.startswith(f"{GOOD}:"):
            return [toast(incoming.query_id, notice.text)]
        if notice is not None and incoming.name.startswith(f"{REASON}:"):
            return [edited(incoming.chat_id, incoming.message_id, escape(notice.text))]
        if notice is not None:
            return [_say(incoming, escape(notice.text), keyboard_of(notice.rows))]
        if match := _PLACE.fullmatch(incoming.name):
            kind, passage_id, start, end = match[1], match[2], int(match[3]), int(match[4])
            excerpt = await self._assistant.look(lambda desk: desk.excerpt(passage_id, [(start, end)]))
            return self._place(incoming, kind, excerpt)
        if incoming.name.startswith(f"{share.DOCUMENT}:"):
            return await self._share_document(incoming, incoming.name.partition(":")[2])
        if incoming.name.startswith(f"{ASK}:") and incoming.text:
            topics = {topic.title: topic.question for topic in await self._assistant.topics()}
            return await self._ask(incoming, topics.get(incoming.text, incoming.text), show_question=True)
        return [_say(incoming, phrases.OLD_BUTTON)]

    async def _share_document(self, incoming: Incoming, document_id: str) -> list[Call]:
        found = await self._assistant.look(lambda desk: desk.outline(document_id))
        if found is None:
            return [_say(incoming, phrases.DOCUMENT_IS_GONE)]
        return [share.shared_document(incoming, found[0], self._username)]

    def _place(self, incoming: Incoming, kind: str, excerpt: Excerpt | None) -> list[Call]:
        if excerpt is None:
            return [_say(incoming, phrases.PASSAGE_IS_GONE)]
        if kind == share.PASSAGE:
            return [share.shared(incoming, excerpt, self._username)]
        return [_say(incoming, text) for text in render.telegram_passage(excerpt)]

    async def _ask(self, incoming: Incoming, question: str, *, show_question: bool = False) -> list[Call]:
        answer = await self._assistant.ask(incoming.chat, question)
        reply = reply_to(answer)
        if show_question:
            reply = replace(reply, asked=question)
        shown = render.telegram_messages(reply)
        keyboard = [*_answer_rows(reply, answer.outcome), *_rows([each.question for each in reply.suggestions])]
        last = len(shown) - 1
        return [_say(incoming, text, keyboard if number == last else ()) for number, text in enumerate(shown)]


def _say(incoming: Incoming, text: str, keyboard: Sequence[Sequence[Button]] = ()) -> Call:
    asked = "" if incoming.wish is Wish.PRESS else incoming.asked
    return message(incoming.chat_id, text, keyboard, reply_to=incoming.answer_to, answers=asked)


def _answer_rows(reply: Reply, outcome: Outcome) -> list[Sequence[Button]]:
    """Buttons for the first passage, to see it whole where it is not and to share it; and for what people think."""
    if outcome is Outcome.SMALL_TALK:
        return []
    if not reply.excerpts:
        return [*keyboard_of((feedback_row(""),))]
    excerpt = reply.excerpts[0]
    start, end = excerpt.quoted[0]
    row = [share.share_passage(excerpt.passage_id, start, end)]
    if around_quotes(excerpt.passage) != excerpt.passage:
        row.insert(0, Button(phrases.SHOW_WHOLE, f"{WHOLE}:{excerpt.passage_id}:{start}:{end}"))
    return [row, *keyboard_of((feedback_row(excerpt.passage_id),))]


def _rows(labels: Sequence[str]) -> list[list[Button]]:
    """A button a row that asks what it says."""
    return [[Button(label, f"{ASK}:{number}")] for number, label in enumerate(labels)]
