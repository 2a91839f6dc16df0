"""A document whose title or headings go on for pages is cited in short, so that its words have room in each message."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.phrases import ELLIPSIS
from bot.writing import render
from bot.writing.abilities import ZALO_OA
from bot.writing.reply import Reply, excerpt_of
from bot.writing.split import width
from index.types import Block, BlockKind, Document, Passage

TEXT = "Câu thứ nhất của đoạn này dài chừng sáu mươi ký tự thôi nhé. " * 15
LONG = "Kế hoạch triển khai " * 200
LIMIT = ZALO_OA.longest_text


def document(title: str, issuer: str = "") -> Document:
    blocks = (Block(0, len(TEXT), BlockKind.PARAGRAPH),)
    return Document("vb", title, TEXT, blocks, "vb.txt", "", issuer=issuer, status=LONG if issuer else "")


@pytest.mark.parametrize("asked", ["", LONG])
@pytest.mark.parametrize("headings", [(), (LONG,)])
@pytest.mark.parametrize("held", [document(LONG), document("Kế hoạch"), document(LONG, issuer=LONG)])
def test_a_passage_takes_few_messages_each_within_the_limit(
    held: Document, headings: tuple[str, ...], asked: str
) -> None:
    passage = Passage("vb.00000000", "vb", headings, TEXT, 0, len(TEXT))
    excerpt = excerpt_of(passage, held, [(0, 60)])
    messages = (
        *render.plain_passage(excerpt, LIMIT),
        *render.plain_messages(Reply(asked=asked, excerpts=(excerpt, replace(excerpt, document_id="vb-2"))), LIMIT),
    )
    assert len(messages) <= 7
    assert max(map(width, messages)) <= LIMIT


def test_what_is_as_long_as_real_titles_are_is_cited_whole() -> None:
    title = LONG[:368]  # the longest seen
    excerpt = excerpt_of(Passage("vb.00000000", "vb", (), TEXT, 0, len(TEXT)), document(title), [(0, 60)])
    [message] = render.plain_messages(Reply(excerpts=(excerpt,)), LIMIT)
    assert title in message
    assert ELLIPSIS not in message
