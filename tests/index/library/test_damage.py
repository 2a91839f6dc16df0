"""What is truncated, flipped or missing is noticed before use, made good where it can be, and told."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import DamagedError, LibraryError
from index.library import manifest
from index.library.library import Library
from index.library.lock import repair_lock
from index.library.reader import Reader
from tests.index.library.samples import FORESTS, ROADS, SCHOOLS, HashEncoder, ask, held, tools, write

FILES = (
    "dense.npy",
    "documents.bin",
    "documents.jsonl",
    "headings.bin",
    "headings.jsonl",
    "manifest.json",
    "passages.bin",
    "sparse/size.json",
    "texts.utf8",
)


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "flipped": _flip,
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "emptied": lambda path: path.write_bytes(b""),
    "removed": lambda path: path.unlink(),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    Library(tmp_path / "library", tools()).add([write(tmp_path / "in", roads=ROADS, forests=FORESTS)])
    return tmp_path / "library"


def test_the_list_of_derived_files_is_complete(root: Path) -> None:
    folder = root / "generations" / "1"
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()) == list(FILES)


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_noticed_before_use_derived_anew_and_logged(
    root: Path, name: str, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    DAMAGE[damage](root / "generations" / "1" / name)
    with pytest.raises(DamagedError, match="hoidap check"):
        Reader(root).current()
    assert ask(root, "Diện tích rừng?") == "Diện tích rừng là 300 ha."
    assert [record.levelname for record in caplog.records if "được lập lại" in record.message] == ["WARNING"]
    assert Reader(root).current().manifest.passages == 4


@pytest.mark.parametrize(
    "change", [('"passages": 4', '"passages": 5'), ("hash-16", "hash-17"), ("paragraphs", "whole")]
)
def test_a_manifest_that_says_something_else_is_noticed(root: Path, change: tuple[str, str]) -> None:
    path = root / "generations" / "1" / "manifest.json"
    assert change[0] in path.read_text()
    path.write_text(path.read_text().replace(*change))
    with pytest.raises(DamagedError):
        Reader(root).current()


@pytest.mark.parametrize("content", ["", "null", "[]", "5", '"manifest"', "{}"])
def test_a_manifest_that_is_none_is_derived_anew(root: Path, content: str) -> None:
    (root / "generations" / "1" / "manifest.json").write_text(content)
    assert ask(root, "Diện tích rừng?") == "Diện tích rừng là 300 ha."


def test_a_folder_of_another_library_is_derived_anew(root: Path, tmp_path: Path) -> None:
    Library(tmp_path / "other", tools()).add([write(tmp_path / "far", schools=SCHOOLS)])
    shutil.rmtree(root / "generations")
    (tmp_path / "other" / "generations").rename(root / "generations")
    assert held(root, repair=Library(root, tools()).repair) == {"vb-forests": FORESTS, "vb-roads": ROADS}


def test_a_missing_folder_is_derived_anew(root: Path) -> None:
    (root / "generations" / "1").rename(root / "lost")
    assert ask(root, "Diện tích rừng?") == "Diện tích rừng là 300 ha."


def test_what_a_repair_left_that_died_is_cleared_away_by_the_next_writer(root: Path) -> None:
    (root / "generations" / ".repair-1").mkdir()
    Library(root, tools()).remove(["vb-roads"])
    assert {path.name for path in (root / "generations").iterdir()} == {"1", "2"}


def test_what_a_repair_has_made_so_far_is_left_to_it(root: Path) -> None:
    (root / "generations" / ".repair-1").mkdir()
    with repair_lock(root):
        Library(root, tools()).remove(["vb-roads"])
    assert {path.name for path in (root / "generations").iterdir()} == {".repair-1", "1", "2"}


def test_a_manifest_of_another_format_is_derived_anew(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = root / "generations" / "1"
    (folder / "manifest.json").write_bytes(replace(manifest.read(folder), format=0).to_json())
    with caplog.at_level(logging.WARNING):
        assert ask(root, "Diện tích rừng?") == "Diện tích rừng là 300 ha."
    assert "phiên bản 0" in caplog.text


def test_check_finds_nothing_wrong_in_a_sound_library(root: Path) -> None:
    report = Library(root, tools()).check()
    assert (report.generation, report.documents, report.passages, report.findings) == ("1", 2, 4, ())
    assert report.sound


def test_check_of_a_library_that_is_not_there_is_sound_and_makes_nothing(tmp_path: Path) -> None:
    assert Library(tmp_path / "library", tools()).check().sound
    assert not (tmp_path / "library").exists()


def test_check_derives_a_damaged_file_anew_and_tells(root: Path) -> None:
    _flip(root / "generations" / "1" / "dense.npy")
    report = Library(root, tools()).check()
    assert [finding.repaired for finding in report.findings] == [True]
    assert "dense.npy" in report.findings[0].what
    assert Library(root, tools()).check().findings == ()


def test_check_notices_a_changed_text_in_the_database(root: Path, tmp_path: Path) -> None:
    _alter(root, "UPDATE versions SET text = replace(text, '5', '6') WHERE document_id = 'vb-roads'")
    (finding,) = Library(root, tools()).check().findings
    assert "vb-roads" in finding.what
    Library(root, tools()).remove(["vb-roads"])
    Library(root, tools()).add([tmp_path / "in"])
    assert Library(root, tools()).check().sound
    assert held(root)["vb-roads"] == ROADS


@pytest.mark.parametrize(
    "alter",
    ["UPDATE vectors SET data = zeroblob(64)", "UPDATE vectors SET data = x'00'", "DELETE FROM vectors"],
)
def test_check_notices_wrong_vectors_and_reindex_makes_them_again(root: Path, alter: str) -> None:
    _alter(root, alter)
    (finding,) = Library(root, tools()).check().findings
    assert "hoidap reindex" in finding.what
    encoder = HashEncoder()
    Library(root, tools(encoder)).reindex()
    assert len(encoder.encoded) == 4
    assert Library(root, tools()).check().sound


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_database_is_one_clear_line_everywhere(root: Path, content: bytes) -> None:
    (root / "library.sqlite").write_bytes(content)
    library = Library(root, tools())
    for command in (library.history, library.list, lambda: ask(root, "Rừng?")):
        try:
            command()
        except LibraryError as error:
            assert "\n" not in str(error)
    told = [finding.what for finding in library.check().findings]
    assert told == ([] if content == b"" else ["Cơ sở dữ liệu bị hỏng. Phục hồi bằng: hoidap restore TỆP"])


def test_a_library_of_a_newer_program_is_refused(root: Path) -> None:
    _alter(root, "UPDATE library_schema SET version = 99")
    with pytest.raises(LibraryError, match="cập nhật chương trình"):
        Library(root, tools()).remove(["vb-roads"])


def _alter(root: Path, statement: str) -> None:
    connection = sqlite3.connect(root / "library.sqlite")
    with connection:
        connection.execute(statement)
    connection.close()


def test_among_much_to_read_the_damaged_file_is_named(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / name).write_bytes(bytes(manifest.MUCH // 3 + 1))
    files = manifest.seal(tmp_path)
    (tmp_path / manifest.FILE).write_bytes(
        manifest.Manifest("1", "now", "e", 1, "c", documents=1, passages=1, files=files).to_json()
    )
    assert manifest.is_whole(tmp_path, "now")
    _flip(tmp_path / "b")
    with pytest.raises(DamagedError, match="b không còn như lúc ghi"):
        manifest.verify(tmp_path, "now")
    (tmp_path / "a").unlink()
    with pytest.raises(DamagedError, match=r"Không đọc được .*a: "):
        manifest.verify(tmp_path, "now")
