from __future__ import annotations

import hashlib
import json
import os
import signal
import zipfile
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

import pytest

from index.errors import DamagedError, LibraryError
from index.library.archive import open_archive
from index.library.library import Library
from index.library.report import ChangeReport
from tests.index.library.faulty_disk import Fault, FaultyDisk
from tests.index.library.samples import (
    FORESTS,
    ROADS,
    SCHOOLS,
    WHOLE,
    HashEncoder,
    ask,
    exit_of,
    held,
    no_encoder,
    tools,
    write,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    Library(tmp_path / "library", tools()).add([write(tmp_path / "in", roads=ROADS, forests=FORESTS)])
    return tmp_path / "library"


@pytest.fixture
def archive(root: Path, tmp_path: Path) -> Path:
    Library(root, tools()).backup(tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


def test_a_backup_fills_an_empty_library_without_an_encoder(archive: Path, tmp_path: Path) -> None:
    library = Library(tmp_path / "new", replace(tools(), open_encoder=no_encoder))
    assert library.restore(archive) == ChangeReport("1", came=("vb-forests", "vb-roads"))
    assert held(tmp_path / "new") == {"vb-forests": FORESTS, "vb-roads": ROADS}
    assert ask(tmp_path / "new", "Diện tích rừng?") == "Diện tích rừng là 300 ha."


def test_restoring_brings_back_what_was_removed_changed_and_added(root: Path, archive: Path, tmp_path: Path) -> None:
    library = Library(root, tools())
    library.remove(["vb-forests"])
    library.add([write(tmp_path / "later", roads=SCHOOLS, stray="Văn bản khác.")])
    told = library.restore(archive)
    assert (told.came, told.went, told.changed) == (("vb-forests",), ("vb-stray",), ("vb-roads",))
    assert held(root) == {"vb-forests": FORESTS, "vb-roads": ROADS}


def test_a_restore_can_be_rolled_back(root: Path, archive: Path) -> None:
    library = Library(root, tools())
    library.remove(["vb-forests"])
    library.restore(archive)
    library.rollback("2")
    assert held(root) == {"vb-roads": ROADS}


def test_a_backup_of_another_chunker_is_cut_and_encoded_anew(archive: Path, tmp_path: Path) -> None:
    encoder = HashEncoder()
    Library(tmp_path / "new", tools(encoder, recipe=WHOLE)).restore(archive)
    assert sorted(encoder.encoded) == sorted([ROADS, FORESTS])
    assert ask(tmp_path / "new", "Rừng phòng hộ được bảo vệ") == FORESTS


def test_restoring_replaces_a_database_that_cannot_be_read(root: Path, archive: Path) -> None:
    (root / "library.sqlite").write_bytes(os.urandom(8192))
    with pytest.raises(DamagedError, match="hoidap restore"):
        ask(root, "Rừng?")
    Library(root, tools()).restore(archive)
    assert held(root) == {"vb-forests": FORESTS, "vb-roads": ROADS}
    assert [path.name for path in root.glob("damaged-*-library.sqlite")] != []


def test_no_flipped_byte_of_an_archive_changes_what_it_gives(archive: Path) -> None:
    content, noticed = archive.read_bytes(), 0
    for place in range(len(content)):
        archive.write_bytes(content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :])
        try:
            with open_archive(archive) as opened:
                assert [document.text for document in opened.documents()] == [FORESTS, ROADS], place
        except DamagedError:
            noticed += 1
    assert noticed > len(content) * 0.8  # the rest says nothing, as the zip's time stamps


def test_a_damaged_archive_is_refused_before_anything_is_touched(root: Path, archive: Path) -> None:
    archive.write_bytes(archive.read_bytes().replace(b"vectors.bin", b"vectors.bio"))
    with pytest.raises(DamagedError, match=r"backup\.zip"):
        Library(root, replace(tools(), open_encoder=no_encoder)).restore(archive)
    assert len(Library(root, tools()).history()) == 1


def test_an_archive_whose_content_is_not_what_it_says_is_refused(archive: Path, tmp_path: Path) -> None:
    forged = tmp_path / "forged.zip"
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(forged, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"300 ha", b"900 ha"))
    with pytest.raises(DamagedError, match=r"forged\.zip"):
        Library(tmp_path / "new", tools()).restore(forged)


def test_a_truncated_archive_is_refused(root: Path, archive: Path) -> None:
    content = archive.read_bytes()
    for size in range(0, len(content), len(content) // 20):
        archive.write_bytes(content[:size])
        with pytest.raises(DamagedError, match=r"backup\.zip"):
            Library(root, tools()).restore(archive)
    assert len(Library(root, tools()).history()) == 1


def test_another_zip_is_refused(root: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as zipped:
        zipped.writestr("word/document.xml", "<w/>")
    with pytest.raises(DamagedError, match=r"other\.zip"):
        Library(root, tools()).restore(tmp_path / "other.zip")


def test_a_missing_archive_is_one_clear_line(root: Path, tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"nowhere\.zip"):
        Library(root, tools()).restore(tmp_path / "nowhere.zip")


def test_an_empty_library_has_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="hoidap add"):
        Library(tmp_path / "library", tools()).backup(tmp_path / "backup.zip")


def test_a_failed_backup_leaves_the_older_archive(root: Path, archive: Path) -> None:
    older, disk = archive.read_bytes(), FaultyDisk()
    Library(root, tools(disk=disk)).backup(archive)
    archive.write_bytes(older)
    assert {"write", "sync", "rename"} <= set(disk.names)
    for at in range(1, disk.names.index("rename") + 2):
        with pytest.raises(LibraryError, match="chỗ trống"):
            Library(root, tools(disk=FaultyDisk(at, Fault.FULL))).backup(archive)
        assert archive.read_bytes() == older
        assert list(archive.parent.glob(".*")) == []


def test_a_backup_that_is_killed_leaves_the_older_or_the_newer_archive(root: Path, archive: Path) -> None:
    older, disk = archive.read_bytes(), FaultyDisk()
    Library(root, tools()).remove(["vb-forests"])
    Library(root, tools(disk=disk)).backup(archive)
    for at in range(1, len(disk.names) + 1):
        archive.write_bytes(older)
        library = Library(root, tools(disk=FaultyDisk(at, Fault.KILLED)))
        assert exit_of(partial(library.backup, archive)) == -signal.SIGKILL
        with open_archive(archive) as opened:
            assert [document.text for document in opened.documents()] in ([FORESTS, ROADS], [ROADS]), at
    Library(root, tools()).backup(archive)
    assert [path.name for path in archive.parent.iterdir() if path.name.startswith(".")] == []


def test_an_archive_that_is_not_there_is_named(root: Path, tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"Không có tệp sao lưu .*khong\.zip\. Hãy kiểm tra đường dẫn\."):
        Library(root, tools()).restore(tmp_path / "khong.zip")


def resealed(archive: Path, *, documents: bytes | None = None, **changes: object) -> None:
    """The archive saying something else of itself, or with other documents, under digests that agree."""
    with zipfile.ZipFile(archive) as zipped:
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    fields = json.loads(parts["backup.json"]) | changes
    del fields["sha256"]
    if documents is not None:
        parts["documents.jsonl"] = documents
        fields["files"]["documents.jsonl"] = {"size": len(documents), "sha256": hashlib.sha256(documents).hexdigest()}
    digest = hashlib.sha256(json.dumps(fields, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    with zipfile.ZipFile(archive, "w") as zipped:
        for name, content in (parts | {"backup.json": json.dumps({"sha256": digest, **fields})}).items():
            zipped.writestr(name, content)


@pytest.mark.parametrize("line", [b"{}", b'{"id": 7, "record": "{}", "text": ""}', b"no JSON"])
def test_documents_that_cannot_be_made_are_noticed_before_anything_is_touched(
    root: Path, archive: Path, line: bytes
) -> None:
    resealed(archive, documents=line + b"\n")
    with pytest.raises(DamagedError, match="thư viện vẫn nguyên"):
        Library(root, tools()).restore(archive)


def test_an_archive_of_a_later_program_is_refused(root: Path, archive: Path) -> None:
    resealed(archive, format=99)
    with pytest.raises(DamagedError, match="thuộc phiên bản 99"):
        Library(root, tools()).restore(archive)


def test_an_archive_that_does_not_speak_of_its_vectors_is_refused(root: Path, archive: Path) -> None:
    with open_archive(archive) as opened:
        seals = {name: asdict(each) for name, each in opened.summary.files.items() if name != "vectors.bin"}
    resealed(archive, files=seals)
    with pytest.raises(DamagedError, match="bị hỏng"):
        Library(root, tools()).restore(archive)


def test_a_folder_is_no_archive(root: Path, tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="Không đọc được tệp sao lưu"):
        Library(root, tools()).restore(tmp_path)


def test_an_archive_whose_summary_was_altered_is_refused(root: Path, archive: Path) -> None:
    with zipfile.ZipFile(archive) as zipped:
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    with zipfile.ZipFile(archive, "w") as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content.replace(b'"hash-16"', b'"hash-17"') if name == "backup.json" else content)
    with pytest.raises(DamagedError, match="bị hỏng"):
        Library(root, tools()).restore(archive)
