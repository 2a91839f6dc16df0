from __future__ import annotations

import pytest

from index.question.told import tells
from index.types import Asked


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        (Asked.NUMBER, "2. Về đề nghị Bộ Nội vụ tham mưu chế độ tiền lương.", False),
        (Asked.NUMBER, "Thực hiện Điều 5 Quyết định số 12/2025/QĐ-UBND ngày 16/11/2025.", False),
        (Asked.NUMBER, "2. Bố trí 38 triệu đồng một người.", True),
        (Asked.NUMBER, "Còn mười một chỉ tiêu.", True),
        (Asked.PERSON, "Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Tư pháp.", False),
        (Asked.PERSON, "Đội kiểm tra liên ngành tỉnh Cà Mau gồm có 2 cấp.", False),
        (Asked.PERSON, "Thủ tướng Chính phủ Phạm Minh Chính kết luận.", True),
        (Asked.PERSON, "Đồng chí Nông Quang Nhất ký.", True),
        (Asked.PERSON, "Bài do Thomas Edison viết.", True),
    ],
)
def test_a_number_of_an_item_counts_nothing_and_an_office_is_no_person(kind: Asked, text: str, told: bool) -> None:
    assert tells(kind, text) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hội nghị họp tại Trung tâm Hội nghị Quốc gia.", True),
        ("Lễ mở ở xã Cao Kỳ.", True),
        ("phía Nam giáp tỉnh Thái Nguyên", True),
        ("Hội nghị Ban Chấp hành Đảng bộ tỉnh lần thứ 12 đã diễn ra thành công.", False),
        ("Công nghiệp có sự phục hồi.", False),
    ],
)
def test_a_place_is_told_by_a_name_after_a_word_for_one(text: str, told: bool) -> None:
    assert tells(Asked.PLACE, text) is told


def test_a_day_may_be_told_without_a_date() -> None:
    assert tells(Asked.DATE, "Quyết định này có hiệu lực kể từ ngày ký ban hành.")
    assert not tells(Asked.DATE, "Quyết định này có hiệu lực.")
