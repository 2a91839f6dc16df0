from __future__ import annotations

import pytest

from index.question.asked import asked, content, counts_unit, holds, of_the_moment, unit
from index.types import Asked


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Hội nghị diễn ra vào ngày nào?", Asked.DATE),
        ("Chương trình ban hành khi nào?", Asked.DATE),
        ("Có bao nhiêu chỉ tiêu khó đạt?", Asked.NUMBER),
        ("chỉ tiêu không đạt là mấy chỉ tiêu", Asked.NUMBER),
        ("tỷ lệ hộ nghèo", Asked.NUMBER),
        ("Ai phát biểu bế mạc hội nghị?", Asked.PERSON),
        ("Diện tích rừng do ai quản lý?", Asked.PERSON),
        ("Khu công nghiệp Thanh Bình nằm ở huyện nào?", Asked.PLACE),
        ("Nhà máy chế biến gỗ ở đâu?", Asked.PLACE),
        ("Vì sao nhiều chỉ tiêu khó đạt?", Asked.REASON),
        ("Nhiệm vụ, giải pháp chủ yếu gồm những gì?", Asked.LIST),
        ("Những nội dung nào thuộc nhiệm vụ về môi trường?", Asked.LIST),
        ("Đời sống của dân có khá lên không?", Asked.YES_NO),
        ("Ông Chinh là Bí thư Tỉnh ủy, phải không ạ?", Asked.YES_NO),
        ("Đã hoàn thành hạ tầng chưa?", Asked.YES_NO),
        ("Du lịch được quan tâm thế nào?", Asked.OPEN),
        ("Bà con làm ruộng ra sao?", Asked.OPEN),
        ("Ứng dụng AI trong du lịch thế nào?", Asked.OPEN),
        ("Ngành may mặc phát triển thế nào?", Asked.OPEN),
        ("Cảng hàng không", Asked.OPEN),
        ("Lãnh đạo phân chia quyền lực nào?", Asked.OPEN),
        ("Sầu riêng có đặc tính nào?", Asked.OPEN),
        ("Loại khí nào gây cháy?", Asked.OPEN),
        ("Giấy chứng nhận người bào chữa?", Asked.OPEN),
        ("Khu vực có hạ tầng chưa đồng bộ được xử lý thế nào?", Asked.OPEN),
        ("Who gave the closing speech?", Asked.PERSON),
        ("How many targets will not be met?", Asked.NUMBER),
    ],
)
def test_a_question_asks_for_a_kind_of_value(question: str, kind: Asked) -> None:
    assert asked(question) is kind


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("Có bao nhiêu chỉ tiêu khó đạt?", "chi tieu"),
        ("mấy xã đạt chuẩn", "xa dat"),
        ("Dân số là bao nhiêu?", ""),
        ("Nhà máy chế biến gỗ ở đâu?", ""),
        ("How many targets are hard to meet?", "targets are"),
    ],
)
def test_what_is_counted_follows_the_question_word(question: str, counted: str) -> None:
    assert unit(question) == counted


@pytest.mark.parametrize(
    ("text", "counted", "stands"),
    [
        ("có 11 chỉ tiêu khó đạt", "chi tieu", True),
        ("sáu nhiệm vụ", "nhiem vu", True),
        ("giảm 2,5% một năm", "phan tram", True),
        ("các chỉ tiêu khó đạt", "chi tieu", False),
        ("Bà con làm ruộng", "con", False),
        ("11 nhiệm vụ", "chi tieu", False),
    ],
)
def test_a_number_stands_beside_what_it_counts(text: str, counted: str, stands: bool) -> None:
    assert counts_unit(text, counted) is stands


@pytest.mark.parametrize(
    ("kind", "text", "held"),
    [
        (Asked.NUMBER, "còn 11 chỉ tiêu", True),
        (Asked.NUMBER, "mười một chỉ tiêu", True),
        (Asked.NUMBER, "các chỉ tiêu khó đạt", False),
        (Asked.DATE, "Ngày 06 tháng 7", True),
        (Asked.DATE, "họp 6/7", True),
        (Asked.DATE, "đạt 54/66 chỉ tiêu", False),
        (Asked.DATE, "giảm 2.5%", False),
        (Asked.PERSON, "Đồng chí Hoàng Duy Chinh phát biểu", True),
        (Asked.PERSON, "Cấp ủy, chính quyền phát biểu", False),
        (Asked.PLACE, "tại huyện Chợ Mới", True),
        (Asked.LIST, "gì cũng được", True),
    ],
)
def test_a_text_holds_a_value_of_the_kind_or_none(kind: Asked, text: str, held: bool) -> None:
    assert holds(kind, text) is held


def test_content_leaves_question_words_out() -> None:
    assert content("Có bao nhiêu chỉ tiêu khó đạt?") == {
        *("chi", "tieu", "kho", "dat"),
        *("chi tieu", "tieu kho", "kho dat"),
    }


def test_content_of_an_english_question_leaves_english_question_words_out() -> None:
    assert content("What is the target?", foreign=True) == {"target"}


def test_content_joins_no_words_across_one_that_it_leaves_out() -> None:
    assert "thu chi" not in content("thu và chi")


@pytest.mark.parametrize("text", ["Ban Quản lý các khu công nghiệp", "KẾT LUẬN HỘI NGHỊ", "Hội nghị Ban Chấp hành"])
def test_a_body_or_a_document_is_no_person(text: str) -> None:
    assert not holds(Asked.PERSON, text)


def test_a_name_is_a_person() -> None:
    assert holds(Asked.PERSON, "Đồng chí Hoàng Duy Chinh phát biểu")


def test_the_kind_of_thing_asked_for_is_not_what_the_question_is_about() -> None:
    assert not {"linh", "vuc"} & content("Ứng dụng công nghệ phục vụ lĩnh vực nào?")
    assert {"linh", "vuc"} <= content("Các lĩnh vực kinh tế phát triển thế nào?")


def test_now_may_be_a_filler_or_the_moment_that_no_document_knows() -> None:
    assert not of_the_moment("thế bây giờ muốn tăng thu ngân sách thì làm gì")
    assert of_the_moment("giá xăng bây giờ bao nhiêu")
