import os
from pathlib import Path

import pytest

from index.errors import EncoderError, LibraryError
from index.library.library import Library
from index.library.progress import Progress, Stage
from index.library.shelf import Fate
from tests.index.library.samples import FORESTS, ROADS, SCHOOLS, WHOLE, HashEncoder, ask, held, tools, write


@pytest.fixture
def encoder() -> HashEncoder:
    return HashEncoder()


@pytest.fixture
def library(tmp_path: Path, encoder: HashEncoder) -> Library:
    return Library(tmp_path / "library", tools(encoder))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "in", roads=ROADS, forests=FORESTS)


def fates(library: Library, *paths: Path) -> dict[str, Fate]:
    return {file.path.name: file.fate for file in library.add(paths).files}


def test_an_added_document_is_found(library: Library, folder: Path, tmp_path: Path) -> None:
    library.add([folder])
    assert ask(tmp_path / "library", "Diện tích rừng?") == "Diện tích rừng là 300 ha."


def test_adding_the_same_again_encodes_nothing_and_makes_no_generation(
    library: Library, folder: Path, encoder: HashEncoder
) -> None:
    first = library.add([folder])
    encoder.encoded.clear()
    again = library.add([folder])
    assert [file.fate for file in again.files] == [Fate.UNCHANGED, Fate.UNCHANGED]
    assert (again.encoded, encoder.encoded, again.generation) == (0, [], first.generation)
    assert len(library.history()) == 1


def test_of_a_changed_document_only_the_changed_passage_is_encoded(
    library: Library, folder: Path, encoder: HashEncoder
) -> None:
    library.add([folder])
    encoder.encoded.clear()
    write(folder, roads=ROADS.replace("5 tỷ", "7 tỷ"))
    library.add([folder])
    assert encoder.encoded == ["Kinh phí là 7 tỷ đồng."]


def test_a_changed_document_keeps_its_id(library: Library, folder: Path, tmp_path: Path) -> None:
    library.add([folder])
    write(folder, roads=SCHOOLS)
    assert fates(library, folder)["roads.txt"] is Fate.REPLACED
    assert held(tmp_path / "library") == {"vb-forests": FORESTS, "vb-roads": SCHOOLS}


def test_a_document_of_the_same_number_and_issuer_is_replaced(library: Library, folder: Path, tmp_path: Path) -> None:
    head = "#number 12-KL/TU\n#issuer Tỉnh ủy\n"
    library.add([write(folder, roads=head + ROADS)])
    (folder / "roads.txt").unlink()
    assert fates(library, write(folder, draft=head + SCHOOLS)) == {
        "draft.txt": Fate.REPLACED,
        "forests.txt": Fate.UNCHANGED,
    }
    assert held(tmp_path / "library")["vb-roads"] == SCHOOLS


def test_a_renamed_file_stays_one_document(library: Library, folder: Path, encoder: HashEncoder) -> None:
    library.add([folder])
    encoder.encoded.clear()
    (folder / "roads.txt").rename(folder / "ways.txt")
    assert fates(library, folder)["ways.txt"] is Fate.RENAMED
    assert [(entry.document_id, entry.source) for entry in library.list()] == [
        ("vb-forests", "forests.txt"),
        ("vb-roads", "ways.txt"),
    ]
    assert encoder.encoded == []


def test_the_same_text_in_another_format_is_told_and_not_added(library: Library, folder: Path) -> None:
    library.add([folder])
    (folder / "roads.md").write_text("#title Bản khác\n" + ROADS.replace("\n\n", "\n\n\n"))
    (told,) = [file for file in library.add([folder]).files if file.path.name == "roads.md"]
    assert (told.fate, told.document_id, told.reason) == (Fate.DUPLICATE, "vb-roads", "roads.txt")
    assert len(library.list()) == 2


def test_two_files_of_one_name_are_two_documents(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "in" / "a", index=ROADS)
    write(tmp_path / "in" / "b", index=FORESTS)
    library.add([tmp_path / "in"])
    assert held(tmp_path / "library") == {"vb-index": ROADS, "vb-index-2": FORESTS}


def test_two_files_of_one_name_stay_two_documents_when_both_change(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "in" / "a", index=ROADS)
    write(tmp_path / "in" / "b", index=FORESTS)
    library.add([tmp_path / "in"])
    write(tmp_path / "in" / "a", index=ROADS + " Xong.")
    write(tmp_path / "in" / "b", index=FORESTS + " Xong.")
    library.add([tmp_path / "in"])
    assert held(tmp_path / "library") == {"vb-index": ROADS + " Xong.", "vb-index-2": FORESTS + " Xong."}


def test_new_metadata_makes_a_generation_and_encodes_nothing(
    library: Library, folder: Path, encoder: HashEncoder
) -> None:
    library.add([folder])
    encoder.encoded.clear()
    write(folder, roads="#title Kết luận về đường\n#status hết hiệu lực\n" + ROADS)
    assert fates(library, folder)["roads.txt"] is Fate.UPDATED
    assert [entry.title for entry in library.list()] == ["forests", "Kết luận về đường"]
    assert (encoder.encoded, len(library.history())) == ([], 2)


def test_a_bad_file_is_told_and_the_rest_goes_in(library: Library, folder: Path) -> None:
    (folder / "broken.txt").write_bytes(b"\0\0")
    (told,) = [file for file in library.add([folder]).files if file.fate is Fate.FAILED]
    assert (told.path.name, told.reason) == ("broken.txt", "broken.txt không phải văn bản.")
    assert len(library.list()) == 2


def test_a_file_with_a_secrecy_mark_waits_for_a_person(library: Library, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", secret="MẬT\n\n" + ROADS)
    assert fates(library, folder) == {"secret.txt": Fate.HELD}
    assert library.list() == ()
    library.add([folder], confirm_held=True)
    assert [entry.document_id for entry in library.list()] == ["vb-secret"]


def test_a_dry_run_tells_the_difference_and_writes_nothing(library: Library, folder: Path, tmp_path: Path) -> None:
    told = library.add([folder], dry_run=True)
    assert ([file.fate for file in told.files], told.encoded) == ([Fate.ADDED, Fate.ADDED], 4)
    assert not (tmp_path / "library").exists()


def test_a_dry_run_counts_only_texts_without_a_vector(library: Library, folder: Path) -> None:
    library.add([folder])
    write(folder, roads=ROADS.replace("5 tỷ", "7 tỷ"))
    assert library.add([folder], dry_run=True).encoded == 1


def test_progress_reaches_its_total_in_every_stage(library: Library, folder: Path) -> None:
    told: list[Progress] = []
    library.add([folder], report=told.append)
    assert {each.stage: (each.done, each.total) for each in told} == {
        Stage.READ: (2, 2),
        Stage.ENCODE: (4, 4),
        Stage.BUILD: (1, 1),
    }


def test_after_ctrl_c_the_library_is_the_old_one_and_no_vector_is_made_twice(
    library: Library, tmp_path: Path, encoder: HashEncoder
) -> None:
    library.add([write(tmp_path / "old", roads=ROADS)])
    many = "\n\n".join(f"Đoạn số {number}." for number in range(200))
    write(tmp_path / "new", many=many)

    def interrupt(progress: Progress) -> None:
        if progress.stage is Stage.ENCODE and progress.done >= 128:
            raise KeyboardInterrupt

    encoder.encoded.clear()
    with pytest.raises(KeyboardInterrupt):
        library.add([tmp_path / "new"], report=interrupt)
    assert held(tmp_path / "library") == {"vb-roads": ROADS}
    assert library.add([tmp_path / "new"]).encoded == 200 - 128
    assert len(encoder.encoded) == len(set(encoder.encoded)) == 200


def test_hidden_files_readmes_and_links_in_a_folder_are_passed_over(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    (folder / ".hidden.txt").write_text(SCHOOLS)
    (folder / "README.md").write_text(SCHOOLS)
    (folder / "link.txt").symlink_to(write(tmp_path / "outside", schools=SCHOOLS) / "schools.txt")
    assert set(fates(library, folder)) == {"forests.txt", "roads.txt"}


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_path_without_documents_is_one_clear_line(library: Library, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(LibraryError, match=name):
        library.add([tmp_path / name])


def test_adding_with_another_encoder_asks_for_reindex(library: Library, folder: Path, tmp_path: Path) -> None:
    library.add([folder])
    other = Library(tmp_path / "library", tools(HashEncoder("hash-8", 8)))
    with pytest.raises(EncoderError, match="hoidap reindex"):
        other.add([folder])


def test_adding_with_another_chunker_asks_for_reindex(library: Library, folder: Path, tmp_path: Path) -> None:
    library.add([folder])
    other = Library(tmp_path / "library", tools(recipe=WHOLE))
    with pytest.raises(LibraryError, match="hoidap reindex"):
        other.add([folder])


def test_a_file_that_is_named_twice_is_added_once(library: Library, folder: Path) -> None:
    told = library.add([folder, folder / "roads.txt", folder / ".." / "in" / "roads.txt"])
    assert [file.fate for file in told.files] == [Fate.ADDED, Fate.ADDED]


def test_a_pipe_is_refused_without_waiting_for_it(library: Library, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(LibraryError, match="tệp thường"):
        library.add([tmp_path / "pipe"])
