"""What is said to whoever writes or chooses on Zalo, decided without sending anything."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot import phrases
from bot.answering.answer import Outcome
from bot.channels.zalo.incoming import Incoming
from bot.channels.zalo.menus import Menus
from bot.channels.zalo.message import ASK, Said
from bot.mail.wish import Wish
from bot.office import clerk
from bot.office.clerk import Clerk
from bot.operation.readiness import why_not
from bot.phrases import logged, zalo
from bot.reading.assistant import Assistant
from bot.reading.browse import PASSAGE, Browser, Contents, Page, Sentences, View
from bot.records import feedback
from bot.records.feedback import Feedback
from bot.records.journal import Journal
from bot.writing import render
from bot.writing.abilities import Abilities
from bot.writing.menu import Choice, Notice, Rows
from bot.writing.reply import Reply, reply_to
from bot.writing.split import text_of
from index.errors import HoidapError, OutageError, QuestionError

log = logging.getLogger(__name__)

RATE = "e"
"""Data "e:<passage>": ask what somebody thinks of the answer. The other choices are the browser's, the clerk's and
those of feedback."""

TOPICS_SHOWN = 8
TITLES_SHOWN = 5
RELATED_SHOWN = 3
"""With two more choices under an answer as many as an Official Account has buttons."""

LONGEST_LINE = 200
"""Of a menu, eight of which fit into one message."""

Announce = Callable[[str, str], Awaitable[None]]
"""Says at once in a chat that something takes long; nobody needs it later."""


class Talk:
    """Answers what comes in. A class for its parts, and who the administrators are."""

    def __init__(
        self,
        assistant: Assistant,
        journal: Journal,
        office: Clerk,
        menus: Menus,
        abilities: Abilities,
        admins: frozenset[str],
        announce: Announce,
    ) -> None:
        self._assistant = assistant
        self._journal = journal
        self._clerk = office
        self._menus = menus
        self._abilities = abilities
        self._admins = admins
        self._announce = announce
        self._browser = Browser(assistant)
        self._feedback = Feedback(journal)

    async def answer(self, incoming: Incoming) -> Said:
        """What to say; failures that people can do something about become sentences."""
        try:
            return await self._answer(incoming)
        except OutageError:
            raise  # the question waits until the database is there again
        except QuestionError as error:
            return Said((str(error),))
        except HoidapError as error:
            log.error(logged.LOG_NOT_READY, error)
            return Said((why_not(error),))

    async def _answer(self, incoming: Incoming) -> Said:
        match incoming.wish:
            case Wish.QUESTION:
                return await self._ask(incoming, incoming.text)
            case Wish.COMMAND if incoming.name in phrases.ADMIN_COMMANDS:
                return await self._official(incoming)
            case Wish.COMMAND:
                return await self._command(incoming)
            case Wish.PRESS:
                return await self._choose(incoming)
        return Said((zalo.NO_FILES if self._is_admin(incoming) else phrases.ONLY_TEXT,))

    async def _command(self, incoming: Incoming) -> Said:
        match incoming.name:
            case "batdau" | "start":
                return await self._greeting()
            case "trogiup" | "help":
                return Said(
                    (
                        zalo.help_text(
                            self._abilities, await self._assistant.example(), is_admin=self._is_admin(incoming)
                        ),
                    )
                )
            case "mucluc":
                return self._shown(await self._browser.contents())
            case "vanban":
                return self._shown(await self._browser.documents())
            case "tomtat":
                return self._shown(await self._browser.summaries())
            case "moi":
                await self._assistant.forget(incoming.chat)
                return Said((phrases.FORGOTTEN,))
            case "quyenriengtu":
                told = phrases.privacy(self._journal.keeps_questions, self._journal.keep_days)
                return Said((f"{told}\n\n{zalo.MENU_IS_KEPT}",))
            case "xoadulieu":
                await self._assistant.forget(incoming.chat)
                await asyncio.to_thread(self._menus.forget, incoming.chat_id)
                await asyncio.to_thread(self._journal.forget, incoming.chat)
                return Said((phrases.DELETED,))
        return Said((phrases.UNKNOWN_COMMAND,))

    async def _greeting(self) -> Said:
        listing = await self._assistant.look(lambda desk: desk.listing(0, TITLES_SHOWN))
        titles = [document.title for document in listing.documents]
        topics = (await self._assistant.topics())[:TOPICS_SHOWN]
        choices = tuple(Choice(topic.title, f"{ASK}:{topic.question}") for topic in topics)
        return Said((phrases.start(titles, listing.count - len(titles), zalo.CHOOSE_A_TOPIC),), choices)

    async def _choose(self, incoming: Incoming) -> Said:
        kind, _, name = incoming.name.partition(":")
        if kind == ASK:
            return await self._ask(incoming, name, show_question=True)
        if kind == RATE:
            return _said(Notice(zalo.HOW_WAS_IT, (feedback.feedback_row(name),)))
        if clerk.is_ours(incoming.name):
            return await self._official(incoming)
        view = await self._browser.choose(incoming.name)
        if view is not None:
            return self._shown(view)
        notice = await self._feedback.choose(incoming.chat, incoming.name)
        return _said(notice) if notice is not None else Said((zalo.OLD_NUMBER,))

    async def _official(self, incoming: Incoming) -> Said:
        """What administrators may want, and politely nobody else."""
        if not self._is_admin(incoming):
            await self._clerk.audit(incoming.chat, "refused", incoming.name)
            return Said((phrases.ONLY_ADMINS if incoming.in_group else zalo.only_admins(incoming.sender),))
        try:
            if incoming.wish is Wish.PRESS:
                notice = await self._clerk.choose(incoming.chat, incoming.name)
            elif incoming.name == "lapchimuc":
                await self._announce(incoming.chat_id, phrases.WORKING)
                notice = await self._clerk.reindex(incoming.chat)
            else:
                notice = await self._clerk.command(incoming.name, incoming.text)
        except HoidapError as error:
            return Said((str(error),))
        return _said(notice) if notice is not None else Said((zalo.NO_CSV,))

    async def _ask(self, incoming: Incoming, question: str, *, show_question: bool = False) -> Said:
        answer = await self._assistant.ask(incoming.chat, question)
        reply = reply_to(answer)
        if show_question:
            reply = replace(reply, asked=question)
        texts = render.plain_messages(reply, self._abilities.longest_text)
        return Said(texts, _under_answer(reply, answer.outcome))

    def _shown(self, view: View) -> Said:
        limit, choices = self._abilities.longest_text, _flat(view.rows)
        match view:
            case Contents():
                whole = tuple(
                    replace(c, label=phrases.shortened(full, LONGEST_LINE))
                    for c, full in zip(choices, view.full, strict=False)
                )
                text = "\n".join((*view.about, *([""] if view.about else []), view.title))
                return Said((text,), (*whole, *choices[len(whole) :]))
            case Sentences():
                return Said(render.plain_messages(view.reply, limit), choices)
            case Page():
                return Said(render.plain_passage(view.reply.excerpts[0], limit), choices)
        return Said((view.text,), choices)

    def _is_admin(self, incoming: Incoming) -> bool:
        return incoming.sender in self._admins


def _under_answer(reply: Reply, outcome: Outcome) -> tuple[Choice, ...]:
    """The whole passage where only a part of it is shown, what else can be asked, and what people think."""
    related = tuple(Choice(each.question, f"{ASK}:{each.question}") for each in reply.suggestions[:RELATED_SHOWN])
    if outcome is Outcome.SMALL_TALK:
        return related
    if not reply.excerpts:
        return (*related, Choice(zalo.RATE, f"{RATE}:"))
    first = reply.excerpts[0]
    whole = (Choice(phrases.SHOW_WHOLE, f"{PASSAGE}:{first.passage_id}"),)
    is_whole = len(first.quotes) == 1 and text_of(first.quotes[0]) == text_of(first.passage)
    return (*(() if is_whole else whole), *related, Choice(zalo.RATE, f"{RATE}:{first.passage_id}"))


def _said(notice: Notice) -> Said:
    return Said((notice.text,), _flat(notice.rows))


def _flat(rows: Rows) -> tuple[Choice, ...]:
    return tuple(choice for row in rows for choice in row)
