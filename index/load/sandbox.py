"""Parsing in a process of its own, which may fail, hang or be taken over without harm to this one.

The child gets the file's bytes on its standard input and answers with JSON in an unnamed file. It inherits no settings
(bot tokens are in the environment), may write no file longer than its answer, and is killed with its children when
its time is up. Unknown failures of a parser end the child, never this process.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from index.errors import EmptyTextError, UnreadableError
from index.load.limits import MEBIBYTE, Limits
from index.load.ocr import ScanError
from index.types import BlockKind, Extract, RawBlock

_LOG = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]
_INHERITED = ("PATH", "SYSTEMROOT", "TESSDATA_PREFIX", "LD_LIBRARY_PATH")
_ERRORS: Mapping[str, type[UnreadableError | EmptyTextError]] = {
    error.__name__: error for error in (UnreadableError, EmptyTextError, ScanError)
}
_TOO_LONG = "đọc quá lâu nên đã dừng; hãy tách nhỏ tệp hoặc lưu lại bằng phần mềm soạn thảo."
_DAMAGED = "hỏng hoặc dựng sai nên bộ đọc dừng giữa chừng; hãy mở, lưu lại thành .docx hay .pdf rồi thử lại."


def run(data: bytes, limits: Limits, *, recognise: bool = False) -> Extract:
    """The blocks of `data`, parsed in a child; `recognise` reads the letters off the images of a scan."""
    wall = limits.ocr_seconds if recognise else limits.wall_seconds
    settings = json.dumps(asdict(limits))
    command = [sys.executable, "-P", "-s", "-m", "index.load.worker", settings, str(int(recognise))]
    with (
        tempfile.TemporaryFile() as answer,
        tempfile.TemporaryFile() as complaints,
        tempfile.TemporaryFile() as document,
    ):
        document.write(data)
        document.seek(0)
        child = subprocess.Popen(
            command, stdin=document, stdout=answer, stderr=complaints, env=environment(), start_new_session=True
        )
        try:
            code = child.wait(timeout=wall)
        except subprocess.TimeoutExpired as error:
            raise UnreadableError(_TOO_LONG) from error
        finally:
            _end(child)
        if code:
            raise UnreadableError(_reason(code, _tail(complaints), limits))
        answer.seek(0)
        return decode(answer)


def encode(extract: Extract) -> dict[str, Any]:
    """The answer of a child that read its document."""
    blocks = [(block.text, block.kind, block.level, block.page) for block in extract.blocks]
    return {"blocks": blocks, "format": extract.format, "encoding": extract.encoding, "warnings": extract.warnings}


def encode_error(error: UnreadableError | EmptyTextError) -> dict[str, Any]:
    """The answer of a child that could not."""
    return {"error": type(error).__name__, "message": str(error)}


def decode(written: IO[bytes]) -> Extract:
    """What the child wrote; one that was taken over may write anything."""
    try:
        answer = json.load(written)
        if "error" in answer:
            raise _ERRORS[answer["error"]](str(answer["message"]))
        blocks = tuple(
            RawBlock(str(text), BlockKind(kind), level, page) for text, kind, level, page in answer["blocks"]
        )
        return Extract(blocks, answer["format"], answer["encoding"], tuple(answer["warnings"]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableError(_DAMAGED) from error


def environment() -> dict[str, str]:
    """What the child is told of the surroundings."""
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1"}
    return inherited | one_thread | {"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"}


def _end(child: subprocess.Popen[bytes]) -> None:
    """Leaves nothing of the child's session running."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()
    child.wait()


def _tail(complaints: IO[bytes]) -> str:
    complaints.seek(0)
    return complaints.read(MEBIBYTE)[-2000:].decode("utf-8", "replace")


def _reason(code: int, complaint: str, limits: Limits) -> str:
    _LOG.info("parser ended with %d: %s", code, complaint)
    if -code in (getattr(signal, "SIGXCPU", 0), signal.SIGTERM):
        return _TOO_LONG
    if "MemoryError" in complaint:
        return f"cần hơn {limits.memory_bytes // MEBIBYTE} MB bộ nhớ để đọc; hãy tách nhỏ tệp rồi thử lại."
    return _DAMAGED
