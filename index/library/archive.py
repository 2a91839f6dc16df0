"""A backup: one zip of the library's documents, files and vectors, each with its SHA-256, independent of the database.

backup.json      what it holds, when it was made, and a seal for each of the others
documents.jsonl  a line a document: its id, its record (see `index.library.record`) and its text
vectors.bin      a record a passage: KEY_BYTES of its texts' key, their COUNT, their vectors as little-endian float32
originals.bin    a record a kept file: a line of JSON with its sha256, reading and size, then its bytes
"""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

import numpy as np
from sqlalchemy import select

from index.errors import DamagedError, LibraryError, system_reason
from index.library import contents, originals, record, tables
from index.library.contents import FLOAT_BYTES
from index.library.disk import Disk
from index.library.manifest import FileSeal
from index.library.originals import Original
from index.library.text_key import KEY_BYTES
from index.library.truth import Edition, Truth, passages_of
from index.types import Document, Vectors

SUMMARY = "backup.json"
DOCUMENTS = "documents.jsonl"
VECTORS = "vectors.bin"
ORIGINALS = "originals.bin"

FORMAT = 1
"""Raise it when an older program could not read the archive; one from before ORIGINALS does without them."""

CHUNK = 1 << 20
VECTORS_AT_ONCE = 500
"""Passages whose vectors are restored in one transaction: about 5 MB."""

COUNT = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class Summary:
    """What the archive says of itself."""

    made_at: str
    generation: str
    encoder: str
    dim: int
    chunker: str
    documents: int
    files: dict[str, FileSeal]
    format: int = FORMAT


class Archive:
    """An archive whose every byte was found as it was written."""

    def __init__(self, zipped: zipfile.ZipFile, summary: Summary) -> None:
        self._zipped = zipped
        self.summary = summary

    def documents(self) -> Iterator[Document]:
        """The documents, one in memory at a time."""
        with self._zipped.open(DOCUMENTS) as lines:
            for line in lines:
                fields = json.loads(line)
                yield record.load(fields["id"], fields["record"], fields["text"])

    def originals(self) -> Iterator[Original]:
        """The files that the documents were read from, one in memory at a time; an older program wrote none."""
        if ORIGINALS not in self.summary.files:
            return
        with self._zipped.open(ORIGINALS) as file:
            while line := file.readline():
                fields = json.loads(line)
                yield Original(fields["sha256"], fields["reading"], file.read(fields["size"]))

    def vectors(self) -> Iterator[tuple[list[bytes], list[Vectors]]]:
        """Keys and their vectors, some at a time."""
        with self._zipped.open(VECTORS) as file:
            while some := list(islice(self._rows(file), VECTORS_AT_ONCE)):
                yield [key for key, _ in some], [vectors for _, vectors in some]

    def _rows(self, file: IO[bytes]) -> Iterator[tuple[bytes, Vectors]]:
        while head := file.read(KEY_BYTES + COUNT.size):
            (count,) = COUNT.unpack_from(head, KEY_BYTES)
            content = file.read(count * self.summary.dim * FLOAT_BYTES)
            yield head[:KEY_BYTES], np.frombuffer(content, "<f4").reshape(count, self.summary.dim)


def write(file: Path, truth: Truth, edition: Edition, disk: Disk) -> Summary:
    """Write the archive beside its name and then give it the name, in place of an older one."""
    scratch = file.with_name(f".{file.name}.new")
    try:
        with disk.create(scratch) as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as zipped:
            documents = (_line(document) for document in contents.documents(truth, edition.id))
            files = {
                DOCUMENTS: _put(zipped, DOCUMENTS, documents),
                VECTORS: _put(zipped, VECTORS, _vectors(truth, edition)),
                ORIGINALS: _put(zipped, ORIGINALS, _originals(truth, edition)),
            }
            summary = Summary(
                made_at=datetime.now(UTC).isoformat(timespec="seconds"),
                generation=edition.name,
                encoder=edition.encoder,
                dim=edition.dim,
                chunker=edition.chunker,
                documents=len(truth.cards(edition.id)),
                files=files,
            )
            fields = asdict(summary)
            zipped.writestr(SUMMARY, json.dumps({"sha256": _digest(fields), **fields}, ensure_ascii=False, indent=1))
        disk.sync(scratch)
        disk.rename(scratch, file)
        disk.sync(file.parent)
    except BaseException:
        disk.remove(scratch)
        raise
    return summary


@contextmanager
def open_archive(file: Path) -> Iterator[Archive]:
    """The archive, after reading all of it; DamagedError when a byte is missing or another."""
    with ExitStack() as opened:
        try:
            raw = opened.enter_context(file.open("rb"))
        except FileNotFoundError:
            raise LibraryError(f"Không có tệp sao lưu {file}. Hãy kiểm tra đường dẫn.") from None
        except OSError as error:
            raise LibraryError(f"Không đọc được tệp sao lưu {file}: {system_reason(error)}.") from error
        try:
            zipped = opened.enter_context(zipfile.ZipFile(raw))
            archive = Archive(zipped, _verified(zipped, file))
            for _document in archive.documents():
                pass  # each can be made
        except _DAMAGE as error:
            raise _damaged(file) from error
        yield archive


_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,  # a place before the file's beginning
    NotImplementedError,  # a flipped bit names another compression
    RuntimeError,  # or says that the file is encrypted
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
)


def _verified(zipped: zipfile.ZipFile, file: Path) -> Summary:
    fields: dict[str, Any] = json.loads(zipped.read(SUMMARY))
    if fields.pop("sha256") != _digest(fields):
        raise _damaged(file)
    if fields["format"] != FORMAT:
        raise DamagedError(f"Bản sao lưu {file} thuộc phiên bản {fields['format']}, chương trình này đọc {FORMAT}.")
    summary = Summary(**{**fields, "files": {name: FileSeal(**each) for name, each in fields["files"].items()}})
    for name in {DOCUMENTS, VECTORS, *summary.files}:
        with zipped.open(name) as member:
            digest, size = hashlib.sha256(), 0
            while chunk := member.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
        if summary.files[name] != FileSeal(size, digest.hexdigest()):
            raise _damaged(file)
    return summary


def _put(zipped: zipfile.ZipFile, name: str, chunks: Iterable[bytes]) -> FileSeal:
    digest, size = hashlib.sha256(), 0
    with zipped.open(name, "w", force_zip64=True) as member:
        for chunk in chunks:
            member.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return FileSeal(size, digest.hexdigest())


def _line(document: Document) -> bytes:
    fields = {"id": document.id, "record": record.dump(document), "text": document.text}
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def _vectors(truth: Truth, edition: Edition) -> Iterator[bytes]:
    p, v = tables.passages.c, tables.vectors.c
    keys = passages_of(edition.id, edition.chunker, p.text_key).order_by(None)
    wanted = select(v.text_key, v.data).where(v.encoder_id == edition.encoder_id, v.text_key.in_(keys))
    with truth.reading() as connection:
        for key, data in connection.execute(wanted):
            yield key + COUNT.pack(len(data) // (edition.dim * FLOAT_BYTES)) + data


def _originals(truth: Truth, edition: Edition) -> Iterator[bytes]:
    for original in originals.of_generation(truth, edition.id):
        fields = {"sha256": original.sha256, "reading": original.reading, "size": len(original.data)}
        yield json.dumps(fields).encode() + b"\n" + original.data


def _digest(fields: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _damaged(file: Path) -> DamagedError:
    return DamagedError(f"Bản sao lưu {file} bị hỏng hoặc không phải của chương trình này; thư viện vẫn nguyên.")
