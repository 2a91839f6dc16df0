"""`@bot câu hỏi` in any chat: answers to choose from and send there, each with its citation."""

from __future__ import annotations

import logging
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot import phrases
from bot.channels.telegram.calls import Button, markup
from bot.channels.telegram.limits import Limits
from bot.reading.assistant import Assistant
from bot.sharing.deep_link import Link, Target
from bot.writing import render
from bot.writing.reply import Excerpt, Reply
from bot.writing.split import text_of
from index.errors import HoidapError, QuestionError

log = logging.getLogger(__name__)

RESULTS = 10
"""Telegram allows 50; ten are read."""

DESCRIPTION = 200
"""Characters of a result's preview: Telegram's clients show two to three lines."""

CACHE_SECONDS = 30
"""How long Telegram may give the same results to others: short, so that a new document is found soon."""


async def answer_inline(bot: Bot, assistant: Assistant, limits: Limits, content: dict[str, Any]) -> None:
    """Answers an inline query as it came; a failure, or one query too many, leaves the list empty."""
    try:
        query = InlineQuery.de_json(content, bot)
        if not limits.ask_inline(query.from_user.id):
            return
        found = await _excerpts(assistant, query.query)
        results = [_result(bot, excerpt) for excerpt in found]
        await query.answer(results, cache_time=CACHE_SECONDS, button=None if results else _to_the_bot(query.query))
    except (HoidapError, TelegramError) as error:
        log.info("inline: %s", type(error).__name__)
    except Exception:  # the edge of the channel: logged without messages, since they may hold the question
        log.exception("inline")


async def _excerpts(assistant: Assistant, question: str) -> tuple[Excerpt, ...]:
    if not question.strip():
        return ()
    try:
        answer = await assistant.ask(None, question)
    except QuestionError:
        return ()
    return await assistant.look(lambda desk: desk.choices(answer, RESULTS))


def _result(bot: Bot, excerpt: Excerpt) -> InlineQueryResultArticle:
    [text, *_] = render.telegram_messages(Reply(excerpts=(excerpt,)))
    link = Link(Target.PASSAGE, excerpt.passage_id)
    words = text_of(excerpt.quotes[0]) if excerpt.quotes else text_of(excerpt.passage)
    open_it = Button(phrases.READ_IN_BOT, url=link.address(bot.username))
    return InlineQueryResultArticle(
        id=link.payload,
        title=excerpt.source.section or excerpt.source.title,
        description=words[:DESCRIPTION],
        input_message_content=InputTextMessageContent(text, parse_mode=ParseMode.HTML),
        reply_markup=InlineKeyboardMarkup.de_json(markup([[open_it]]), bot),
    )


def _to_the_bot(question: str) -> InlineQueryResultsButton:
    """Above an empty list: what is missing, and the way to ask at length."""
    text = phrases.NOTHING_INLINE if question.strip() else phrases.TYPE_INLINE
    return InlineQueryResultsButton(text, start_parameter=Link(Target.QUESTION, question).payload or "inline")
