"""Adding documents: what is new is cut, encoded and published; what is the same costs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from index.errors import LibraryError
from index.library import contents, originals
from index.library.intake import FileReport, arriving_names, find_files, take_in
from index.library.originals import Original
from index.library.progress import Progress, Report, Stage
from index.library.report import AddReport
from index.library.shelf import CHANGES, Fate, Shelf
from index.library.text_key import text_key
from index.library.truth import Edition, Truth
from index.library.writing import Tools, Writing, other_encoder
from index.types import Encoder, Taken

FILES_NAMED = 5
"""Documents that a generation's line in the history names."""


def add(session: Writing, paths: Sequence[Path], confirm_held: bool) -> AddReport:
    """See `Library.add`."""
    found = find_files(paths)
    files, truth, tools = found.files, session.truth, session.tools
    head, encoder, recipe = truth.head(), tools.open_encoder(), tools.recipe
    _require_same(head, encoder, recipe.chunker)
    shelf = Shelf(truth.cards(head.id) if head else (), arriving_names(files))
    stale = (
        {each.document_id: each for each in originals.held(truth, head.id) if each.reading != tools.reading}
        if head
        else {}
    )
    told: list[FileReport] = []
    with ExitStack() as drafting:
        made = None  # nothing is begun for files that change nothing
        for file, taken in take_in(files, shelf, tools.read, confirmed=confirm_held):
            if taken is not None and file.fate in CHANGES:
                made = made or drafting.enter_context(session.draft("add", encoder.name, encoder.dim, recipe.chunker))
                made.put(taken.document, recipe, _original(taken, tools))
            elif taken is not None and file.fate is Fate.UNCHANGED and file.document_id in stale:
                with truth.writing() as connection:
                    originals.keep(connection, stale[file.document_id].version, _original(taken, tools))
            told.append(file)
            session.report(Progress(Stage.READ, len(told), len(files)))
        if made is None:
            return AddReport(tuple(told), 0, head.name if head else "", found.passed)
        encoded = session.encode(made)
        session.publish(made, _summary([file for file in told if file.fate in CHANGES]))
        return AddReport(tuple(told), encoded, made.edition.name, found.passed)


def preview(truth: Truth | None, tools: Tools, paths: Sequence[Path], confirm_held: bool, report: Report) -> AddReport:
    """What `add` would do; nothing is written and no lock is taken."""
    found = find_files(paths)
    files, head = found.files, truth.head() if truth else None
    shelf = Shelf(truth.cards(head.id) if truth and head else (), arriving_names(files))
    told: list[FileReport] = []
    keys: set[bytes] = set()
    for file, taken in take_in(files, shelf, tools.read, confirmed=confirm_held):
        if taken is not None and file.fate in CHANGES:
            document = taken.document
            keys.update(text_key(tools.recipe.encoding_texts(document, p)) for p in tools.recipe.split(document))
        told.append(file)
        report(Progress(Stage.READ, len(told), len(files)))
    known = contents.known_keys(truth, head.encoder_id, keys) if truth and head else set()
    return AddReport(tuple(told), len(keys - known), head.name if head else "", found.passed)


def _require_same(head: Edition | None, encoder: Encoder, chunker: str) -> None:
    """One generation has one encoder and one chunker: another one is `reindex`'s business."""
    if head is not None and head.encoder != encoder.name:
        raise other_encoder(head, encoder)
    if head is not None and head.chunker != chunker:
        raise LibraryError(f"Thư viện dùng cách chia đoạn {head.chunker}, nay là {chunker}. Chạy trước: hoidap reindex")


def _original(taken: Taken, tools: Tools) -> Original:
    return Original(taken.document.sha256, tools.reading, taken.original)


def _summary(changed: Sequence[FileReport]) -> str:
    named = ", ".join(file.document_id for file in changed[:FILES_NAMED])
    return named if len(changed) <= FILES_NAMED else f"{named} … ({len(changed)})"
