"""A generation's folder, derived from the truth: written aside, flushed, sealed by a manifest, named in one step."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.corpus import Corpus
from index.library import contents, layout, manifest
from index.library.disk import Disk
from index.library.lock import rebuild_lock
from index.library.truth import Edition, Truth
from index.types import Vectors

Derive = Callable[[Corpus, Vectors, NDArray[np.int64], Path], None]
"""Writes the search indexes of a corpus into a folder: its vectors, and how many of them each passage has.

Never called for an empty corpus.
"""


def build(root: Path, truth: Truth, edition: Edition, derive: Derive, disk: Disk) -> None:
    """Make the folder of a generation that has none; until the last step there is nothing under its name."""
    target = layout.generation_folder(root, edition.name)
    scratch = target.with_name(f"{layout.SCRATCH_PREFIX}{edition.name}")
    _fill(scratch, truth, edition, derive, disk)
    disk.rename(scratch, target)
    disk.sync(target.parent)


def rebuild(root: Path, truth: Truth, edition: Edition, derive: Derive, disk: Disk) -> None:
    """Make the folder of a published generation anew and put it in the place of the damaged one.

    Any number of processes may find the damage: one does the work, the others wait for it.
    """
    target = layout.generation_folder(root, edition.name)
    with rebuild_lock(root):
        if manifest.is_whole(target):
            return
        repaired = target.with_name(f"{layout.REPAIR_PREFIX}{edition.name}")
        damaged = target.with_name(f"{layout.REPAIR_PREFIX}{edition.name}-damaged")
        disk.remove(damaged)
        _fill(repaired, truth, edition, derive, disk)
        if target.exists():
            disk.rename(target, damaged)
        disk.rename(repaired, target)
        disk.sync(target.parent)
        disk.remove(damaged)


def _fill(folder: Path, truth: Truth, edition: Edition, derive: Derive, disk: Disk) -> None:
    """Write everything into a scratch folder and flush it, the manifest last."""
    disk.remove(folder)
    disk.make_folder(folder)
    with (
        closing(contents.documents(truth, edition.id)) as documents,
        closing(contents.passages(truth, edition)) as passages,
    ):
        Corpus.write(folder, documents, passages, disk.create)
    corpus = Corpus.open(folder)
    if len(corpus):
        derive(corpus, *contents.vectors(truth, edition), folder)
    files = manifest.seal(folder)
    for name in files:
        disk.sync(folder / name)
    sealed = manifest.Manifest(
        generation=edition.name,
        made_at=edition.begun_at,
        encoder=edition.encoder,
        dim=edition.dim,
        chunker=edition.chunker,
        documents=len(corpus.document_ids),
        passages=len(corpus),
        files=files,
    )
    disk.write(folder / manifest.FILE, sealed.to_json())
    disk.sync(folder / manifest.FILE)
    for subfolder in {(folder / name).parent for name in files} | {folder}:
        disk.sync(subfolder)


def prune(root: Path, truth: Truth, kept: int, disk: Disk) -> None:
    """Remove folders that are half made, of no published generation, or older than the newest `kept`.

    The writer's lock must be held. Repairs clear up after themselves, since they may run beside a writer.
    """
    published = [edition.name for edition in truth.editions()]
    folder = root / layout.GENERATIONS
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in published[-kept:] and not path.name.startswith(layout.REPAIR_PREFIX):
            disk.remove(path)
