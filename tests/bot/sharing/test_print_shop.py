"""What the library does not hold, or does not answer, is not printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.answer import Outcome
from bot.answering.compose import Responder
from bot.phrases import sharing
from bot.reading.desk import Desk
from bot.sharing import print_shop
from bot.sharing.links import Channel, Places, ShareError, Subject
from index.retrieval.search import Searcher
from tests.bot.conftest import AnswerOf
from tests.bot.sharing.readable import text_of

DOCUMENT = "kl-hn12-2023"
PLACES = Places("https://hoidap.example.vn")


@pytest.fixture(scope="module")
def desk(responder: Responder, searcher: Searcher) -> Desk:
    return Desk(responder, searcher.corpus)


def test_a_section_s_poster_names_it_and_its_document(desk: Desk) -> None:
    subject = print_shop.section_subject(desk, DOCUMENT, 6)
    text = text_of(print_shop.poster(desk, subject, Channel.WEB, PLACES))
    assert "Hạn chế" in text
    assert desk.shelf.document(DOCUMENT).title in text


def test_a_passage_inside_a_section_is_of_that_section(desk: Desk) -> None:
    *_, last = desk.shelf.span(DOCUMENT)
    inner = Subject(DOCUMENT, desk.shelf.passage(last).id)
    text = text_of(print_shop.poster(desk, inner, Channel.WEB, PLACES))
    assert print_shop.sections(desk, DOCUMENT)[-1].title in text


def test_a_passage_s_card_holds_its_words(desk: Desk) -> None:
    subject = print_shop.section_subject(desk, DOCUMENT, 6)
    excerpt = desk.excerpt(subject.passage_id)
    assert excerpt is not None
    text = text_of(print_shop.passage_card(desk, subject, Channel.WEB, PLACES))
    assert " ".join("".join(span.text for span in excerpt.passage).split()) in text


@pytest.mark.parametrize(
    "subject",
    [Subject("khong-co"), Subject(DOCUMENT, f"{DOCUMENT}.00000000"), Subject("khong-co", f"{DOCUMENT}.00000000")],
)
def test_what_the_library_does_not_hold_has_no_poster_and_no_card(desk: Desk, subject: Subject) -> None:
    for make in (print_shop.poster, print_shop.passage_card):
        with pytest.raises(ShareError):
            make(desk, subject, Channel.WEB, PLACES)


@pytest.mark.parametrize("number", [0, -1, 17])
def test_a_section_that_is_not_there_is_told(desk: Desk, number: int) -> None:
    assert len(print_shop.sections(desk, DOCUMENT)) == 16
    with pytest.raises(ShareError, match="có 16 mục"):
        print_shop.section_subject(desk, DOCUMENT, number)


@pytest.mark.parametrize("outcome", [Outcome.UNSURE, Outcome.NOT_FOUND, Outcome.SMALL_TALK])
def test_only_an_answer_becomes_a_card(answer_of: AnswerOf, outcome: Outcome) -> None:
    with pytest.raises(ShareError) as error:
        print_shop.answer_card(answer_of("Tuy vậy, còn 11 chỉ tiêu khó đạt.", outcome=outcome), Channel.WEB, PLACES)
    assert str(error.value) == sharing.NO_CARD[outcome]


def test_a_quote_with_a_letter_that_cannot_be_printed_is_not_shown_without_it(answer_of: AnswerOf) -> None:
    answer = answer_of("Tuy vậy, còn 11 chỉ tiêu khó đạt.")
    [quote] = answer.quotes
    text = quote.passage.text.replace("khó đạt.", "khó đạt→")
    passage = replace(quote.passage, text=text, corrections=())
    other = replace(quote, passage=passage, text=text[quote.start : quote.end])
    with pytest.raises(ShareError, match="→"):
        print_shop.answer_card(replace(answer, quotes=(other,)), Channel.WEB, PLACES)
