"""Which files are read, which are passed over, and that every one is accounted for."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.errors import LibraryError
from index.library.intake import arriving_names, find_files
from index.library.library import Library
from index.library.report import AddReport
from index.library.shelf import Fate
from index.types import Taken
from tests.index.library.samples import FORESTS, ROADS, SCHOOLS, read, tools, write


def refusing_links(path: Path, *, confirmed: bool) -> Taken:
    """Reads as the product does: no link is followed."""
    if path.is_symlink():
        raise OSError(40, "liên kết tượng trưng")
    return read(path, confirmed=confirmed)


def add(folder: Path, *paths: Path) -> AddReport:
    return Library(folder / "library", replace(tools(), read=refusing_links)).add(paths)


def test_a_link_that_is_named_after_its_target_does_not_take_its_place(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", roads=ROADS)
    link = tmp_path / "link.txt"
    link.symlink_to(folder / "roads.txt")
    told = add(tmp_path, folder, link)
    assert [(file.path.name, file.fate) for file in told.files] == [
        ("roads.txt", Fate.ADDED),
        ("link.txt", Fate.FAILED),
    ]


def test_every_file_of_a_folder_is_read_or_said_to_be_passed_over(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", roads=ROADS, forests=FORESTS)
    (folder / ".hidden.txt").write_text(SCHOOLS)
    (folder / "README.md").write_text(SCHOOLS)
    (folder / "~$roads.txt").write_text("khóa")
    (folder / "link.txt").symlink_to("roads.txt")
    (folder / "elsewhere").symlink_to(tmp_path)
    told = add(tmp_path, folder)
    assert {file.path.name for file in told.files} == {"roads.txt", "forests.txt"}
    assert {path.name for path in told.passed} == {".hidden.txt", "README.md", "~$roads.txt", "link.txt", "elsewhere"}
    assert len(told.files) + len(told.passed) == len(list(folder.iterdir()))


def test_a_file_of_a_folder_that_is_named_itself_is_read(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", roads=ROADS)
    (folder / "README.md").write_text(SCHOOLS)
    found = find_files([folder, folder / "README.md"])
    assert ([path.name for path in found.files], found.passed) == (["roads.txt", "README.md"], ())


def test_the_list_knows_numbers_issuers_and_dates(tmp_path: Path) -> None:
    def dated(path: Path, *, confirmed: bool) -> Taken:
        taken = read(path, confirmed=confirmed)
        return replace(taken, document=replace(taken.document, date=date(2023, 7, 6) if "roads" in path.name else None))

    library = Library(tmp_path / "library", replace(tools(), read=dated))
    library.add([write(tmp_path / "in", roads="#number 12-KL/TU\n#issuer Tỉnh ủy\n" + ROADS, forests=FORESTS)])
    assert [(each.document_id, each.number, each.issuer, each.date) for each in library.list()] == [
        ("vb-forests", "", "", None),
        ("vb-roads", "12-KL/TU", "Tỉnh ủy", date(2023, 7, 6)),
    ]


def test_a_change_names_what_came_went_and_changed(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", roads="#number 12-KL/TU\n#title Kết luận\n" + ROADS)
    Library(tmp_path / "library", tools()).add([folder])
    assert dict(Library(tmp_path / "library", tools()).remove(["vb-roads"]).names) == {"vb-roads": "12-KL/TU Kết luận"}


def test_names_are_composed_and_a_file_that_has_gone_is_left_out(tmp_path: Path) -> None:
    there = tmp_path / unicodedata.normalize("NFD", "Kết luận.txt")
    there.write_text(ROADS)
    names = arriving_names([there, tmp_path / "đã mất.txt"])
    assert list(names.values()) == [{unicodedata.normalize("NFC", "Kết luận.txt")}]


def test_hidden_folders_and_libraries_are_not_entered(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", roads=ROADS)
    write(folder / ".git", forests=FORESTS)
    Library(folder / "library", tools()).add([write(tmp_path / "other", schools=SCHOOLS)])
    found = find_files([folder])
    assert [path.name for path in found.files] == ["roads.txt"]
    assert [path.name for path in found.passed] == [".git", "library"]


def test_a_library_is_no_folder_of_documents(tmp_path: Path) -> None:
    add(tmp_path, write(tmp_path / "in", roads=ROADS))
    with pytest.raises(LibraryError, match="là thư viện của chương trình"):
        find_files([tmp_path / "library"])


def test_a_hidden_folder_that_is_named_itself_is_entered(tmp_path: Path) -> None:
    folder = write(tmp_path / ".in", roads=ROADS)
    assert [path.name for path in find_files([folder]).files] == ["roads.txt"]
