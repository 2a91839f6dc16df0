"""Reading the kept files again, when there is a better way of reading them than their documents were read in."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from index.errors import DocumentError
from index.library import originals
from index.library.draft import Draft
from index.library.originals import Held, Original
from index.library.progress import Progress, Stage
from index.library.report import Unread
from index.library.writing import Writing

FILE_IS_GONE = "thư viện không còn giữ tệp gốc; muốn đọc lại, hãy nạp tệp này bằng hoidap add"


def reread(session: Writing, made: Draft, generation: int) -> tuple[Unread, ...]:
    """Put into the draft what today's way of reading makes otherwise; a file that it cannot read keeps its text."""
    old = [each for each in originals.held(session.truth, generation) if each.reading != session.tools.reading]
    unread = []
    for done, held in enumerate(old, start=1):
        if reason := _reread(session, made, held):
            unread.append(Unread(held.document_id, held.source, reason))
        session.report(Progress(Stage.READ, done, len(old)))
    return tuple(unread)


def _reread(session: Writing, made: Draft, held: Held) -> str:
    """Read one file again; tells why that cannot be done, or nothing."""
    data = originals.content(session.truth, held.sha256)
    if data is None:
        return FILE_IS_GONE
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(held.source).name
        path.write_bytes(data)
        try:
            read = session.tools.read(path, confirmed=True).document
        except DocumentError as error:
            return str(error)
    document = replace(read, id=held.document_id, source=held.source)
    made.put(document, session.tools.recipe, Original(held.sha256, session.tools.reading, data))
    return ""
