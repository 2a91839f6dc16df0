from __future__ import annotations

import hashlib
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import EmptyTextError, HeldError
from index.text.catalogue import Catalogue, Entry
from index.text.clean import clean_line, make_document, read_document, read_file
from index.types import BlockKind, Document, Extract, RawBlock

CONCLUSION = Path(__file__).parents[3] / "data/documents/ket-luan-hoi-nghi-12.txt"


def made(*texts: str, entry: Entry | None = None, confirmed: bool = False) -> Document:
    extract = Extract(tuple(map(RawBlock, texts)), "text")
    return make_document(extract, source="a.txt", sha256="ab", entry=entry, confirmed=confirmed)


@pytest.fixture(scope="module")
def conclusion() -> Document:
    return read_document(CONCLUSION, Catalogue())


def test_a_line_is_nfc_with_single_spaces_and_nothing_invisible() -> None:
    assert clean_line(unicodedata.normalize("NFD", " Đảng\u00a0\u200b  bộ\t\r\n\n tỉnh ")) == "Đảng bộ\ntỉnh"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)


@given(st.lists(st.text(), min_size=1))
def test_blocks_are_ordered_disjoint_and_clean(texts: list[str]) -> None:
    try:
        document = made("Điều đầu tiên.", *texts, confirmed=True)
    except EmptyTextError:
        return
    position = 0
    for block in document.blocks:
        assert position <= block.start < block.end <= len(document.text)
        assert clean_line(document.text[block.start : block.end]) == document.text[block.start : block.end]
        position = block.end


def test_a_file_comes_with_its_bytes_and_their_digest() -> None:
    taken = read_file(CONCLUSION, Catalogue())
    assert taken.original == CONCLUSION.read_bytes()
    assert taken.document.sha256 == hashlib.sha256(taken.original).hexdigest()


def test_the_time_stamp_of_a_page_is_its_day_of_publication(conclusion: Document) -> None:
    assert conclusion.published == date(2023, 7, 14)


@pytest.mark.parametrize("furniture", ["2023-07-14 11:10:18", "Bi-thu-tinh-uy", "Ma Doãn Hiệu!"])
def test_what_a_page_leaves_around_the_text_is_furniture(conclusion: Document, furniture: str) -> None:
    (block,) = [each for each in conclusion.blocks if conclusion.text[each.start : each.end] == furniture]
    assert block.kind is BlockKind.FURNITURE


def test_a_pictures_words_are_a_caption(conclusion: Document) -> None:
    (block,) = [each for each in conclusion.blocks if each.kind is BlockKind.CAPTION]
    assert conclusion.text[block.start : block.end].startswith("Đồng chí Hoàng Duy Chinh")


def test_every_line_of_the_conclusion_is_kept(conclusion: Document) -> None:
    lines = [clean_line(line) for line in CONCLUSION.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(lines) > 10
    assert conclusion.text == "\n\n".join(lines)


def test_the_same_text_gets_the_same_id() -> None:
    assert made("Điều 1. Ban hành.").id == made("  Điều 1.  Ban hành. ").id
    assert made("Điều 1. Ban hành.").id != made("Điều 2. Ban hành.").id


def test_the_catalogue_goes_before_what_the_text_says() -> None:
    document = made("QUYẾT ĐỊNH", "Nội dung là đây.", entry=Entry(id="qd-1", title="Tên đúng", status="còn hiệu lực"))
    assert (document.id, document.title, document.status) == ("qd-1", "Tên đúng", "còn hiệu lực")


@pytest.mark.parametrize("texts", [(), ("  ", "\u200b"), ("2023-07-14",)])
def test_a_file_without_text_is_an_error(texts: tuple[str, ...]) -> None:
    with pytest.raises(EmptyTextError):
        made(*texts)


def test_a_secret_document_waits_for_a_person() -> None:
    with pytest.raises(HeldError, match="Tối mật"):
        made("TỈNH ỦY BẮC KẠN", "TỐI MẬT", "Nội dung là đây.")
    assert "Nội dung" in made("TỈNH ỦY BẮC KẠN", "TỐI MẬT", "Nội dung là đây.", confirmed=True).text
