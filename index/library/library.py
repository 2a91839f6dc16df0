"""The library's commands: add, remove, list. Each leaves it exactly as it was or exactly as asked."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.errors import EncoderError, LibraryError
from index.library import draft, generation, layout
from index.library.disk import Disk
from index.library.draft import Draft, Recipe
from index.library.encoding import encode_missing
from index.library.generation import Derive
from index.library.intake import FileReport, Read, arriving_names, find_files, take_in
from index.library.lock import writer_lock
from index.library.progress import Progress, Report, Stage, silent
from index.library.shelf import CHANGES, Shelf
from index.library.truth import Edition, Entry, Truth, open_sqlite
from index.types import Encoder

logger = logging.getLogger(__name__)

GENERATIONS_KEPT = 5
"""Folders of older generations that stay for readers that still answer from them; a question takes seconds at most."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What the library works with, so that tests can give it other ones."""

    read: Read
    recipe: Recipe
    derive: Derive
    open_encoder: Callable[[], Encoder]
    disk: Disk


@dataclass(frozen=True, slots=True)
class AddReport:
    """What `add` did, or with `dry_run` would do; `generation` is the library's afterwards, empty without one."""

    files: tuple[FileReport, ...]
    encoded: int
    generation: str

    @property
    def changed(self) -> bool:
        """Whether the library is another than before."""
        return any(file.fate in CHANGES for file in self.files)


class Library:
    """The documents under one root. Commands that write hold the writer's lock and refuse to wait for it."""

    def __init__(self, root: Path, tools: Tools) -> None:
        self._root = root
        self._tools = tools

    def add(
        self, paths: Sequence[Path], *, dry_run: bool = False, confirm_held: bool = False, report: Report = silent
    ) -> AddReport:
        """Add, replace or rename documents; a file that cannot be read is told and the rest goes on.

        `confirm_held` lets files in that bear a secrecy mark. BusyError when another process writes.
        """
        files = find_files(paths)
        if dry_run:
            return self._preview(files, confirm_held, report)
        with self._writing("add") as truth:
            return self._add(truth, files, confirm_held, report)

    def remove(self, document_ids: Sequence[str], *, report: Report = silent) -> str:
        """Withdraw documents; once this has returned no question is answered from them. Tells the new generation.

        LibraryError when there is no document of one of the ids; then nothing is removed.
        """
        with self._writing("remove") as truth:
            head = truth.head()
            held = {card.document_id for card in truth.cards(head.id)} if head else set()
            unknown = [each for each in document_ids if each not in held]
            if head is None or unknown:
                raise LibraryError(f"Không có văn bản {', '.join(unknown)} trong thư viện. Xem: hoidap list")
            with self._drafting(truth, "remove", head.encoder, head.dim, head.chunker) as made:
                for each in dict.fromkeys(document_ids):
                    made.drop(each)
                self._publish(truth, made, ", ".join(document_ids), report)
            return str(made.edition.id)

    def list(self) -> tuple[Entry, ...]:
        """What the library holds, by document id."""
        truth = self._existing()
        head = truth.head() if truth else None
        return truth.entries(head) if truth and head else ()

    def repair(self, generation_id: int) -> None:
        """Derive a published generation's folder anew when it is missing or damaged; needs no encoder."""
        truth = self._existing()
        edition = truth.edition(generation_id) if truth else None
        if truth is None or edition is None:
            raise LibraryError(f"Thư viện {self._root} không có bản {generation_id}. Xem: hoidap history")
        generation.rebuild(self._root, truth, edition, self._tools.derive, self._tools.disk)

    def _preview(self, files: Sequence[Path], confirm_held: bool, report: Report) -> AddReport:
        truth = self._existing()
        head = truth.head() if truth else None
        shelf = Shelf(truth.cards(head.id) if truth and head else (), arriving_names(files))
        told = []
        for file, _document in take_in(files, shelf, self._tools.read, confirmed=confirm_held):
            told.append(file)
            report(Progress(Stage.READ, len(told), len(files)))
        return AddReport(tuple(told), 0, str(head.id) if head else "")

    def _add(self, truth: Truth, files: Sequence[Path], confirm_held: bool, report: Report) -> AddReport:
        head, encoder, recipe = truth.head(), self._tools.open_encoder(), self._tools.recipe
        self._require_same(head, encoder)
        shelf = Shelf(truth.cards(head.id) if head else (), arriving_names(files))
        told = []
        with self._drafting(truth, "add", encoder.name, encoder.dim, recipe.chunker) as made:
            for file, document in take_in(files, shelf, self._tools.read, confirmed=confirm_held):
                if document is not None and file.fate in CHANGES:
                    made.put(document, recipe)
                told.append(file)
                report(Progress(Stage.READ, len(told), len(files)))
            changed = [file for file in told if file.fate in CHANGES]
            if not changed:
                draft.discard(truth)
                return AddReport(tuple(told), 0, str(head.id) if head else "")
            encoded = encode_missing(truth, made.edition, encoder, recipe, report)
            self._publish(truth, made, _summary(changed), report)
        return AddReport(tuple(told), encoded, str(made.edition.id))

    def _require_same(self, head: Edition | None, encoder: Encoder) -> None:
        """One generation has one encoder and one chunker: another one is `reindex`'s business."""
        if head is not None and head.encoder != encoder.name:
            raise EncoderError(
                f"Thư viện dùng mô hình {head.encoder}, đang đặt {encoder.name}. Chạy trước: hoidap reindex"
            )
        if head is not None and head.chunker != self._tools.recipe.chunker:
            raise LibraryError("Chương trình đã đổi cách chia đoạn. Chạy trước: hoidap reindex")

    def _publish(self, truth: Truth, made: Draft, detail: str, report: Report) -> None:
        """Derive the draft's folder, then make it the library's content; old folders go last."""
        report(Progress(Stage.BUILD, 0, 1))
        generation.build(self._root, truth, made.edition, self._tools.derive, self._tools.disk)
        made.publish(detail)
        generation.prune(self._root, truth, GENERATIONS_KEPT, self._tools.disk)
        report(Progress(Stage.BUILD, 1, 1))

    def _existing(self) -> Truth | None:
        """The truth for reading, when there is one."""
        if not (self._root / layout.DATABASE).exists():
            return None
        truth = open_sqlite(self._root, self._tools.disk)
        return truth if truth.is_prepared() else None

    @contextmanager
    def _writing(self, command: str) -> Iterator[Truth]:
        """Hold the lock, and clear away what a writer that died has left."""
        with writer_lock(self._root, command):
            truth = open_sqlite(self._root, self._tools.disk)
            truth.prepare()
            draft.discard(truth)
            generation.prune(self._root, truth, GENERATIONS_KEPT, self._tools.disk)
            yield truth

    @contextmanager
    def _drafting(self, truth: Truth, action: str, encoder: str, dim: int, chunker: str) -> Iterator[Draft]:
        """A draft that is discarded when an exception passes, Ctrl-C included."""
        try:
            yield draft.begin(truth, action, encoder, dim, chunker)
        except BaseException:
            draft.discard(truth)
            generation.prune(self._root, truth, GENERATIONS_KEPT, self._tools.disk)
            raise


def _summary(changed: Sequence[FileReport]) -> str:
    return ", ".join(f"{file.fate}: {file.document_id}" for file in changed[:10])
