"""A generation's folder, derived from the truth: written aside, flushed, sealed by a manifest, named in one step."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.library import contents, layout, manifest, vector_keys
from index.library.corpus import Corpus, Previous
from index.library.corpus_files import CorpusWriter
from index.library.disk import Disk
from index.library.lock import repair_lock, repair_lock_if_free
from index.library.truth import Edition, Truth
from index.types import Slices, Vectors

MOST_REVISED = contents.KEYS_AT_ONCE
"""Changed documents up to which the earlier files are taken over; beyond, most is new anyway."""

Derive = Callable[[Corpus, Slices, Path], None]
"""Writes the search indexes of a corpus into a folder; never called for an empty corpus."""


Revise = Callable[[Corpus, Vectors, NDArray[np.int64], Path, Previous], None]
"""Writes what a `Derive` would, taking over what is the same; the vectors are those of the new passages alone."""


class VectorTable(Protocol):
    """Where the vectors of every generation are searched when that is not in its folder."""

    def fill(self, edition: Edition) -> int:
        """Put in what a generation's passages lack, before it is published; tells how many that were."""
        ...


@dataclass(frozen=True, slots=True)
class Builder:
    """What makes a generation's folder; without `revise` each is derived as a whole.

    With a `table` the vectors go there, and the folder holds the keys by which they are found.
    """

    root: Path
    truth: Truth
    disk: Disk
    derive: Derive
    revise: Revise | None = None
    table: VectorTable | None = None

    @property
    def dense(self) -> str:
        """Where vectors are searched, as a manifest says it."""
        return manifest.FAISS if self.table is None else manifest.PGVECTOR

    def build(self, edition: Edition) -> None:
        """Make the folder of a generation that has none; until the last step there is nothing under its name."""
        target = layout.generation_folder(self.root, edition.name)
        scratch = target.with_name(f"{layout.SCRATCH_PREFIX}{edition.name}")
        self._fill(scratch, edition, self._base(edition))
        self.disk.rename(scratch, target)
        self.disk.sync(target.parent)

    def rebuild(self, edition: Edition) -> None:
        """Make the folder of a published generation anew and put it in the place of the damaged one.

        Any number of processes may find the damage: one does the work, the others wait for it.
        """
        target = layout.generation_folder(self.root, edition.name)
        with repair_lock(self.root):
            if manifest.is_whole(target, edition.begun_at, self.dense):
                return
            repaired = target.with_name(f"{layout.REPAIR_PREFIX}{edition.name}")
            damaged = target.with_name(f"{layout.REPAIR_PREFIX}{edition.name}-damaged")
            self.disk.remove(damaged)
            self._fill(repaired, edition, None if target.exists() else self._earlier(edition))
            if target.exists():
                self.disk.rename(target, damaged)
            self.disk.rename(repaired, target)
            self.disk.sync(target.parent)
            self.disk.remove(damaged)

    def _base(self, edition: Edition) -> Path | None:
        """The folder of the head, when it is of the same encoder and chunker and nothing in it is damaged."""
        head = self.truth.head()
        if head is None or head.erased or (head.encoder, head.chunker) != (edition.encoder, edition.chunker):
            return None
        folder = layout.generation_folder(self.root, head.name)
        return folder if manifest.is_whole(folder, head.begun_at, self.dense) else None

    def _earlier(self, edition: Edition) -> Path | None:
        """The folder of the newest earlier generation that is here and whole: another process has published since."""
        for each in reversed(self.truth.editions()):
            alike = (each.encoder, each.chunker) == (edition.encoder, edition.chunker) and not each.erased
            folder = layout.generation_folder(self.root, each.name)
            here = each.id < edition.id and alike and folder.exists()
            if here and manifest.is_whole(folder, each.begun_at, self.dense):
                return folder
        return None

    def _fill(self, folder: Path, edition: Edition, base: Path | None) -> None:
        """Write everything into a scratch folder and flush it, the manifest last."""
        self.disk.remove(folder)
        self.disk.make_folder(folder)
        fresh = self._write_corpus(folder, edition, Corpus.open(base) if base else None)
        corpus = Corpus.open(folder)
        if len(corpus):
            self._write_indexes(corpus, fresh, folder, edition, base)
        if self.table is not None:
            self.table.fill(edition)
            vector_keys.write(folder, contents.text_keys(self.truth, edition))
        files = manifest.seal(folder)
        for name in files:
            self.disk.sync(folder / name)
        sealed = manifest.Manifest(
            generation=edition.name,
            made_at=edition.begun_at,
            encoder=edition.encoder,
            dim=edition.dim,
            chunker=edition.chunker,
            documents=len(corpus.document_ids),
            passages=len(corpus),
            files=files,
            dense=self.dense,
        )
        self.disk.write(folder / manifest.FILE, sealed.to_json())
        self.disk.sync(folder / manifest.FILE)
        for subfolder in {(folder / name).parent for name in files} | {folder}:
            self.disk.sync(subfolder)

    def _write_corpus(self, folder: Path, edition: Edition, base: Corpus | None) -> dict[str, int]:
        """Write the documents, copying those that the base has; tells the others' versions by document id."""
        known = base.contents() if base else {}
        fresh = {}
        with CorpusWriter(folder, self.disk.create) as writer:
            for version, document_id, content in contents.versions(self.truth, edition.id):
                if base and known.get(document_id) == content:
                    base.copy(document_id, writer)
                else:
                    writer.put(*contents.cut_document(self.truth, version, edition.chunker))
                    fresh[document_id] = version
        return fresh

    def _write_indexes(
        self, corpus: Corpus, fresh: dict[str, int], folder: Path, edition: Edition, base: Path | None
    ) -> None:
        if self.revise is None or base is None or len(fresh) > MOST_REVISED:
            self.derive(corpus, contents.vectors(self.truth, edition), folder)
            return
        slices = list(contents.vectors(self.truth, edition, fresh.values()))
        vectors = np.concatenate([np.empty((0, edition.dim), np.float32), *(rows for rows, _ in slices)])
        counts = np.concatenate([np.empty(0, np.int64), *(each for _, each in slices)])
        self.revise(corpus, vectors, counts, folder, Previous(base, _positions(corpus, Corpus.open(base), fresh)))


def _positions(corpus: Corpus, base: Corpus, fresh: Container[str]) -> NDArray[np.int64]:
    """Where each passage of the corpus stands in the base, -1 for those of fresh documents."""
    positions = np.full(len(corpus), -1, np.int64)
    for document_id in corpus.document_ids:
        if document_id not in fresh:
            new, old = corpus.span(document_id), base.span(document_id)
            positions[new.start : new.stop] = np.arange(old.start, old.stop)
    return positions


def prune_older(root: Path, truth: Truth, kept: int, disk: Disk) -> None:
    """Remove folders of published generations older than the newest `kept`, or with an erased document in them.

    Needs no lock.
    """
    editions = truth.editions()
    for edition in (*editions[:-kept], *(each for each in editions[-kept:] if each.erased)):
        disk.remove(layout.generation_folder(root, edition.name))


def prune(root: Path, truth: Truth, kept: int, disk: Disk) -> None:
    """Remove folders that are half made, of no published generation, older than the newest `kept`, or with an erased
    document in them.

    The writer's lock must be held. What a repair has made so far stays while it goes on.
    """
    useful = {edition.name for edition in truth.editions()[-kept:] if not edition.erased}
    folder = root / layout.GENERATIONS
    useless = {path for path in folder.glob("*") if path.name not in useful}
    repairs = {path for path in useless if path.name.startswith(layout.REPAIR_PREFIX)}
    for path in sorted(useless - repairs):
        disk.remove(path)
    with repair_lock_if_free(root) as free:
        for path in sorted(repairs) if free else ():
            disk.remove(path)
