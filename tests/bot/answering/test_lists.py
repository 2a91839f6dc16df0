"""Lists that are asked for whole, and those that only share words with a question."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.answering.answer import Answer, Outcome
from bot.answering.compose import Responder
from index.measure.temporary import temporary_searcher
from index.text.clean import make_document
from index.types import Encoder, Extract, RawBlock

PLAN = """ỦY BAN NHÂN DÂN TỈNH MÂY
Số: 98/KH-UBND
KẾ HOẠCH
PHÁT ĐỘNG THI ĐUA HOÀN THÀNH MỤC TIÊU, NHIỆM VỤ NĂM 2026
I. MỤC ĐÍCH, YÊU CẦU
Khích lệ cán bộ và Nhân dân trồng rừng, giữ nước.
Mỗi cơ quan phải có cách làm cụ thể.
II. NỘI DUNG THI ĐUA
Các sở, ban, ngành, Mặt trận Tổ quốc và các đoàn thể của tỉnh dùng nguồn tài lực chính đáng để cùng Nhân dân tập trung \
thi đua vào những nội dung sau:
1. Trồng thêm mười nghìn ha rừng.
2. Làm xong ba trăm cây cầu nhỏ.
III. TIÊU CHÍ VÀ HÌNH THỨC KHEN THƯỞNG
1. Tiêu chí thi đua
Hoàn thành vượt mức các chỉ tiêu được giao.
2. Hình thức khen thưởng
a) Bằng khen của Chủ tịch tỉnh.
b) Giấy khen của Giám đốc sở.
IV. TỔ CHỨC THỰC HIỆN
Nhiệm vụ của các ban quản lý, chỉ định người của hội nông dân bộ phận làm những việc sau:
a) Chia cây giống;
b) Ghi sổ.
Hoàn thành hai mục tiêu 3.000 km đường cao tốc, 1.700 km đường ven biển:
a) Các xã giao đất;
b) Các sở chi tiền.
1. Sở Nội vụ:
- Hướng dẫn khen thưởng;
- Tổng hợp kết quả thi đua."""


@pytest.fixture(scope="module")
def plan(encoder: Encoder) -> Iterator[Responder]:
    extract = Extract(tuple(map(RawBlock, PLAN.splitlines())), "txt")
    with temporary_searcher([make_document(extract, source="tep.txt", sha256="1")], encoder) as opened:
        yield Responder(opened, "1")


def quoted(answer: Answer) -> str:
    assert all(quote.text in quote.document.text for quote in answer.quotes)
    return "\n".join(quote.text for quote in answer.quotes)


@pytest.mark.parametrize("question", ["Mục đích của kế hoạch là gì?", "yêu cầu của kế hoạch này là gì"])
def test_a_section_is_called_by_a_part_of_its_heading(plan: Responder, question: str) -> None:
    assert "Khích lệ cán bộ" in quoted(plan.answer(question))


def test_what_a_heading_of_a_list_says_is_asked_for_below_it(plan: Responder) -> None:
    text = quoted(plan.answer("Hình thức khen thưởng gồm những gì?"))
    assert "Bằng khen của Chủ tịch tỉnh." in text
    assert "Giấy khen" in text
    assert "Tiêu chí" not in text


def test_the_duties_of_a_body_stand_under_its_name(plan: Responder) -> None:
    answer = plan.answer("Sở Nội vụ làm gì?")
    assert answer.outcome is Outcome.ANSWERED
    assert "Hướng dẫn khen thưởng" in quoted(answer)
    assert "Tổng hợp kết quả" in quoted(answer)


def test_scattered_words_of_a_long_line_are_no_name_of_a_body(plan: Responder) -> None:
    answer = plan.answer("Sở Tài chính làm gì?")
    assert answer.outcome is not Outcome.ANSWERED or "Trồng thêm" not in quoted(answer)


def test_the_parts_of_a_document_are_no_answer_to_a_question_for_tasks(plan: Responder) -> None:
    assert "II. NỘI DUNG" not in quoted(plan.answer("Có bao nhiêu nhiệm vụ?"))


def test_a_list_without_the_year_that_is_asked_for_is_not_it(plan: Responder) -> None:
    assert plan.answer("Mục tiêu đến năm 2045 là gì?").outcome is not Outcome.ANSWERED


def test_how_much_a_target_is_stands_in_the_line_over_a_list_not_in_the_list(plan: Responder) -> None:
    assert "3.000" in plan.answer("Mục tiêu đường cao tốc là bao nhiêu km?").quotes[0].text


def test_words_that_stand_apart_in_a_lead_name_no_body(plan: Responder) -> None:
    assert plan.answer("Nhiệm vụ của chi bộ gồm những gì?").confidence < 1
    assert plan.answer("Nhiệm vụ của hội nông dân gồm những gì?").confidence == 1
