"""The encoder's built files: a graph and a tokeniser, made once from the packaged weights and checked at each opening.

The graph's model is shipped and copied; its constants and the tokeniser are made.

A folder is named by the weights' fingerprint and the exporter's revision, written aside, flushed, and published by one
rename; whoever finds it there already, from another process, uses that one.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import mmap
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index.encode.graph import CONSTANTS, REVISION, make_graph
from index.encode.pieces import pack
from index.encode.weights import Weights, fingerprint

GRAPH = "graph.onnx"
SHIPPED = Path(__file__).with_name(GRAPH)
"""Written by `index.encode.model_file`; ONNX Runtime looks for the constants beside the model, so it is copied."""
PIECES = "pieces.bin"
FILES = (GRAPH, CONSTANTS, PIECES)
MANIFEST = "manifest.json"
"""Their SHA-256, checked at each opening (20 ms)."""
UNFINISHED = ".building-"
UNFINISHED_AGE = 3600.0
"""Seconds after which a folder that a stopped process left is removed; building takes about two."""
ATTEMPTS = 3
"""How often publishing is tried against other processes that publish or remove the same folder."""

BUILDING = "Chuẩn bị mô hình mã hóa (chỉ một lần, vài giây)…"

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """The checked files: where the graph lies, and the tokeniser's file, mapped."""

    graph: Path
    pieces: mmap.mmap


def open_built(weights: Weights, cache: Path, report: Report | None = None) -> Built:
    """The built files under `cache`, made first where they are missing or damaged; OSError where that cannot be."""
    folder = cache / f"e5-small-{fingerprint(weights.path)}-{REVISION}"
    for _ in range(ATTEMPTS):
        built = _checked(folder)
        if built is not None:
            return built
        if report is not None:
            report(BUILDING)
        _build(weights, folder)
    raise OSError(f"{folder}: cannot be kept")


def _checked(folder: Path) -> Built | None:
    """The files of `folder` if each is what the manifest says."""
    try:
        if json.loads((folder / MANIFEST).read_bytes()) != {name: _sha256(folder / name) for name in FILES}:
            return None
        with (folder / PIECES).open("rb") as file:
            return Built(folder / GRAPH, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError):
        return None


def _build(weights: Weights, folder: Path) -> None:
    """Write the files beside `folder` and publish them there, in place of a damaged one."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    _remove_unfinished(folder.parent)
    aside = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder.parent))
    try:
        ready = aside / "ready"
        ready.mkdir()
        _write(ready / GRAPH, SHIPPED.read_bytes())
        _write(ready / CONSTANTS, make_graph(weights).outside())
        _write(ready / PIECES, pack(weights.vocabulary()))
        _write(ready / MANIFEST, json.dumps({name: _sha256(ready / name) for name in FILES}).encode())
        _flush_folder(ready)
        _publish(ready, folder, aside / "damaged")
        _flush_folder(folder.parent)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _publish(ready: Path, folder: Path, damaged: Path) -> None:
    """Rename `ready` to `folder`, unless another process has just done the same."""
    if _checked(folder) is not None:
        return
    with contextlib.suppress(FileNotFoundError):
        folder.rename(damaged)
    try:
        ready.rename(folder)
    except OSError:
        if not folder.exists():
            raise


def _remove_unfinished(parent: Path) -> None:
    for folder in parent.glob(f"{UNFINISHED}*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > UNFINISHED_AGE:
                shutil.rmtree(folder)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Make the names in a folder last; Windows opens no folders and needs none of this."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
