"""Questions for a document's own particulars, and those that only sound so."""

from __future__ import annotations

import pytest

from index.question.particular import asks_summary, kind_meant, particular
from index.text.particulars import Particular


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Ai ký kế hoạch 12/KH-UBND?", Particular.SIGNATURE),
        ("ai ky van ban nay", Particular.SIGNATURE),
        ("Ai thay mặt UBND tỉnh Mây ký quyết định 30/2025?", Particular.SIGNATURE),
        ("Chức vụ của người ký kế hoạch là gì?", Particular.SIGNATURE),
        ("Who signed this decision?", Particular.SIGNATURE),
        ("nơi nhận văn bản gồm những ai", Particular.RECIPIENTS),
        ("Quyết định 12 gửi cho những cơ quan nào?", Particular.RECIPIENTS),
        ("Kế hoạch 12 ban hành ngày nào?", Particular.DATE),
        ("ngày ban hành của chỉ thị là ngày nào", Particular.DATE),
        ("Số hiệu của văn bản này là gì?", Particular.NUMBER),
        ("kế hoạch trồng rừng của tỉnh số mấy?", Particular.NUMBER),
        ("Cơ quan nào ban hành kế hoạch này?", Particular.ISSUER),
        ("Văn bản này nói về gì?", Particular.TITLE),
        ("Quyết định 12 nói về cái gì vậy", Particular.TITLE),
        ("Tên đầy đủ của văn bản là gì?", Particular.TITLE),
        ("Thông báo 627 kết luận về phiên họp gì?", Particular.TITLE),
        ("Bài này đăng ngày nào?", Particular.POSTED),
        ("Bài này do ai viết?", Particular.CLOSING),
        ("Cuối bài ghi tên ai?", Particular.CLOSING),
    ],
)
def test_a_particular_is_asked_for_in_many_ways(question: str, asked: Particular) -> None:
    assert particular(question) is asked


@pytest.mark.parametrize(
    "question",
    [
        "Ai ký hợp đồng với nhà thầu?",
        "Ai ký kết thỏa thuận hợp tác?",
        "Công điện 12 gửi cho những tỉnh nào, ai nhận?",
        "Kết luận nói gì về du lịch?",
        "Điều 2 của quyết định 63 nói về gì?",
        "Nghị quyết 12 về kinh tế tư nhân nói gì?",
        "Nhiệm kỳ này ai làm bí thư?",
        "Khu công nghiệp khởi công ngày nào?",
    ],
)
def test_what_the_text_itself_tells_is_no_particular(question: str) -> None:
    assert particular(question) is None


def test_the_kind_of_document_that_is_meant_is_any_where_it_is_pointed_at() -> None:
    asked = ("Ai ký nghị quyết đại hội?", "Ai ký nghị quyết này?", "Ai ký văn bản?")
    assert [kind_meant(each) for each in asked] == ["nghi quyet", "", ""]


@pytest.mark.parametrize(
    "question", ["tóm tắt kết luận", "tom tat van ban nay giup toi", "Nội dung chính của nghị quyết là gì?"]
)
def test_a_whole_document_in_short_may_be_asked_for(question: str) -> None:
    assert asks_summary(question)


@pytest.mark.parametrize("question", ["tóm tắt kết quả", "nội dung chính của nhiệm vụ 3", "điểm chính trong du lịch"])
def test_a_part_in_short_is_no_whole(question: str) -> None:
    assert not asks_summary(question)
