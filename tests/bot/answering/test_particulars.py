"""Who signed, whom it goes to, when it was issued: answered from the letterhead and from below the text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from bot.answering.answer import Answer, Outcome
from bot.answering.compose import Responder
from bot.answering.conversation import turn_of
from bot.answering.particulars import beside
from bot.reading.desk import Desk
from bot.reading.whole import parts_of
from index.measure.temporary import temporary_searcher
from index.retrieval.search import Searcher
from index.text.clean import make_document
from index.types import Document, Encoder, Extract, RawBlock

FOREST = """ỦY BAN NHÂN DÂN TỈNH MÂY
Số: 12/KH-UBND
Mây, ngày 17 tháng 11 năm 2025
KẾ HOẠCH
TRỒNG RỪNG NĂM 2026
1. Mỗi xã trồng 10 ha rừng phòng hộ.
2. Sở Tài chính bố trí kinh phí trồng rừng.
Nơi nhận:
- Bộ Nông nghiệp và Môi trường;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Nông Văn Rừng"""
WATER = """ỦY BAN NHÂN DÂN TỈNH GIÓ
Số: 7/CT-UBND
Gió, ngày 02 tháng 3 năm 2025
CHỈ THỊ
VỀ BẢO VỆ NGUỒN NƯỚC
1. Các xã rà soát giếng khoan trước ngày 30 tháng 6 năm 2025.
2. Cấm đổ rác xuống sông suối.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Ma Thị Suối"""


def document_of(text: str) -> Document:
    return make_document(Extract(tuple(map(RawBlock, text.splitlines())), "txt"), source="tep.txt", sha256="1")


@pytest.fixture(scope="module")
def two(encoder: Encoder) -> Iterator[Searcher]:
    with temporary_searcher([document_of(FOREST), document_of(WATER)], encoder) as opened:
        yield opened


@pytest.fixture(scope="module")
def both(two: Searcher) -> Responder:
    return Responder(two, "1")


def quoted(answer: Answer) -> str:
    assert all(quote.text in quote.document.text for quote in answer.quotes)
    assert all(
        quote.document.text[quote.passage.start : quote.passage.end] == quote.passage.text for quote in answer.quotes
    )
    return "\n".join(quote.text for quote in answer.quotes)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Ai ký kế hoạch 12/KH-UBND?", "Nông Văn Rừng"),
        ("ai ky chi thi 7", "Ma Thị Suối"),
        ("Chức vụ người ký kế hoạch trồng rừng của tỉnh Mây?", "PHÓ CHỦ TỊCH"),
        ("nơi nhận kế hoạch 12/KH-UBND", "- Bộ Nông nghiệp và Môi trường;"),
        ("Chỉ thị về bảo vệ nguồn nước ban hành ngày nào?", "ngày 02 tháng 3 năm 2025"),
        ("Chỉ thị bảo vệ nguồn nước số mấy?", "Số: 7/CT-UBND"),
        ("Cơ quan nào ban hành kế hoạch trồng rừng?", "ỦY BAN NHÂN DÂN TỈNH MÂY"),
        ("Chỉ thị 7 nói về cái gì?", "VỀ BẢO VỆ NGUỒN NƯỚC"),
    ],
)
def test_a_particular_is_quoted_from_the_document_that_is_meant(both: Responder, question: str, words: str) -> None:
    answer = both.answer(question)
    assert answer.outcome is Outcome.ANSWERED
    assert words in quoted(answer)


def test_both_parts_of_a_question_may_be_particulars(both: Responder) -> None:
    answer = both.answer("Kế hoạch 12/KH-UBND ban hành ngày nào và ai ký?")
    assert answer.outcome is Outcome.ANSWERED
    assert [quote.text.split()[-1] for quote in answer.quotes] == ["2025", "Rừng"]


def test_a_follow_up_asks_of_the_document_that_was_quoted(both: Responder) -> None:
    before = both.answer("Các xã rà soát giếng khoan trước ngày nào?")
    answer = both.answer("Ai ký văn bản này?", [turn_of("Các xã rà soát giếng khoan trước ngày nào?", before)])
    assert "Ma Thị Suối" in quoted(answer)


def test_a_number_of_no_document_here_names_none_of_them(both: Responder) -> None:
    assert both.answer("Ai ký kế hoạch 99/KH-UBND?").outcome is not Outcome.ANSWERED


def test_a_kind_that_the_library_lacks_is_not_taken_for_another(both: Responder) -> None:
    assert both.answer("Ai ký nghị quyết trồng rừng của tỉnh Mây?").outcome is not Outcome.ANSWERED


def test_a_name_under_a_web_page_is_shown_but_not_claimed_to_sign(responder: Responder) -> None:
    answer = responder.answer("Ai ký văn bản này?")
    assert (answer.outcome, quoted(answer)) == (Outcome.UNSURE, "Ma Doãn Hiệu!")
    assert responder.answer("Cuối bài ghi tên ai?").outcome is Outcome.ANSWERED


def test_a_text_without_a_signature_does_not_tell_who_signed(encoder: Encoder) -> None:
    with temporary_searcher([document_of(FOREST[: FOREST.index("Nơi nhận")])], encoder) as searcher:
        assert Responder(searcher, "1").answer("Ai ký kế hoạch này?").outcome is Outcome.NOT_FOUND


def test_the_quoted_words_can_be_opened_in_their_document(two: Searcher, both: Responder) -> None:
    desk = Desk(both, two.corpus)
    (quote,) = both.answer("Ai ký chỉ thị 7?").quotes
    opened = desk.open(quote.passage.id)
    assert opened is not None
    assert opened.excerpt.source.section == "Phần ký"
    assert desk.open(f"{quote.document.id}.00000000") is None
    parts = parts_of(quote.document, desk.passages(quote.document.id), {quote.passage.id: [(quote.start, quote.end)]})
    assert [part.passage_id for part in parts if part.cited] == [quote.passage.id]


def test_no_two_passages_of_a_document_overlap(two: Searcher, both: Responder) -> None:
    desk = Desk(both, two.corpus)
    for identity in two.corpus.document_ids:
        passages = desk.passages(identity)
        assert len(passages) > len(two.corpus.span(identity)) > 0
        assert all(one.end <= other.start for one, other in pairwise(passages))
        assert beside(two.corpus.document(identity)) == beside(two.corpus.document(identity))


@pytest.mark.parametrize("question", ["tóm tắt kế hoạch 12/KH-UBND", "Ý chính của kế hoạch trồng rừng là gì?"])
def test_a_document_in_short_is_its_key_sentences(both: Responder, question: str) -> None:
    answer = both.answer(question)
    assert answer.outcome is Outcome.ANSWERED
    assert "Mỗi xã trồng 10 ha rừng phòng hộ." in quoted(answer)
    assert {quote.document.number for quote in answer.quotes} == {"12/KH-UBND"}


def test_a_part_of_a_document_in_short_is_not_the_whole_of_it(responder: Responder) -> None:
    answer = responder.answer("tóm tắt nhiệm vụ về du lịch")
    assert all("du lịch" in quote.text for quote in answer.quotes[:1])


@pytest.mark.parametrize("question", ["Kết luận này ban hành ngày nào?", "ket luan nay ban hanh ngay nao"])
def test_the_day_of_a_document_without_a_date_line_is_quoted_from_its_text(responder: Responder, question: str) -> None:
    (quote,) = responder.answer(question).quotes
    assert quote.text.startswith("Ngày 06 tháng 7 năm 2023, Hội nghị")


def test_a_number_that_a_document_lacks_is_not_taken_from_what_it_cites(responder: Responder) -> None:
    assert responder.answer("Số hiệu của kết luận này là gì?").outcome is Outcome.NOT_FOUND
