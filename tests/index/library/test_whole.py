"""The library with the product's own reading, cutting, encoding and deriving, on the conclusion."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.encode import DEFAULT_ENCODER, open_encoder
from index.errors import DamagedError
from index.library import manifest
from index.library.corpus import Corpus
from index.library.draft import Recipe
from index.library.library import Library, Tools
from index.library.reader import Reader
from index.retrieval.derive import derive
from index.retrieval.search import Searcher
from index.text import chunk
from index.text.catalogue import open_catalogue
from index.text.clean import read_document, read_file
from index.types import Encoder, Taken

DATA = Path(__file__).parents[3] / "data"
QUESTION = "Có bao nhiêu chỉ tiêu khó đạt?"


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    return open_encoder(DEFAULT_ENCODER, tmp_path_factory.mktemp("encoder"))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> tuple[Path, Library]:
    catalogue = open_catalogue(DATA / "catalogue.toml")

    def read(path: Path, *, confirmed: bool) -> Taken:
        return read_file(path, catalogue, confirmed=confirmed)

    recipe = Recipe(chunk.split, chunk.encoding_texts, chunk.REVISION)
    root = tmp_path_factory.mktemp("library")
    library = Library(root, Tools(read, recipe, derive, open_encoder=lambda: encoder))
    library.add([DATA / "documents"])
    return root, library


@pytest.fixture
def reader(library: tuple[Path, Library]) -> Iterator[Reader]:
    root, made = library
    reader = Reader(root, repair=made.repair)
    yield reader
    reader.close()


def best(reader: Reader, encoder: Encoder) -> str:
    searcher = Searcher.open(reader.current().folder, encoder)
    return searcher.search(searcher.understand(QUESTION))[0].passage.text


def test_the_conclusion_is_found_in_it(reader: Reader, encoder: Encoder) -> None:
    reader.current().require(encoder=encoder.name, chunker=chunk.REVISION)
    assert "11 chỉ tiêu khó đạt" in best(reader, encoder)


def test_every_passage_stands_in_its_document(reader: Reader) -> None:
    corpus = Corpus.open(reader.current().folder)
    assert len(corpus) >= 10
    for passage in corpus:
        document = corpus.document(passage.document_id)
        assert document.text[passage.start : passage.end] == passage.text


def test_what_the_truth_gives_back_is_what_was_read(reader: Reader) -> None:
    catalogue = open_catalogue(DATA / "catalogue.toml")
    corpus = Corpus.open(reader.current().folder)
    read = [read_document(path, catalogue) for path in sorted((DATA / "documents").glob("*.txt"))]
    assert sorted(corpus.documents, key=lambda each: each.id) == sorted(read, key=lambda each: each.id)
    assert list(corpus) == [passage for document in corpus.documents for passage in chunk.split(document)]


def test_any_damage_of_any_derived_file_is_noticed(reader: Reader) -> None:
    folder, made_at = reader.current().folder, reader.current().manifest.made_at
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) >= 15
    for path in files:
        content = path.read_bytes()
        for damaged in (
            content[:-1],
            b"",
            content[:-1] + bytes([content[-1] ^ 1]),
            bytes([content[0] ^ 1]) + content[1:],
        ):
            path.write_bytes(damaged)
            with pytest.raises(DamagedError):
                manifest.verify(folder, made_at)
        path.write_bytes(content)
    assert manifest.is_whole(folder, made_at)


def test_a_damaged_index_is_derived_anew_and_answers(
    library: tuple[Path, Library], encoder: Encoder, caplog: pytest.LogCaptureFixture
) -> None:
    root, made = library
    index = root / "generations" / "1" / "dense.faiss"
    index.write_bytes(index.read_bytes()[:-100] + bytes(100))
    reader = Reader(root, repair=made.repair)
    with caplog.at_level(logging.WARNING):
        assert "11 chỉ tiêu khó đạt" in best(reader, encoder)
    assert "dense.faiss" in caplog.text
    reader.close()
