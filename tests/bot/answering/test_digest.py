"""Key sentences: verbatim, in order, about what the text is about."""

from __future__ import annotations

from bot.answering.digest import KeySentence, key_sentences
from index.types import Passage

TITLE = "Kết luận Hội nghị lần thứ 12 về phát triển kinh tế của tỉnh"
TEXTS = (
    ("", f"{TITLE}."),
    (
        "Kết quả",
        "Kinh tế của tỉnh tiếp tục phát triển khá nửa nhiệm kỳ qua. Đến nay có 54/66 chỉ tiêu kinh tế của tỉnh đạt.",
    ),
    ("Hạn chế", "Trời mưa nhiều ngày liền ở các xã vùng cao. Việc giải ngân vốn đầu tư công của tỉnh còn chậm."),
    ("Nhiệm vụ", "Đẩy nhanh việc giải ngân vốn đầu tư công để kinh tế của tỉnh phát triển. Ngày 06 tháng 7 năm 2023."),
)


def passages() -> list[Passage]:
    made: list[Passage] = []
    for number, (heading, text) in enumerate(TEXTS):
        headings = (heading,) if heading else ()
        made.append(Passage(f"d.{number:08d}", "d", headings, text, 0, len(text)))
    return made


def texts(found: tuple[KeySentence, ...]) -> list[str]:
    return [each.passage.text[each.start : each.end] for each in found]


def test_they_are_verbatim_and_in_reading_order() -> None:
    found = texts(key_sentences(passages(), most=3))
    whole = " ".join(text for _, text in TEXTS)
    assert len(found) == 3
    assert [whole.index(text) for text in found] == sorted(whole.index(text) for text in found)


def test_figures_are_among_them_and_dates_are_no_figures() -> None:
    found = texts(key_sentences(passages(), TITLE, most=3))
    assert "Đến nay có 54/66 chỉ tiêu kinh tế của tỉnh đạt." in found
    assert "Ngày 06 tháng 7 năm 2023." not in found


def test_the_title_is_not_repeated() -> None:
    assert f"{TITLE}." not in texts(key_sentences(passages(), TITLE, most=9))


def test_sections_come_before_second_sentences_of_a_section() -> None:
    found = key_sentences(passages(), TITLE, most=3)
    assert len({each.passage.id for each in found}) == 3


def test_a_text_without_sentences_has_no_key_sentences() -> None:
    assert key_sentences([]) == ()
    assert key_sentences([Passage("d.0", "d", (), "Ngắn.", 0, 5)]) == ()
