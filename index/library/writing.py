"""The frame of every command that changes the library: lock, draft, derive, publish, clear up."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection

from index.errors import EncoderError, LibraryError, system_reason
from index.library import draft, generation, retention, sweeping
from index.library.disk import Disk
from index.library.draft import Draft, Recipe
from index.library.encoding import encode_missing, missing_count
from index.library.generation import Builder, Derive, Revise, VectorTable
from index.library.intake import Read
from index.library.progress import Progress, Report, Stage
from index.library.report import ChangeReport
from index.library.store import Holds, Store
from index.library.truth import Edition, Truth
from index.types import Encoder

logger = logging.getLogger(__name__)

GENERATIONS_KEPT = 5
"""Folders that stay, the current one included, for readers that still answer from an older one.

A question takes seconds at most, so five generations would have to be published in that time to outrun it.
"""


@dataclass(frozen=True, slots=True)
class Tools:
    """What the library works with, so that a test can give it others.

    `open_encoder` is called by the commands that encode, and by none that only reads, removes or repairs. `reading`
    names the way in which `read` makes documents; when it changes, `reindex` reads the kept files again.
    """

    read: Read
    recipe: Recipe
    derive: Derive
    open_encoder: Callable[[], Encoder]
    disk: Disk = field(default_factory=Disk)
    revise: Revise | None = None
    reading: str = ""
    remembered: int = retention.REMEMBERED
    table: VectorTable | None = None

    def builder(self, root: Path, truth: Truth) -> Builder:
        """What makes the folders of generations."""
        return Builder(root, truth, self.disk, self.derive, self.revise, self.table)


@dataclass(frozen=True, slots=True)
class Writing:
    """The right to write: made by `writing`, which holds the lock for as long."""

    root: Path
    truth: Truth
    tools: Tools
    report: Report
    holds: Holds

    @contextmanager
    def draft(self, action: str, encoder: str, dim: int, chunker: str) -> Iterator[Draft]:
        """A generation in the making, discarded when it has not been published at the end, come what may."""
        try:
            yield draft.begin(self.truth, action, encoder, dim, chunker)
        finally:
            self.clear()

    def encode(self, made: Draft) -> int:
        """Give every passage of the draft a vector; opens the encoder only when one is missing."""
        total = missing_count(self.truth, made.edition)
        if not total:
            return 0
        encoder = self.tools.open_encoder()
        if encoder.name != made.edition.encoder:
            raise other_encoder(made.edition, encoder)
        return encode_missing(self.truth, made.edition, encoder, self.tools.recipe, self.report, total)

    def publish(self, made: Draft, detail: str, also: Callable[[Connection], None] | None = None) -> ChangeReport:
        """Derive the draft's folder, then make the draft the library's content, and tell the difference.

        `also` is done in the same transaction.
        """
        before = self.truth.head()
        self.report(Progress(Stage.BUILD, 0, 1))
        self.tools.builder(self.root, self.truth).build(made.edition)
        made.publish(detail, also)
        self.report(Progress(Stage.BUILD, 1, 1))
        return self._difference(before, made.edition)

    def clear(self) -> None:
        """Remove drafts, old generations and folders that nobody will use; what fails is left for the next writer.

        Where the right to write was lost, everything is: a draft may be that of whoever has it now.
        """
        if not self.holds():
            return
        try:
            draft.discard(self.truth)
            retention.forget(self.truth, self.tools.remembered)
            generation.prune(self.root, self.truth, GENERATIONS_KEPT, self.tools.disk)
            sweeping.sweep(self.truth)
        except (OSError, LibraryError) as error:
            logger.warning("leftovers stay until the next command that writes: %s", error)

    def _difference(self, before: Edition | None, after: Edition) -> ChangeReport:
        old = {card.document_id: card for card in self.truth.cards(before.id)} if before else {}
        new = {card.document_id: card for card in self.truth.cards(after.id)}
        changed = {each for each in new.keys() & old.keys() if new[each].content != old[each].content}
        told = changed | (new.keys() ^ old.keys())
        cards = {each: new.get(each) or old[each] for each in told}
        return ChangeReport(
            generation=str(after.id),
            came=tuple(sorted(new.keys() - old.keys())),
            went=tuple(sorted(old.keys() - new.keys())),
            changed=tuple(sorted(changed)),
            names={each: f"{card.number} {card.title}".strip() for each, card in cards.items()},
        )


@contextmanager
def writing(
    root: Path, store: Store, tools: Tools, command: str, report: Report, *, replace_damaged: bool = False
) -> Iterator[Writing]:
    """Hold the library for writing, first clearing away what a writer that died has left.

    BusyError when another process writes; LibraryError when the disk refuses. With `replace_damaged` a database
    that cannot be read is set aside and an empty one made.
    """
    with failures_told(root), store.lock(command) as holds:
        truth = store.open(tools.disk)
        if replace_damaged and truth.faults():
            store.set_aside(tools.disk)
        truth.prepare()
        with truth.kept_open():
            draft.discard(truth)  # or else its changes would be taken for those of the next draft
            session = Writing(root, truth, tools, report, holds)
            session.clear()
            yield session


@contextmanager
def failures_told(root: Path) -> Iterator[None]:
    """Failures of the disk as LibraryError, in a line that says what to do."""
    try:
        yield
    except OSError as error:
        raise LibraryError(
            f"Không ghi được vào {root}: {system_reason(error)}. "
            "Nội dung thư viện vẫn nguyên; hãy kiểm tra chỗ trống và quyền ghi rồi chạy lại."
        ) from error


def other_encoder(edition: Edition, encoder: Encoder) -> EncoderError:
    """The library's encoder is another than the one that is set."""
    return EncoderError(f"Thư viện dùng mô hình {edition.encoder}, đang đặt {encoder.name}. Chạy trước: hoidap reindex")
