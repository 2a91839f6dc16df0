"""Where things lie under the library's root.

library.sqlite         the truth (with -wal and -shm beside it while it is open)
generations/<id>/      the indexes derived from one generation; `.new-*` is being made, `.repair-*` made anew
    repair.lock            who derives a damaged generation anew
writer.lock            who writes
"""

from __future__ import annotations

from pathlib import Path

DATABASE = "library.sqlite"
GENERATIONS = "generations"
SCRATCH_PREFIX = ".new-"
REPAIR_PREFIX = ".repair-"
WRITER_LOCK = "writer.lock"
REPAIR_LOCK = "repair.lock"


def generation_folder(root: Path, generation: str) -> Path:
    """Where a generation's derived files lie."""
    return root / GENERATIONS / generation
