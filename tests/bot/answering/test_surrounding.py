"""What stands around the best sentence: who, until when, the list it announces, the article that is named."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.answering.answer import Answer, Outcome
from bot.answering.articles import article_named
from bot.answering.compose import Responder
from index.measure.temporary import temporary_searcher
from index.text.clean import make_document
from index.types import Document, Encoder, Extract, RawBlock

PLAN = """ỦY BAN NHÂN DÂN TỈNH MÂY
Số: 12/KH-UBND
KẾ HOẠCH
SỐ HÓA HỒ SƠ NĂM 2026
I. MỘT SỐ YÊU CẦU
Thứ nhất, các xã phải số hóa hồ sơ đúng hạn.
Thứ hai, các sở phải giữ bí mật dữ liệu.
II. NHIỆM VỤ
1. Số hóa hồ sơ đất đai
a) Nhiệm vụ: Rà soát, số hóa hồ sơ đất đai theo Quyết định số 9 ngày 28/02/2025.
b) Cơ quan thực hiện:
- Đơn vị chủ trì: Sở Nông nghiệp và Môi trường.
- Đơn vị phối hợp: Sở Tài chính.
c) Thời gian thực hiện: Hoàn thành trong quý III năm 2026.
2. Đào tạo cán bộ
a) Nhiệm vụ: Mở lớp đào tạo cán bộ xã về kỹ năng số.
Địa điểm tổ chức: Nhà văn hóa tỉnh Mây.
b) Cơ quan thực hiện:
- Đơn vị chủ trì: Sở Nội vụ.
c) Thời gian thực hiện: Thường xuyên.
III. PHÂN CÔNG
a) Công an tỉnh
- Bảo vệ dữ liệu trên mạng;
- Kiểm tra máy chủ của các xã.
b) Sở Y tế
- Số hóa bệnh án của trạm y tế;
- Gửi báo cáo hằng tháng.
c) UBND các xã, phường:
- Bố trí phòng máy;
- Cử cán bộ đi học.
Điều 1. Các sở bố trí kinh phí.
Điều 2. Ủy quyền cho Giám đốc Sở Nội vụ làm những việc sau:
1. Cấp tài khoản cho cán bộ;
2. Thu hồi tài khoản đã cấp."""


def document_of(text: str) -> Document:
    return make_document(Extract(tuple(map(RawBlock, text.splitlines())), "txt"), source="tep.txt", sha256="1")


@pytest.fixture(scope="module")
def plan(encoder: Encoder) -> Iterator[Responder]:
    with temporary_searcher([document_of(PLAN)], encoder) as opened:
        yield Responder(opened, "1")


def first(answer: Answer) -> str:
    assert answer.outcome in (Outcome.ANSWERED, Outcome.UNSURE)
    assert all(quote.text in quote.document.text for quote in answer.quotes)
    return answer.quotes[0].text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Sở nào chủ trì số hóa hồ sơ đất đai?", "Đơn vị chủ trì: Sở Nông nghiệp và Môi trường."),
        ("đơn vị nào phối hợp số hóa hồ sơ đất đai?", "Đơn vị phối hợp: Sở Tài chính."),
        ("Bao giờ phải số hóa xong hồ sơ đất đai?", "Hoàn thành trong quý III năm 2026"),
        ("Lớp đào tạo cán bộ xã mở ở đâu?", "Địa điểm tổ chức: Nhà văn hóa tỉnh Mây."),
        ("cơ quan nào kiểm tra máy chủ của các xã?", "a) Công an tỉnh"),
    ],
)
def test_the_line_beside_a_task_tells_who_and_when(plan: Responder, question: str, words: str) -> None:
    assert words in first(plan.answer(question))


def test_a_heading_is_answered_with_the_list_below_it(plan: Responder) -> None:
    answer = plan.answer("Sở Y tế làm những việc gì?")
    assert "Số hóa bệnh án" in "\n".join(quote.text for quote in answer.quotes)
    assert "Gửi báo cáo" in "\n".join(quote.text for quote in answer.quotes)


@pytest.mark.parametrize("question", ["UBND xã phải làm gì?", "ủy ban nhân dân các xã có trách nhiệm gì"])
def test_what_a_body_has_to_do_is_the_list_under_its_name(plan: Responder, question: str) -> None:
    answer = plan.answer(question)
    assert answer.outcome is Outcome.ANSWERED
    assert [quote.text for quote in answer.quotes] == ["- Bố trí phòng máy;", "- Cử cán bộ đi học."]


def test_an_article_that_is_named_is_quoted_with_its_list(plan: Responder) -> None:
    text = "\n".join(quote.text for quote in plan.answer("Điều 2 ủy quyền những việc gì?").quotes)
    assert "Cấp tài khoản cho cán bộ" in text
    assert "Thu hồi tài khoản đã cấp." in text


def test_an_item_that_is_counted_aloud_is_found_by_its_place(plan: Responder) -> None:
    assert first(plan.answer("Yêu cầu thứ hai là gì?")) == "Thứ hai, các sở phải giữ bí mật dữ liệu."


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("Điều 2 nói gì?", 2),
        ("dieu 12 quy dinh gi", 12),
        ("Điều 2 và Điều 3 nói gì?", None),
        ("Điều 2 Luật Đất đai", None),
    ],
)
def test_one_article_of_the_document_itself_is_named(question: str, article: int | None) -> None:
    assert article_named(question) == article


@pytest.mark.parametrize("question", ["Điều 2 quy định gì?", "nội dung của Điều 2", "Điều 2 của kế hoạch nói về gì?"])
def test_what_an_article_says_is_the_article(plan: Responder, question: str) -> None:
    (quote,) = plan.answer(question).quotes
    assert quote.text.startswith("Điều 2. Ủy quyền")
    assert quote.text.endswith("2. Thu hồi tài khoản đã cấp.")
