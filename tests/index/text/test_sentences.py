from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.sentences import sentences

CONCLUSION = Path(__file__).parents[3] / "data/documents/ket-luan-hoi-nghi-12.txt"
PIECES = st.lists(
    st.sampled_from(["Chỉ tiêu", " ", ". ", "TP. ", "…", "!", "\n", "12.5", "(1) ", "đạt", "”", "? ", "A. "])
)
TEXTS = st.one_of(st.text(), PIECES.map("".join))


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_a_full_stop_before_a_capital_ends_a_sentence() -> None:
    assert cut("Quản lý tốt nguồn thu. Quản lý chi ngân sách chặt chẽ.") == [
        "Quản lý tốt nguồn thu.",
        "Quản lý chi ngân sách chặt chẽ.",
    ]


def test_three_dots_end_a_sentence() -> None:
    assert cut("Tháo gỡ vướng mắc trong các chương trình, dự án... Tăng cường kiểm tra.") == [
        "Tháo gỡ vướng mắc trong các chương trình, dự án...",
        "Tăng cường kiểm tra.",
    ]


def test_a_closing_quotation_mark_belongs_to_its_sentence() -> None:
    assert cut("Ông nói: “Phải làm ngay.” Hội nghị đồng ý.") == ["Ông nói: “Phải làm ngay.”", "Hội nghị đồng ý."]


@pytest.mark.parametrize(
    "whole",
    [
        "Đạt 54/66 chỉ tiêu, tăng 8.5 điểm so với đầu kỳ.",
        "TP. Bắc Kạn có đ/c. Chinh dự.",
        "Ông Nguyễn V. An phát biểu.",
        "PGS.TS. Hoàng Duy Chinh phát biểu.",
        "1. Kết quả nửa nhiệm kỳ",
        "II. Nhiệm vụ trọng tâm",
        "a. Về nông nghiệp",
        "(1) Chỉ đạo tập trung; (2) Tập trung tháo gỡ",
        "Nguồn backan.gov.vn nêu rõ",
        "họp lúc 8 giờ. tại tỉnh",
    ],
)
def test_what_only_looks_like_an_end_ends_nothing(whole: str) -> None:
    assert cut(whole) == [whole]


def test_a_line_break_always_ends_a_sentence() -> None:
    assert cut("kết quả\n\nnửa nhiệm kỳ") == ["kết quả", "nửa nhiệm kỳ"]


def test_a_part_of_a_text_is_cut_with_the_whole_texts_offsets() -> None:
    text = "Một. Hai. Ba."
    assert [text[start:end] for start, end in sentences(text, 5, 9)] == ["Hai."]


def test_the_conclusions_last_task_has_three_sentences() -> None:
    (task,) = [line for line in CONCLUSION.read_text(encoding="utf-8").splitlines() if line.strip().startswith("(6)")]
    assert [sentence.split()[0] for sentence in cut(task)] == ["(6)", "Kịp", "Chủ"]


def test_white_space_holds_no_sentence() -> None:
    assert cut("  \n\t ") == cut("") == []


@given(TEXTS)
def test_spans_are_ordered_disjoint_and_trimmed(text: str) -> None:
    before = 0
    for start, end in sentences(text):
        assert before <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        before = end


@given(TEXTS)
def test_between_the_sentences_stands_white_space_alone(text: str) -> None:
    position, gaps = 0, []
    for start, end in sentences(text):
        gaps.append(text[position:start])
        position = end
    assert not "".join([*gaps, text[position:]]).strip()
