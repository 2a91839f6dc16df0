"""Replies and answers written down: plain text, Telegram's HTML and JSON."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Any

from bot import phrases
from bot.answering.answer import Answer, Suggestion
from bot.phrases.library import place
from bot.writing import layout, links
from bot.writing.abilities import TELEGRAM
from bot.writing.layout import Message, Paragraph, Role
from bot.writing.reply import Excerpt, Reply, Span, SpanKind, Spans, reply_to
from bot.writing.split import around_quotes

PASSAGES_IN_JSON = 5
"""DESIGN.md: `passages` are the five best."""

TELEGRAM_LIMIT = TELEGRAM.longest_text

_PARAGRAPH_TAGS = {Role.ASKED: "u", Role.EXCERPT: "blockquote", Role.SOURCE: "i", Role.NOTE: "i"}
_SPAN_TAGS = {SpanKind.QUOTED: "b", SpanKind.READING: "i"}


def plain_text(reply: Reply) -> str:
    """The reply for a terminal: quotes first, then where they stand, then what else can be asked."""
    parts = (*plain_messages(reply, layout.NO_LIMIT), suggestions_text(reply.suggestions))
    return "\n\n".join(part for part in parts if part)


def plain_messages(reply: Reply, limit: int) -> tuple[str, ...]:
    """The reply for a channel without markup, in messages of at most `limit` characters."""
    return tuple(layout.text_of(message) for message in layout.messages(reply, layout.quotes_only, limit))


def plain_passage(excerpt: Excerpt, limit: int) -> tuple[str, ...]:
    """A whole passage for a channel without markup."""
    reply = Reply(excerpts=(excerpt,))
    return tuple(layout.text_of(message) for message in layout.messages(reply, layout.whole_passage, limit))


def telegram_messages(reply: Reply, limit: int = TELEGRAM_LIMIT) -> tuple[str, ...]:
    """The reply in Telegram's HTML; `limit` counts characters after the tags are read, as Telegram does."""
    return tuple(map(_telegram_html, layout.messages(reply, layout.quotes_in_context, limit)))


def telegram_quotes(reply: Reply, limit: int = TELEGRAM_LIMIT) -> tuple[str, ...]:
    """The reply in Telegram's HTML with its quotes alone, without the words around them."""
    return tuple(map(_telegram_html, layout.messages(reply, layout.quotes_only, limit)))


def telegram_passage(excerpt: Excerpt, limit: int = TELEGRAM_LIMIT) -> tuple[str, ...]:
    """A whole passage in Telegram's HTML."""
    return tuple(map(_telegram_html, layout.messages(Reply(excerpts=(excerpt,)), layout.whole_passage, limit)))


def suggestions_text(suggestions: Iterable[Suggestion]) -> str:
    """Numbered questions to go on with; nothing if there are none."""
    lines = [f"  {number}. {each.question}" for number, each in enumerate(suggestions, start=1)]
    return "\n".join((phrases.RELATED, *lines)) if lines else ""


def answer_json(answer: Answer, *, id: str | None = None, elapsed_ms: float = 0.0) -> dict[str, Any]:
    """The answer as DESIGN.md's contract has it; a quote's `start` and `end` count from its passage's start."""
    return {
        "id": id,
        "question": answer.question,
        "outcome": answer.outcome.value,
        "confidence": round(answer.confidence, 4),
        "text": plain_text(reply_to(answer)),
        "quotes": [
            {
                "text": quote.text,
                "document_id": quote.document.id,
                "document_title": quote.document.title,
                "section": place(
                    quote.passage.headings, None, quote.document.header_at(quote.passage.start + quote.start)
                ),
                "passage_id": quote.passage.id,
                "start": quote.start,
                "end": quote.end,
            }
            for quote in answer.quotes
        ],
        "passages": [
            {
                "id": hit.passage.id,
                "document_id": hit.passage.document_id,
                "text": hit.passage.text,
                "score": round(hit.score, 4),
            }
            for hit in answer.hits[:PASSAGES_IN_JSON]
        ],
        "generation": answer.generation,
        "elapsed_ms": round(elapsed_ms, 1),
    }


def reply_json(reply: Reply) -> dict[str, Any]:
    """The reply for the page, which shows its spans as text nodes and never as HTML."""
    return {
        "lead": reply.lead,
        "excerpts": [
            {
                "passage_id": excerpt.passage_id,
                "document_id": excerpt.document_id,
                "shown": _spans_json(around_quotes(excerpt.passage)),
                "passage": _spans_json(excerpt.passage),
                "section": excerpt.source.section,
                "title": excerpt.source.title,
                "origin": excerpt.source.origin,
                "status": excerpt.source.status,
                "link": links.passage_path(excerpt.passage_id, excerpt.quoted),
            }
            for excerpt in reply.excerpts
        ],
        "footnotes": list(reply.footnotes),
        "copy": "\n\n".join(plain_messages(reply, layout.NO_LIMIT)),
        "suggestions": suggestions_json(reply.suggestions),
    }


def suggestions_json(suggestions: Iterable[Suggestion]) -> list[dict[str, str]]:
    """Suggestions as the page's buttons."""
    return [{"title": each.title, "question": each.question} for each in suggestions]


def _spans_json(spans: Spans) -> list[dict[str, str]]:
    return [{"kind": span.kind.value, "text": span.text} for span in spans]


def _telegram_html(message: Message) -> str:
    return "".join(layout.separator(number, each) + _paragraph_html(each) for number, each in enumerate(message))


def _paragraph_html(paragraph: Paragraph) -> str:
    return _tagged(_PARAGRAPH_TAGS.get(paragraph.role), "".join(map(_span_html, paragraph.spans)))


def _span_html(span: Span) -> str:
    return _tagged(_SPAN_TAGS.get(span.kind), html.escape(span.text, quote=False))


def _tagged(tag: str | None, text: str) -> str:
    return f"<{tag}>{text}</{tag}>" if tag else text
