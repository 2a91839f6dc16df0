"""The library's commands. Each leaves it exactly as it was or exactly as asked, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.errors import EmptyLibraryError, LibraryError
from index.library import add, archive, check, contents, encoding, erasing, generation, restore, retention
from index.library.progress import Report, silent
from index.library.report import AddReport, ChangeReport, CheckReport
from index.library.reread import reread
from index.library.sqlite import SqliteStore
from index.library.store import Store
from index.library.truth import Edition, Entry, Truth
from index.library.writing import GENERATIONS_KEPT, Tools, failures_told, writing

__all__ = ["Library", "Tools"]


class Library:
    """The documents under one root.

    A command that writes holds the writer's lock and does not wait for it: BusyError says who has it.
    """

    def __init__(self, root: Path, tools: Tools, store: Store | None = None) -> None:
        """Derived files lie under `root`; without a `store` the database does too."""
        self._root = root
        self._tools = tools
        self._store = store or SqliteStore(root)

    def add(
        self, paths: Sequence[Path], *, dry_run: bool = False, confirm_held: bool = False, report: Report = silent
    ) -> AddReport:
        """Add, replace or rename documents; a file that cannot be read is told and the rest goes on.

        `dry_run` tells what would be done. `confirm_held` lets files in that bear a secrecy mark.
        """
        if dry_run:
            return add.preview(self._existing(), self._tools, paths, confirm_held, report)
        with writing(self._root, self._store, self._tools, "add", report) as session:
            return add.add(session, paths, confirm_held)

    def remove(self, document_ids: Sequence[str], *, report: Report = silent) -> ChangeReport:
        """Withdraw documents: once this has returned no question is answered from them.

        LibraryError when there is no document of one of the ids; then nothing is removed.
        """
        with writing(self._root, self._store, self._tools, "remove", report) as session:
            head = session.truth.head()
            held = {card.document_id for card in session.truth.cards(head.id)} if head else set()
            unknown = [each for each in document_ids if each not in held]
            if head is None or unknown:
                raise LibraryError(f"Thư viện không có văn bản {', '.join(unknown)}. Xem: hoidap list")
            with session.draft("remove", head.encoder, head.dim, head.chunker) as made:
                for each in dict.fromkeys(document_ids):
                    made.drop(each)
                return session.publish(made, ", ".join(document_ids))

    def erase(self, document_ids: Sequence[str], *, report: Report = silent) -> ChangeReport:
        """Withdraw documents and delete all that is kept of them, in every generation: nothing brings them back.

        LibraryError when there is no document of one of the ids in any generation; then nothing is changed.
        """
        with writing(self._root, self._store, self._tools, "remove --erase", report) as session:
            return erasing.erase(session, document_ids)

    def reindex(self, *, report: Report = silent) -> ChangeReport:
        """Read, cut and encode every document with today's program and encoder; the old index answers meanwhile.

        The kept files are read again where they were read in another way; vectors that nothing uses are deleted.
        """
        with writing(self._root, self._store, self._tools, "reindex", report) as session:
            head, encoder, recipe = session.truth.head(), self._tools.open_encoder(), self._tools.recipe
            if head is None:
                raise self._empty()
            with session.draft("reindex", encoder.name, encoder.dim, recipe.chunker) as made:
                unread = reread(session, made, head.id)
                for version, document in contents.uncut(session.truth, made.edition):
                    made.cut(version, document, recipe)
                encoding.drop_wrong(session.truth, made.edition)
                session.encode(made)
                told = session.publish(made, f"{encoder.name}, {recipe.chunker}")
            with session.truth.writing() as connection:
                retention.drop_unused_vectors(connection)
            return replace(told, unread=unread)

    def rollback(self, generation_id: str, *, report: Report = silent) -> ChangeReport:
        """Hold the documents of an earlier generation again, as a new one; the report tells what comes and goes."""
        with writing(self._root, self._store, self._tools, "rollback", report) as session:
            head, wanted = session.truth.head(), session.truth.edition(generation_id)
            if any(each.name == generation_id and each.forgotten for each in session.truth.editions()):
                raise LibraryError(
                    f"Bản {generation_id} đã cũ: thư viện chỉ giữ văn bản của {self._tools.remembered} bản gần nhất. "
                    "Xem: hoidap history"
                )
            if head is None or wanted is None:
                raise self._unknown(generation_id)
            with session.draft("rollback", head.encoder, head.dim, head.chunker) as made:
                made.become(wanted.id)
                for version, document in contents.uncut(session.truth, made.edition):
                    made.cut(version, document, self._tools.recipe)
                session.encode(made)
                told = session.publish(made, generation_id)
            return replace(told, erased=session.truth.erased(wanted.id))

    def restore(self, file: Path, *, report: Report = silent) -> ChangeReport:
        """Hold exactly the documents of a backup, as a new generation; `rollback` undoes it.

        DamagedError for a damaged archive, before anything is touched. A database that cannot be read is set aside.
        """
        with (
            archive.open_archive(file) as backup,
            writing(self._root, self._store, self._tools, "restore", report, replace_damaged=True) as session,
        ):
            return restore.restore(session, backup)

    def backup(self, file: Path) -> None:
        """Write the documents and vectors into one archive; the library may be written to meanwhile."""
        truth = self._existing()
        head = truth.head() if truth else None
        if truth is None or head is None:
            raise self._empty()
        with failures_told(file):
            archive.write(file, truth, head, self._tools.disk)

    def check(self) -> CheckReport:
        """Read everything, derive anew what is damaged, and tell what else is wrong."""
        if not self._store.exists():
            return CheckReport("", 0, 0, ())
        return check.check(self._root, self._store.open(self._tools.disk), self._tools)

    def repair(self, generation_id: str) -> None:
        """Derive a published generation's folder anew when it is missing or damaged; needs no encoder."""
        truth = self._existing()
        edition = truth.edition(generation_id) if truth else None
        if truth is None or edition is None:
            raise self._unknown(generation_id)
        with failures_told(self._root):
            self._tools.builder(self._root, truth).rebuild(edition)
            generation.prune_older(self._root, truth, GENERATIONS_KEPT, self._tools.disk)

    def list(self) -> tuple[Entry, ...]:
        """What the library holds, by document id."""
        truth = self._existing()
        head = truth.head() if truth else None
        return truth.entries(head) if truth and head else ()

    def history(self) -> tuple[Edition, ...]:
        """Every generation, oldest first; the last is the library's content."""
        truth = self._existing()
        return truth.editions() if truth else ()

    def _existing(self) -> Truth | None:
        """The truth for reading, when there is one."""
        if not self._store.exists():
            return None
        truth = self._store.open(self._tools.disk)
        if not truth.is_prepared():
            return None
        truth.prepare()  # a library of an earlier version of the program gets the tables that have come since
        return truth

    def _empty(self) -> EmptyLibraryError:
        return EmptyLibraryError(f"Thư viện {self._root} chưa có văn bản nào. Chạy: hoidap add ĐƯỜNG_DẪN")

    def _unknown(self, generation_id: str) -> LibraryError:
        return LibraryError(f"Thư viện {self._root} không có bản {generation_id}. Xem: hoidap history")
