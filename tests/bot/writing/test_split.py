"""Cutting at sentence borders: nothing lost, nothing too long, marks kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.writing import split
from bot.writing.reply import Span, SpanKind, Spans

SENTENCES = "Câu thứ nhất. Câu thứ hai! Câu thứ ba?"

spans_strategy = st.lists(
    st.builds(Span, st.text(alphabet="aé😀 .\n", min_size=1, max_size=40), st.sampled_from(SpanKind)), max_size=6
).map(tuple)


def texts(spans: Spans, room: int) -> list[str]:
    return [split.text_of(part) for part in split.parts(spans, room)]


def test_what_fits_stays_whole() -> None:
    assert texts((Span(SENTENCES),), len(SENTENCES)) == [SENTENCES]


def test_parts_end_where_sentences_end() -> None:
    assert texts((Span(SENTENCES),), 30) == ["Câu thứ nhất. Câu thứ hai!", "Câu thứ ba?"]


def test_a_sentence_over_the_room_is_cut_after_a_word() -> None:
    assert texts((Span("một hai ba bốn"),), 8) == ["một hai", "ba bốn"]


def test_a_word_over_the_room_is_cut_anywhere() -> None:
    assert texts((Span("aaaaa"),), 2) == ["aa", "aa", "a"]


def test_an_emoji_counts_as_two() -> None:
    assert split.width("a😀") == 3
    assert texts((Span("😀😀😀"),), 4) == ["😀😀", "😀"]


def test_a_quote_cut_in_two_stays_marked_in_both_parts() -> None:
    spans = (Span("Mở. "), Span("Trích một. Trích hai.", SpanKind.QUOTED))
    assert list(split.parts(spans, 15)) == [
        (Span("Mở. "), Span("Trích một.", SpanKind.QUOTED)),
        (Span("Trích hai.", SpanKind.QUOTED),),
    ]


@given(spans_strategy, st.integers(min_value=2, max_value=50))
def test_parts_hold_every_character_and_none_is_too_long(spans: Spans, room: int) -> None:
    parts = texts(spans, room)
    assert "".join("".join(parts).split()) == "".join(split.text_of(spans).split())
    assert all(split.width(part) <= room for part in parts)


def test_context_is_whole_sentences_and_what_is_left_out_is_shown() -> None:
    spans = (Span("Một một. Hai. "), Span("Trích.", SpanKind.QUOTED), Span(" Ba. Bốn bốn."))
    assert split.text_of(split.around_quotes(spans, context=6)) == "… Hai. Trích. Ba. …"


def test_a_short_passage_is_shown_whole() -> None:
    spans = (Span("Một. "), Span("Trích.", SpanKind.QUOTED), Span(" Hai."))
    assert split.around_quotes(spans) == spans


def test_two_quotes_far_apart_have_a_gap_between_them() -> None:
    between = Span(" " + "Xa xôi lắm lắm. " * 9)
    spans = (Span("Đầu.", SpanKind.QUOTED), between, Span("Cuối.", SpanKind.QUOTED))
    assert split.text_of(split.around_quotes(spans, context=3)) == "Đầu. … Cuối."


def test_without_a_quote_nothing_is_left_out() -> None:
    spans = (Span("Câu dài. " * 99),)
    assert split.around_quotes(spans, context=1) == spans


@given(spans_strategy, st.integers(min_value=0, max_value=30))
def test_every_quoted_word_survives_the_window(spans: Spans, context: int) -> None:
    def quoted(those: Spans) -> str:
        return "".join("".join(span.text for span in those if span.kind is SpanKind.QUOTED).split())

    assert quoted(split.around_quotes(spans, context)) == quoted(spans)
