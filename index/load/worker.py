"""The child process of the sandbox: `python -m index.load.worker LIMITS RECOGNISE < document > answer`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from index.errors import EmptyTextError, UnreadableError
from index.load.limits import Limits
from index.load.parse import parse
from index.load.sandbox import encode, encode_error

ANSWER_BYTES_A_CHAR = 8
"""Room for the answer: JSON writes at most six bytes a letter outside ASCII when escaped, and four otherwise."""
OPEN_FILES = 64


def main(arguments: list[str]) -> None:
    """Reads the document on standard input within the limits and writes the answer on standard output."""
    limits, recognise = Limits(**json.loads(arguments[0])), arguments[1] == "1"
    confine(limits, recognise)
    data = sys.stdin.buffer.read(limits.file_bytes + 1)
    answer: dict[str, Any]
    try:
        answer = encode(parse(data, limits, recognise=recognise))
    except (UnreadableError, EmptyTextError) as error:
        answer = encode_error(error)
    json.dump(answer, sys.stdout, ensure_ascii=False)


def confine(limits: Limits, recognise: bool) -> None:
    """Bounds what this process may use from here on; where the system knows no such bounds, the wall clock remains."""
    try:
        import resource
    except ImportError:  # Windows
        return
    seconds = int(limits.ocr_seconds) if recognise else limits.cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    answer_bytes = ANSWER_BYTES_A_CHAR * limits.text_chars
    resource.setrlimit(resource.RLIMIT_FSIZE, (answer_bytes, answer_bytes))
    mapped = _address_space()
    if mapped:
        space = mapped + limits.memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (space, space))


def _address_space() -> int:
    """Bytes already mapped, libraries included: the limit is on what parsing adds; 0 where the system does not tell."""
    import resource

    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()


if __name__ == "__main__":
    main(sys.argv[1:])
