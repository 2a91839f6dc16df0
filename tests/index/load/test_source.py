"""A file's name and bytes are taken from nobody on trust."""

from __future__ import annotations

import os
import tempfile
import unicodedata
from pathlib import Path

import pytest

from index.errors import EmptyTextError, UnreadableError
from index.load import Limits, load, load_bytes, safe_name
from index.load.limits import MEBIBYTE
from tests.index.library.samples import exit_of


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\win.ini", "win.ini"),
        ("/tuyệt/đối.txt", "đối.txt"),
        ("..", "tai-lieu"),
        ("", "tai-lieu"),
        (".ẩn.txt", "ẩn.txt"),
        ("a\x00b\nc.txt", "abc.txt"),
        ("lừa\u202etxt.exe", "lừatxt.exe"),
        ("a/", "a"),
    ],
)
def test_a_name_keeps_no_folder_and_nothing_invisible(name: str, kept: str) -> None:
    assert safe_name(name) == kept


def test_a_long_name_keeps_its_ending_and_fits_a_file_system() -> None:
    kept = safe_name("ệ" * 300 + ".docx")
    assert kept.endswith(".docx")
    assert len(kept.encode()) <= 255 * 2
    assert len(kept) == 120


def test_a_name_in_decomposed_letters_is_composed() -> None:
    assert safe_name(unicodedata.normalize("NFD", "Nghị quyết.txt")) == "Nghị quyết.txt"


@pytest.mark.parametrize(("on_disk", "asked"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_a_file_is_found_whichever_way_its_name_is_spelt(tmp_path: Path, on_disk: str, asked: str) -> None:
    name = "Kết luận số 12.txt"
    (tmp_path / unicodedata.normalize(on_disk, name)).write_text("Toàn văn kết luận.", encoding="utf-8")
    extract = load(tmp_path / unicodedata.normalize(asked, name))
    assert extract.blocks[0].text == "Toàn văn kết luận."


def test_an_upload_whose_name_climbs_is_read_and_never_opened_by_name(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật của máy", encoding="utf-8")
    extract = load_bytes(f"../../../..{secret}", "Nội dung tải lên".encode())
    assert [block.text for block in extract.blocks] == ["Nội dung tải lên"]


def test_a_symbolic_link_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "gốc.txt"
    target.write_text("nội dung", encoding="utf-8")
    link = tmp_path / "nối.txt"
    link.symlink_to(target)
    with pytest.raises(UnreadableError, match=r"nối\.txt: là liên kết tượng trưng"):
        load(link)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="không phải tệp thường"):
        load(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are Unix's")
def test_a_pipe_is_refused_without_waiting_for_its_writer(tmp_path: Path) -> None:
    pipe = tmp_path / "ống.txt"
    os.mkfifo(pipe)
    with pytest.raises(UnreadableError, match="không phải tệp thường"):
        load(pipe)


def test_a_file_that_may_not_be_read_is_told() -> None:
    def read_as_nobody(path: Path) -> None:
        if os.getuid() == 0:  # who may read everything
            os.setgroups([])
            os.setuid(65534)
        try:
            load(path)
        except UnreadableError as error:
            os._exit(42 if "kín.txt: không có quyền đọc" in str(error) else 1)

    with tempfile.TemporaryDirectory() as name:
        closed = Path(name) / "kín.txt"
        closed.write_text("nội dung", encoding="utf-8")
        closed.chmod(0)
        Path(name).chmod(0o755)
        assert exit_of(lambda: read_as_nobody(closed)) == 42


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"không-có\.docx: không có tệp này"):
        load(tmp_path / "không-có.docx")


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    empty = tmp_path / "rỗng.pdf"
    empty.touch()
    with pytest.raises(EmptyTextError, match=r"rỗng\.pdf: tệp rỗng \(0 byte\)"):
        load(empty)


def test_an_oversized_file_is_refused_by_its_size_before_it_is_read(tmp_path: Path) -> None:
    huge = tmp_path / "to.pdf"
    with huge.open("wb") as file:
        file.truncate(200 * MEBIBYTE)  # a hole: nothing is on the disk
    with pytest.raises(UnreadableError, match="nặng 200 MB, quá giới hạn 50 MB"):
        load(huge)


def test_an_oversized_upload_is_refused() -> None:
    with pytest.raises(UnreadableError, match="quá giới hạn"):
        load_bytes("to.txt", b"a" * 2048, limits=Limits(file_bytes=1024))
