"""A small world for the library's tests: plain text files, an encoder that hashes, an index that is an array."""

from __future__ import annotations

import hashlib
import json
import os
import warnings
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import HeldError, UnreadableError
from index.library.corpus import Corpus
from index.library.disk import Disk
from index.library.draft import Recipe
from index.library.generation import Derive
from index.library.library import Library, Tools
from index.library.reader import Reader, Repair
from index.types import Document, Passage, Slices, Taken, Vectors

ROADS = "Đường liên xã dài 12 km.\n\nKinh phí là 5 tỷ đồng."
FORESTS = "Rừng phòng hộ được bảo vệ.\n\nDiện tích rừng là 300 ha."
SCHOOLS = "Trường học được xây mới.\n\nSố phòng học là 24."


class HashEncoder:
    """Unit vectors that depend on the words alone; remembers every passage text it was given."""

    def __init__(self, name: str = "hash-16", dim: int = 16) -> None:
        self.name = name
        self.dim = dim
        self.encoded: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return np.array([self._vector(text) for text in texts], np.float32)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        return self.encode_queries(texts)

    def _vector(self, text: str) -> Vectors:
        vector = np.full(self.dim, 1e-3, np.float32)
        for word in text.lower().split():
            vector[hashlib.md5(word.strip(".,?").encode()).digest()[0] % self.dim] += 1
        return vector / np.float32(np.linalg.norm(vector))


def read(path: Path, *, confirmed: bool = False) -> Taken:
    """A document of a text file, whose lines `#field value` at the top are metadata."""
    content = path.read_bytes()
    if b"\0" in content:
        raise UnreadableError(f"{path.name} không phải văn bản.")
    lines = content.decode().split("\n")
    fields: dict[str, Any] = {}
    while lines[0].startswith("#"):
        name, _, value = lines.pop(0)[1:].partition(" ")
        fields[name] = value
    text = "\n".join(lines)
    if "MẬT" in text and not confirmed:
        raise HeldError(f"{path.name} có dấu MẬT.")
    plain = Document(
        id=fields.pop("id", "vb-" + path.stem),
        title=fields.pop("title", path.stem),
        text=text,
        blocks=(),
        source=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    return Taken(replace(plain, **fields), content)


def split(document: Document) -> tuple[Passage, ...]:
    """A passage a paragraph."""
    return tuple(
        Passage(
            id=f"{document.id}.{hashlib.sha256(document.text[start:end].encode()).hexdigest()[:8]}",
            document_id=document.id,
            headings=(document.title,),
            text=document.text[start:end],
            start=start,
            end=end,
        )
        for start, end in _paragraphs(document.text)
    )


def split_whole(document: Document) -> tuple[Passage, ...]:
    """Another chunker: one passage a document."""
    return (Passage(f"{document.id}.{0:08x}", document.id, (), document.text, 0, len(document.text)),)


def derive(_corpus: Corpus, slices: Slices, folder: Path) -> None:
    """Two files, one of them in a folder of its own, as the real indexes have them."""
    vectors = np.concatenate([rows for rows, _counts in slices])
    np.save(folder / "dense.npy", vectors)
    (folder / "sparse").mkdir()
    (folder / "sparse" / "size.json").write_text(json.dumps(len(vectors)))


RECIPE = Recipe(split, lambda _document, passage: (passage.text,), chunker="paragraphs")
WHOLE = Recipe(split_whole, lambda _document, passage: (passage.text,), chunker="whole")


def tools(
    encoder: HashEncoder | None = None,
    *,
    disk: Disk | None = None,
    recipe: Recipe = RECIPE,
    derive: Derive = derive,
) -> Tools:
    """The small world as the library's tools."""
    chosen = encoder or HashEncoder()
    return Tools(read=read, recipe=recipe, derive=derive, open_encoder=lambda: chosen, disk=disk or Disk())


def no_encoder() -> HashEncoder:
    """An encoder's opening for commands that must not need one."""
    raise AssertionError("the encoder was opened")


def write(folder: Path, **texts: str) -> Path:
    """Files `<name>.txt` in a folder, which is given back."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def ask(root: Path, question: str, encoder: HashEncoder | None = None) -> str:
    """The passage nearest to a question, found as a reader finds it: manifest, corpus, vectors."""
    reader = Reader(root, repair=lambda generation: Library(root, tools()).repair(generation))
    try:
        folder = reader.current().folder
        return nearest(Corpus.open(folder), folder, question, encoder or HashEncoder())
    finally:
        reader.close()


def exit_of(run: Callable[[], object]) -> int:
    """How a fork of this process ends that does this and then exits with 1; it shares what is compiled and loaded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 warns of threads; numpy's idle ones are meant
        child = os.fork()
    if child == 0:
        try:
            run()
        finally:
            os._exit(1)
    _child, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def nearest(corpus: Corpus, folder: Path, question: str, encoder: HashEncoder) -> str:
    """The text of the passage whose vector is nearest to the question's."""
    (asked,) = encoder.encode_queries([question])
    return corpus.passage(int(np.argmax(np.load(folder / "dense.npy") @ asked))).text


def held(root: Path, repair: Repair | None = None) -> dict[str, str]:
    """The texts that questions are answered from, by document id."""
    reader = Reader(root, repair)
    try:
        corpus = Corpus.open(reader.current().folder)
        return {document.id: document.text for document in corpus.documents}
    finally:
        reader.close()


def _paragraphs(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for part in text.split("\n\n"):
        spans.append((start, start + len(part)))
        start += len(part) + 2
    return spans
