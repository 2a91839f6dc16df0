"""Which messages ask for more of the answer before them."""

from __future__ import annotations

import pytest

from index.question.more import More, more


@pytest.mark.parametrize(
    "message",
    ["Nói rõ hơn", "noi ro hon di", "chi tiết hơn", "Cụ thể hơn cho tôi", "bạn giải thích thêm được không?", "rõ hơn"],
)
def test_who_wants_it_told_more_fully_wants_what_stands_around_it(message: str) -> None:
    assert more(message) is More.AROUND


@pytest.mark.parametrize(
    "message", ["tiếp đi", "Đọc tiếp", "còn gì nữa không?", "rồi sao nữa", "đoạn sau", "con gi nua k"]
)
def test_who_wants_it_to_go_on_wants_what_comes_after(message: str) -> None:
    assert more(message) is More.AFTER


@pytest.mark.parametrize(
    "message",
    [
        "Cụ thể là ngày nào?",
        "cụ thể là gì",
        "Nói rõ hơn về du lịch",
        "tiếp tục đầu tư hạ tầng",
        "còn du lịch thì sao?",
        "😀",
        "",
    ],
)
def test_what_asks_for_something_of_its_own_does_not(message: str) -> None:
    assert more(message) is None
