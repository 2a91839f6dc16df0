"""A decree among other documents: its lists, its items, and words that only its head holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.answering.answer import Outcome
from bot.answering.compose import Responder
from bot.answering.conversation import turn_of
from index.measure.question_set import document_of
from index.measure.temporary import temporary_searcher
from index.types import Encoder

DECREE = """Căn cứ Luật Hỗ trợ chi phí tư vấn pháp luật cho doanh nghiệp của tỉnh Mây;

1. Doanh nghiệp nộp một bộ hồ sơ tại Trung tâm hành chính công.

2. Hồ sơ đề nghị hỗ trợ

a) Đơn của doanh nghiệp;

b) Bản sao chứng nhận đăng ký;

c) Hóa đơn của tư vấn viên.

3. Hồ sơ đủ điều kiện thì kinh phí được giải quyết trong 07 ngày làm việc.

Các sở thực hiện ba nhiệm vụ sau:

(1) Sở Tư pháp thẩm định hồ sơ.

(2) Sở Tài chính bố trí kinh phí hằng năm.

(3) Sở Nội vụ theo dõi việc thực hiện."""
FOREST = "Kiểm lâm tuần tra rừng mỗi tuần hai lần.\n\nCháy rừng phải được báo ngay cho xã."


@pytest.fixture(scope="module")
def decree(encoder: Encoder) -> Iterator[Responder]:
    title = "Quyết định quy định hỗ trợ chi phí tư vấn pháp luật cho doanh nghiệp tỉnh Mây"
    documents = [document_of("d1", title, DECREE), document_of("d2", "Kế hoạch bảo vệ rừng tỉnh Gió", FOREST)]
    with temporary_searcher(documents, encoder) as searcher:
        yield Responder(searcher, "1")


def test_a_list_that_shares_a_passage_is_answered_as_a_list(decree: Responder) -> None:
    answer = decree.answer("hồ sơ đề nghị hỗ trợ gồm những gì")
    assert [quote.text[:2] for quote in answer.quotes] == ["a)", "b)", "c)"]


def test_an_item_that_shares_a_passage_is_found_by_its_number(decree: Responder) -> None:
    (quote,) = decree.answer("Nhiệm vụ thứ 2 của các sở là gì?").quotes
    assert quote.text == "(2) Sở Tài chính bố trí kinh phí hằng năm."


def test_an_item_that_the_list_lacks_is_not_found(decree: Responder) -> None:
    assert decree.answer("Nhiệm vụ thứ 5 của các sở là gì?").outcome is Outcome.NOT_FOUND


def test_words_of_the_title_do_not_bring_up_what_the_document_rests_on(decree: Responder) -> None:
    quotes = decree.answer("Tiền hỗ trợ tư vấn pháp luật ở tỉnh Mây do sở nào bố trí?").quotes
    assert "Sở Tài chính" in quotes[0].text


def test_a_follow_up_is_answered_from_the_document_that_was_quoted(decree: Responder) -> None:
    question = "Kiểm lâm tuần tra rừng mấy lần một tuần?"
    turn = turn_of(question, decree.answer(question))
    quotes = decree.answer("thế khi có cháy thì báo ai?", [turn]).quotes
    assert quotes[0].document.id == "d2"


def test_when_a_document_applies_is_found_wherever_it_says_so(encoder: Encoder) -> None:
    articles = "\n\n".join(
        f"{number}. Giá tính lệ phí nhà loại {number} được xác định theo bảng." for number in range(1, 30)
    )
    text = f"{articles}\n\nQuyết định này có hiệu lực kể từ ngày 01 tháng 12 năm 2025."
    documents = [
        document_of("d1", "Quyết định quy định bảng giá tính lệ phí nhà", text),
        document_of("d2", "Rừng", FOREST),
    ]
    with temporary_searcher(documents, encoder) as searcher:
        answer = Responder(searcher, "1").answer("bảng giá tính lệ phí nhà áp dụng từ bao giờ?")
    assert "01 tháng 12 năm 2025" in answer.quotes[0].text
