"""What a generation's folder holds, with the SHA-256 of every file, so that damage is noticed before use."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.errors import DamagedError, system_reason

FILE = "manifest.json"

FORMAT = 4
"""Raise it when a derived file is written or read in another way; older generations are then derived anew."""

FAISS, PGVECTOR = "faiss", "pgvector"
"""Where a generation's passages are searched by their vectors: in its own folder, or in the database."""

MUCH = 64 * 1024 * 1024
"""Bytes above which two files are hashed at once: one core does some 970 MB a second, and few files need no threads."""
FILES_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class FileSeal:
    """The size and SHA-256 that a file had when the generation was published."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A generation's identity and its files, by their path inside the folder."""

    generation: str
    made_at: str
    encoder: str
    dim: int
    chunker: str
    documents: int
    passages: int
    files: dict[str, FileSeal]
    dense: str = FAISS
    format: int = FORMAT

    def to_json(self) -> bytes:
        """The bytes of the manifest's file, which carries its own SHA-256 too."""
        fields = asdict(self)
        return json.dumps({"sha256": _digest(fields), **fields}, ensure_ascii=False, indent=1).encode()


def seal(folder: Path) -> dict[str, FileSeal]:
    """Size and SHA-256 of every file under the folder but the manifest."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / FILE)
    seals = _seals(files, sum(path.stat().st_size for path in files))
    return {path.relative_to(folder).as_posix(): found for path, found in zip(files, seals, strict=True)}


def verify(folder: Path, made_at: str, dense: str = FAISS) -> Manifest:
    """The folder's manifest, after reading every file; DamagedError names the first that is missing or changed.

    `made_at` is that of the generation that the folder should be of, `dense` where its vectors should be searched.
    """
    manifest = read(folder)
    if manifest.made_at != made_at:
        raise DamagedError(f"{folder} thuộc một thư viện khác. Chạy: hoidap check")
    if manifest.dense != dense:
        raise DamagedError(f"{folder} được lập để tìm véc-tơ bằng {manifest.dense}, nay đặt {dense}.")
    seals = _seals([folder / name for name in manifest.files], sum(each.size for each in manifest.files.values()))
    for name, expected in manifest.files.items():
        path = folder / name
        try:
            found = next(seals)
        except OSError as error:
            raise DamagedError(f"Không đọc được {path}: {system_reason(error)}. Chạy: hoidap check") from error
        if found != expected:
            raise DamagedError(f"Tệp {path} không còn như lúc ghi. Chạy: hoidap check")
    return manifest


def is_whole(folder: Path, made_at: str, dense: str = FAISS) -> bool:
    """Whether this is that generation's folder and every file is as it was written."""
    try:
        verify(folder, made_at, dense)
    except DamagedError:
        return False
    return True


def read(folder: Path) -> Manifest:
    """The folder's manifest as it stands; DamagedError when there is none or it is of another format."""
    path = folder / FILE
    try:
        fields = json.loads(path.read_bytes())
        if fields.pop("sha256") != _digest(fields):
            raise DamagedError(f"Tệp {path} không còn như lúc ghi. Chạy: hoidap check")
        if fields["format"] != FORMAT:
            raise DamagedError(f"{path} thuộc phiên bản {fields['format']}, cần {FORMAT}. Chạy: hoidap check")
        return Manifest(**{**fields, "files": {name: FileSeal(**each) for name, each in fields["files"].items()}})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedError(f"Không đọc được {path}. Chạy: hoidap check") from error


def _digest(fields: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _seals(paths: Sequence[Path], size: int) -> Iterator[FileSeal]:
    """The seal of each file, in order; two files at once where there is much to read."""
    if size < MUCH:
        yield from map(_seal_of, paths)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(FILES_AT_ONCE) as pool:  # hashing lets go of the interpreter
        yield from pool.map(_seal_of, paths)


def _seal_of(path: Path) -> FileSeal:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return FileSeal(file.tell(), digest)
