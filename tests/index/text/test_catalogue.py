from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from index.errors import DocumentError
from index.text.catalogue import Catalogue, Defect, OutlineEntry, find_corrections, find_sections, open_catalogue
from index.text.clean import read_document
from index.types import Correction, Section

DATA = Path(__file__).parents[3] / "data"
CONCLUSION = DATA / "documents/ket-luan-hoi-nghi-12.txt"

CATALOGUE = """
[[document]]
file = "ket-luan.txt"
sha256 = "ab"
id = "kl-12"
title = "Kết luận"
date = 2023-07-06
outline = [{ title = "Nhiệm vụ", starts = "(1) Chỉ đạo", level = 2 }]
"""
CORRECTIONS = """
[[correction]]
document = "kl-12"
in_words = "gh p"
within = "Lồng gh p"
reads = "ghép"
reason = "mất chữ"
"""


def test_a_catalogue_is_read_with_its_outlines_and_corrections(tmp_path: Path) -> None:
    (tmp_path / "catalogue.toml").write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "corrections.toml").write_text(CORRECTIONS, encoding="utf-8")
    entry = open_catalogue(tmp_path).entry("ab")
    assert entry is not None
    assert (entry.id, entry.title, entry.date) == ("kl-12", "Kết luận", date(2023, 7, 6))
    assert entry.outline == (OutlineEntry("Nhiệm vụ", "(1) Chỉ đạo", 2),)
    assert entry.defects == (Defect("gh p", "Lồng gh p", "ghép", "mất chữ"),)


def test_a_folder_without_files_is_an_empty_catalogue(tmp_path: Path) -> None:
    assert open_catalogue(tmp_path) == Catalogue()
    assert Catalogue().entry("ab") is None


@pytest.mark.parametrize(
    "content",
    [
        "[[document]\n",
        '[[document]]\nsha256 = "ab"\n',
        '[[document]]\nid = "a"\nsha256 = "ab"\ncolour = "red"\n',
        '[[document]]\nid = "a"\nsha256 = "ab"\noutline = [{ title = "x" }]\n',
    ],
)
def test_a_catalogue_that_cannot_be_read_says_so(tmp_path: Path, content: str) -> None:
    (tmp_path / "catalogue.toml").write_text(content, encoding="utf-8")
    with pytest.raises(DocumentError):
        open_catalogue(tmp_path)


@pytest.mark.parametrize(
    ("content", "told"),
    [(b'[[document]]\nid = a"', "dòng 2: không đúng cách viết TOML"), (b"# \xff", "không phải văn bản UTF-8")],
)
def test_a_catalogue_that_is_written_wrongly_tells_where(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "catalogue.toml").write_bytes(content)
    with pytest.raises(DocumentError, match=told):
        open_catalogue(tmp_path)


def test_sections_and_corrections_stand_where_their_words_do() -> None:
    text = "Mở đầu. (1) Chỉ đạo. Lồng gh p nguồn lực."
    assert find_sections(text, [OutlineEntry("Nhiệm vụ", "(1) Chỉ đạo")]) == (Section(8, "Nhiệm vụ", 1),)
    (found,) = find_corrections(text, [Defect("gh p", "Lồng gh p", "ghép", "mất chữ")])
    assert found == Correction(26, 30, "ghép", "mất chữ")
    assert text[found.start : found.end] == "gh p"


@pytest.mark.parametrize("text", ["không có ở đây", "Lồng gh p và Lồng gh p"])
def test_words_that_do_not_stand_there_once_are_an_error(text: str) -> None:
    with pytest.raises(DocumentError, match="lần"):
        find_corrections(text, [Defect("gh p", "Lồng gh p", "ghép", "mất chữ")])


def test_the_catalogue_of_this_repository_describes_the_conclusion() -> None:
    catalogue = open_catalogue(DATA)
    assert catalogue.entry(hashlib.sha256(CONCLUSION.read_bytes()).hexdigest()) is not None
    document = read_document(CONCLUSION, catalogue)
    assert document.outline
    assert document.corrections
