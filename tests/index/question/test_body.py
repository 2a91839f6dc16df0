"""Bodies as what is asked for."""

from __future__ import annotations

import pytest

from index.question.body import bodies_named, body_asked, names_body


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Kinh phí do sở nào bố trí?", "so"),
        ("Sở nào chủ trì?", "so"),
        ("co quan nao chiu trach nhiem", "co quan"),
        ("đơn vị nào ở xã thanh tra rừng?", "don vi"),
        ("Ai chủ trì việc trồng rừng?", "ai"),
        ("Ai phát biểu bế mạc?", ""),
        ("Nhiệm vụ nào quan trọng?", ""),
    ],
)
def test_a_body_may_be_asked_for(question: str, kind: str) -> None:
    assert body_asked(question) == kind


@pytest.mark.parametrize(
    ("kind", "text", "named"),
    [
        ("so", "Sở Tài chính bố trí kinh phí.", True),
        ("so", "Bộ Tài chính bố trí; cơ sở dữ liệu.", False),
        ("don vi", "giao Công an tỉnh thanh tra.", True),
        ("don vi", "các đơn vị thanh tra rừng.", False),
    ],
)
def test_a_text_names_a_body_of_the_kind_or_does_not(kind: str, text: str, named: bool) -> None:
    assert names_body(kind, text) is named


def test_bodies_are_named_by_their_capitals() -> None:
    assert bodies_named("Sở Tài chính và Bộ Công Thương làm gì, bộ phận nào?") == ["Sở Tài chính", "Bộ Công Thương"]
