"""Files into blocks: what a document's file holds, whatever its format, its fonts and its intentions.

    extract = load(Path("nghi-quyet.doc"))        # a file on the disk
    extract = load_bytes("nghi-quyet.doc", data)  # an upload

The format is told by content. Text and Markdown are read in this process, all else in a child with bounds on memory,
time and inflated size. Blocks come in reading order; their text is NFC on one line. Both raise `UnreadableError` or
`EmptyTextError` with the file's name, the reason and what to do.
"""

from __future__ import annotations

from pathlib import Path

from index.errors import EmptyTextError, UnreadableError
from index.load import ocr, sandbox
from index.load.limits import DEFAULT, Limits
from index.load.parse import is_harmless, parse
from index.load.source import Source, read, safe_name, upload
from index.types import Extract

__all__ = ["DEFAULT", "Limits", "load", "load_bytes", "open_file", "safe_name"]


def open_file(path: Path, *, limits: Limits = DEFAULT) -> Source:
    """The bytes of the file at `path`; pipes, links and files over the limit are refused unread."""
    return read(path, limits)


def load(path: Path, *, limits: Limits = DEFAULT) -> Extract:
    """The blocks of the file at `path`."""
    return _extract(read(path, limits), limits)


def load_bytes(name: str, data: bytes, *, limits: Limits = DEFAULT) -> Extract:
    """The blocks of an upload; `name` serves messages only and may be anything."""
    return _extract(upload(name, data, limits), limits)


def _extract(source: Source, limits: Limits) -> Extract:
    try:
        if is_harmless(source.data):
            return parse(source.data, limits)
        try:
            return sandbox.run(source.data, limits)
        except ocr.ScanError:
            if not ocr.available():
                raise
            return sandbox.run(source.data, limits, recognise=True)
    except (UnreadableError, EmptyTextError) as error:
        kind_of_error = EmptyTextError if isinstance(error, EmptyTextError) else UnreadableError
        raise kind_of_error(f"{source.name}: {error}") from error
