from __future__ import annotations

from pathlib import Path

import pytest

from index.library.corpus import Corpus
from index.retrieval.listing import Listing, listings, mark
from index.text.catalogue import open_catalogue
from index.text.chunk import split
from index.text.clean import read_document
from index.types import Document, Passage

DATA = Path(__file__).parents[3] / "data"


def listed(folder: Path, *texts: str) -> tuple[Listing, ...]:
    """The lists of a document that has a passage for each text."""
    document = Document("d", "Tên", "\n\n".join(texts), (), "d.txt", "ab")
    passages, start = [], 0
    for place, text in enumerate(texts):
        passages.append(Passage(f"d.{place:08x}", "d", (), text, start, start + len(text)))
        start += len(text) + 2
    Corpus.write(folder, [document], passages)
    return listings(Corpus.open(folder), "d")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("(2) Tập trung tháo gỡ", 2),
        ("3. Đổi mới", 3),
        ("12) Đổi mới", 12),
        ("1/ Đổi mới", 1),
        ("b) Tăng cường", 2),
        ("đ) Tăng cường", 5),
        ("II. Nhiệm vụ", 2),
        ("(iv) Tăng cường", 4),
        ("(i) Tăng cường", 1),
        ("(a) Tăng cường", 1),
        ("Nhiệm vụ (1)", None),
        ("12.5 tỷ đồng", None),
        ("2022 là năm", None),
        ("(XII) là khóa", None),
    ],
)
def test_a_list_mark_is_a_number(text: str, number: int | None) -> None:
    assert mark(text) == number


def test_the_conclusion_has_a_list_of_six_tasks(tmp_path: Path) -> None:
    document = read_document(DATA / "documents/ket-luan-hoi-nghi-12.txt", open_catalogue(DATA))
    Corpus.write(tmp_path, [document], split(document))
    (tasks,) = listings(Corpus.open(tmp_path), document.id)
    assert [item.number for item in tasks.items] == [1, 2, 3, 4, 5, 6]
    assert all(item.passage.text[item.start : item.end].startswith(f"({item.number})") for item in tasks.items)
    assert "nhiệm vụ, giải pháp" in tasks.lead


def test_a_list_follows_the_passage_that_leads_into_it(tmp_path: Path) -> None:
    (found,) = listed(tmp_path, "Gồm hai việc:", "1. Tăng thu.", "2. Giảm chi.", "Hết.")
    assert found.lead == "Gồm hai việc:"
    assert [item.passage.text for item in found.items] == ["1. Tăng thu.", "2. Giảm chi."]


def test_what_stands_between_two_items_ends_no_list(tmp_path: Path) -> None:
    (found,) = listed(tmp_path, "a) Tăng thu.", "Nhất là khoáng sản.", "b) Giảm chi.")
    assert [item.number for item in found.items] == [1, 2]


def test_a_list_that_begins_again_is_another_list(tmp_path: Path) -> None:
    found = listed(tmp_path, "1. Một.", "2. Hai.", "1. Lại một.", "2. Lại hai.", "3. Lại ba.")
    assert [len(each.items) for each in found] == [2, 3]


def test_one_item_is_no_list(tmp_path: Path) -> None:
    assert listed(tmp_path, "1. Một.", "Hết.") == ()


def test_an_item_is_named_by_its_first_clause_of_some_length(tmp_path: Path) -> None:
    long = "2. Tăng cường quản lý nhà nước về tài nguyên, môi trường trên toàn tỉnh; xử lý nghiêm vi phạm."
    first, second = listed(tmp_path, "1. Tăng thu; giảm chi. Còn nữa.", long)[0].items
    assert first.passage.text[first.start : first.end] == "1. Tăng thu; giảm chi."
    assert second.passage.text[second.start : second.end] == long.split(";")[0]


def test_items_that_share_a_passage_are_a_list(tmp_path: Path) -> None:
    (found,) = listed(tmp_path, "Gồm hai việc:\n\n1. Tăng thu.\n\nNhất là khoáng sản.\n\n2. Giảm chi.", "Hết.")
    assert [item.passage.text[item.start : item.end] for item in found.items] == ["1. Tăng thu.", "2. Giảm chi."]
    assert found.items[0].passage.text[found.items[0].start : found.items[0].stop].endswith("khoáng sản.")


def test_a_list_inside_an_item_does_not_end_the_list_around_it(tmp_path: Path) -> None:
    outer, inner = listed(tmp_path, "1. Hồ sơ gồm:\na) Đơn;\nb) Bản sao.", "2. Thời hạn.")
    assert [item.number for item in outer.items] == [1, 2]
    assert inner.lead == "1. Hồ sơ gồm:"
    assert outer.items[0].stop == len(outer.items[0].passage.text)


def test_bullets_after_a_heading_are_a_list(tmp_path: Path) -> None:
    (found,) = listed(tmp_path, "Hình thức khen thưởng\n\n- Bằng khen;\n\n- Giấy khen.", "Hết.")
    assert [item.passage.text[item.start : item.stop] for item in found.items] == ["- Bằng khen;", "- Giấy khen."]


def test_bullets_end_at_a_plain_line(tmp_path: Path) -> None:
    found = listed(tmp_path, "Gồm:\n- Một;\n- Hai.\nNhư sau:\n- Ba;\n- Bốn;\n- Năm.")
    assert [len(each.items) for each in found] == [2, 3]


def test_what_is_counted_aloud_is_a_list(tmp_path: Path) -> None:
    (found,) = listed(tmp_path, "MỘT SỐ YÊU CẦU", "Thứ nhất, các xã trồng rừng.\n\nThứ hai, các sở bố trí kinh phí.")
    assert [item.number for item in found.items] == [1, 2]
    assert found.lead == "MỘT SỐ YÊU CẦU"


def test_what_is_counted_aloud_with_one_and_two_is_a_list(tmp_path: Path) -> None:
    (found,) = listed(tmp_path, "Bài học:", "Một là, giữ rừng.\n\nhai là: giữ nước.\n\nBa là, giữ đất.")
    assert [item.number for item in found.items] == [1, 2, 3]
