"""`hoidap add`, `remove`, `list` and the other commands of the library."""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bot import phrases
from bot.commands.console import ProgressLine, UsageError, tell
from bot.phrases import erasing, terminal
from bot.phrases import library as texts
from bot.settings import load_settings
from bot.wiring import Wiring
from index.errors import HoidapError
from index.library.shelf import CHANGES, Fate

if TYPE_CHECKING:
    from index.library.intake import FileReport
    from index.library.library import Library
    from index.library.report import ChangeReport
    from index.types import Document

REFUSED = frozenset({Fate.FAILED, Fate.HELD})


def add(args: argparse.Namespace) -> int:
    """Adds or replaces documents and tells what became of each file; 1 if a file was not taken in."""
    library = _library()
    with _stopping_told():
        report = library.add(
            args.paths, dry_run=args.dry_run, confirm_held=args.confirm_held, report=ProgressLine(sys.stderr)
        )
    for file in report.files:
        print_or_tell(file)
    fates = Counter(file.fate for file in report.files)
    tell(texts.summary({fate: fates[fate] for fate in Fate if fates[fate]}, report.encoded, dry_run=args.dry_run))
    if report.passed:
        tell(texts.passed([path.name for path in report.passed]))
    if args.dry_run:
        tell(terminal.NOTHING_WRITTEN)
    elif report.changed:
        tell(terminal.library_is_now(report.generation))
    return 1 if any(file.fate in REFUSED for file in report.files) else 0


def remove(args: argparse.Namespace) -> int:
    """Withdraws documents, or erases them; from then on no question is answered from them."""
    if args.yes and not args.erase:
        raise UsageError(erasing.YES_WITHOUT_ERASE)
    if not args.erase:
        return _told(_library().remove(args.ids, report=ProgressLine(sys.stderr)))
    if not args.yes and not _agreed(args.ids):
        raise HoidapError(erasing.NOT_CONFIRMED)
    report = _library().erase(args.ids, report=ProgressLine(sys.stderr))
    tell(erasing.erased(report.erased))
    tell(erasing.ELSEWHERE)
    tell(terminal.library_is_now(report.generation))
    return 0


def _agreed(document_ids: Sequence[str]) -> bool:
    """Whether whoever sits at the terminal agrees; nobody does where there is none."""
    if not sys.stdin.isatty():
        return False
    print(erasing.ask(document_ids), end="", file=sys.stderr, flush=True)
    return unicodedata.normalize("NFC", sys.stdin.readline().strip().lower()) in erasing.AGREED


def reindex(_args: argparse.Namespace) -> int:
    """Reads, cuts and encodes every document anew."""
    library = _library()
    with _stopping_told():
        return _told(library.reindex(report=ProgressLine(sys.stderr)))


def rollback(args: argparse.Namespace) -> int:
    """Holds the documents of an earlier generation again."""
    report = _library().rollback(args.generation, report=ProgressLine(sys.stderr))
    if report.erased:
        tell(erasing.not_brought_back(report.erased))
    return _told(report)


def restore(args: argparse.Namespace) -> int:
    """Holds exactly the documents of a backup."""
    library = _library()
    with _stopping_told():
        return _told(library.restore(args.file, report=ProgressLine(sys.stderr)))


def backup(args: argparse.Namespace) -> int:
    """Writes the documents and vectors into one file."""
    _library().backup(args.file)
    tell(terminal.backed_up(args.file))
    return 0


def history(_args: argparse.Namespace) -> int:
    """Every generation, oldest first."""
    editions = _library().history()
    for edition in editions:
        published = texts.published(edition.published_at)
        detail = erasing.remark(edition.detail, edition.erased)
        detail = f"{detail}  {texts.FORGOTTEN}" if edition.forgotten else detail
        print(terminal.history_line(str(edition.id), published, edition.action, detail))
    if not editions:
        tell(terminal.LIBRARY_IS_EMPTY)
    return 0


def check(_args: argparse.Namespace) -> int:
    """Reads everything and puts right what can be; 1 if something stays wrong."""
    report = _library().check()
    for finding in report.findings:
        tell(terminal.finding_line(finding.what, finding.repaired))
    print(terminal.check_line(report.documents, report.passages))
    return 0 if report.sound else 1


def show(args: argparse.Namespace) -> int:
    """The documents of the library, one a line or as JSON."""
    documents = _documents(Wiring(load_settings(), tell))
    if args.json:
        print(json.dumps([_document_json(*each) for each in documents], ensure_ascii=False, indent=1))
    for document, passages in () if args.json else documents:
        origin = phrases.origin(document.number, document.issuer, document.date, document.published)
        print(terminal.library_line(document.id, document.title, origin, passages))
    if not documents:
        tell(terminal.LIBRARY_IS_EMPTY)
    return 0


def print_or_tell(file: FileReport) -> None:
    """What became of a file: on standard output, or on standard error where it was not taken in."""
    remark = file.reason.removeprefix(f"{file.path.name}: ") or file.title
    if file.fate is Fate.REPLACED:
        remark = texts.replaced(file.title, file.reason if file.reason != file.path.name else "")
    line = terminal.file_line(file.fate, str(file.path), file.document_id, remark)
    told = file.origin if file.fate in CHANGES else None
    origin = texts.origin(told.number, told.issuer, told.date) if told else ""
    details = texts.file_details(origin, file.doubts if file.fate in CHANGES else (), file.fate is Fate.HELD)
    show = tell if file.fate in REFUSED else print
    show("\n".join(part for part in (line, details) if part))


def _library() -> Library:
    return Wiring(load_settings(), tell).library()


@contextmanager
def _stopping_told() -> Iterator[None]:
    """After Ctrl-C: that nothing is lost."""
    try:
        yield
    except KeyboardInterrupt:
        tell(texts.STOPPED)
        raise


def _told(report: ChangeReport) -> int:
    """What a change brought: its documents on standard output, the library's state on standard error."""
    if lines := texts.change_lines(report):
        print(lines)
    reasons: dict[str, list[str]] = {}
    for each in report.unread:
        reasons.setdefault(each.reason.removeprefix(f"{each.source}: "), []).append(each.source)
    for reason, sources in reasons.items():
        tell(texts.unread_line(sources, reason))
    tell(terminal.library_is_now(report.generation))
    return 0


def _documents(wiring: Wiring) -> list[tuple[Document, int]]:
    """The documents and how many passages each has."""
    if not wiring.library().list():
        return []
    from index.library.corpus import Corpus

    corpus = Corpus.open(wiring.reader().current().folder)
    return [(document, len(corpus.span(document.id))) for document in corpus.documents]


def _document_json(document: Document, passages: int) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title,
        "number": document.number,
        "issuer": document.issuer,
        "date": document.date.isoformat() if document.date else None,
        "status": document.status,
        "passages": passages,
        "source": document.source,
        "sha256": document.sha256,
    }
