"""Reading everything the library holds, to find damage before a question does."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from index.errors import DamagedError, LibraryError
from index.library import contents, layout, manifest, record
from index.library.encoding import NORM_TOLERANCE
from index.library.report import CheckReport, Finding
from index.library.truth import Edition, Truth
from index.library.writing import Tools, failures_told

_log = logging.getLogger(__name__)


def check(root: Path, truth: Truth, tools: Tools) -> CheckReport:
    """See `Library.check`."""
    findings = list(_database(truth))
    head = truth.head() if not findings and truth.is_prepared() else None
    if head is None:
        return CheckReport("", 0, 0, tuple(findings))
    findings += _documents(truth, head)
    findings += _vectors(truth, head)
    if not findings:
        findings += _folder(root, truth, head, tools)
    count = contents.passage_count(truth, head)
    return CheckReport(head.name, len(truth.cards(head.id)), count, tuple(findings))


def _database(truth: Truth) -> Iterator[Finding]:
    if faults := truth.faults():
        for fault in faults:
            _log.warning("cơ sở dữ liệu: %s", fault)
        yield Finding("Cơ sở dữ liệu bị hỏng. Phục hồi bằng: hoidap restore TỆP", repaired=False)


def _documents(truth: Truth, head: Edition) -> Iterator[Finding]:
    """A document whose text or metadata is not what was stored."""
    stored = {card.document_id: card.content for card in truth.cards(head.id)}
    for document in contents.documents(truth, head.id):
        if record.content_key(document) != stored[document.id]:
            what = f"Văn bản {document.id} không còn như lúc ghi."
            yield Finding(f"{what} Chạy: hoidap remove {document.id}, rồi hoidap add tệp của nó", repaired=False)


def _vectors(truth: Truth, head: Edition) -> Iterator[Finding]:
    wrong = 0
    try:
        for vectors, _counts in contents.vectors(truth, head):
            lengths = np.linalg.norm(vectors, axis=1)
            wrong += int(np.count_nonzero(np.abs(lengths - 1) > NORM_TOLERANCE))
    except (LibraryError, ValueError) as error:
        yield Finding(f"Vectơ thiếu hoặc sai kích thước ({error}). Chạy: hoidap reindex", repaired=False)
        return
    if wrong:
        yield Finding(f"Có {wrong} vectơ sai độ dài. Chạy: hoidap reindex", repaired=False)


def _folder(root: Path, truth: Truth, head: Edition, tools: Tools) -> Iterator[Finding]:
    folder, builder = layout.generation_folder(root, head.name), tools.builder(root, truth)
    if builder.table is not None and (filled := builder.table.fill(head)):
        yield Finding(f"Bảng véc-tơ của PostgreSQL thiếu {filled} đoạn. Đã bổ sung.", repaired=True)
    try:
        manifest.verify(folder, head.begun_at, builder.dense)
    except DamagedError as error:
        with failures_told(root):
            builder.rebuild(head)
        yield Finding(f"{error} Đã dựng lại.", repaired=True)
