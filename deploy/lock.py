"""Writes a lock file: the exact packages of an installation, and their hashes where they came from an index.

    python deploy/lock.py '.[postgres]' requirements.lock

pip resolves for the Python and the machine that this runs on and tells what it would install
(https://pip.pypa.io/en/stable/reference/installation-report/). A file from a disk may have been rebuilt there, so that
its hash would be wrong elsewhere; and pip takes hashes for all packages or for none. One such file therefore leaves
all hashes out, and the exit code is 1.
"""

from __future__ import annotations

import json
import platform
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

REPORT = "1"
"""The version of pip's report that this reads; another may mean something else."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A package as it would be installed; `sha256` is empty where its file came from no index."""

    name: str
    version: str
    sha256: str


def main(requirement: str, output: str) -> int:
    """Resolves, writes, and says whether the hashes are there."""
    pins = pins_of(resolved(requirement))
    bare = [each.name for each in pins if not each.sha256]
    Path(output).write_text(lock_text(requirement, pins), encoding="utf-8")
    print(f"{output}: {len(pins)} packages, {'no' if bare else 'all'} hashes")
    if bare:
        print(f"not from an index: {', '.join(bare)}", file=sys.stderr)
    return 1 if bare else 0


def resolved(requirement: str) -> Mapping[str, Any]:
    """pip's report. Raises SystemExit with its last line where it resolves nothing, or reports in another version."""
    options = ("--dry-run", "--ignore-installed", "--quiet", "--report", "-", "--disable-pip-version-check")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", *options, requirement], capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(done.stderr.rstrip().rpartition("\n")[2])
    report: dict[str, Any] = json.loads(done.stdout)
    if report["version"] != REPORT:
        raise SystemExit(f"pip's report has version {report['version']}, not {REPORT}")
    return report


def pins_of(report: Mapping[str, Any]) -> tuple[Pin, ...]:
    """The packages by name, without those that were asked for by path or address."""
    pins = [_pin(item) for item in report["install"] if not item["is_direct"]]
    return tuple(sorted(pins, key=lambda pin: pin.name))


def lock_text(requirement: str, pins: Sequence[Pin]) -> str:
    """Requirements as pip reads them."""
    hashed = all(pin.sha256 for pin in pins)
    made_on = f"Python {platform.python_version_tuple()[0]}.{platform.python_version_tuple()[1]}, {platform.system()}"
    lines = [
        f"# Every package of {requirement}, as resolved by `make lock` on {made_on} {platform.machine()}.",
        "# The hashes are of the files for that machine."
        if hashed
        else "# Without hashes: not every file came from an index there. `make lock` adds them where one is reached.",
    ]
    for pin in pins:
        lines.append(f"{pin.name}=={pin.version}" + (f" --hash=sha256:{pin.sha256}" if hashed else ""))
    return "\n".join(lines) + "\n"


def _pin(item: Mapping[str, Any]) -> Pin:
    told, file = item["metadata"], item["download_info"]
    from_index = urlsplit(file["url"]).scheme in ("http", "https")
    sha256 = file.get("archive_info", {}).get("hashes", {}).get("sha256", "") if from_index else ""
    return Pin(re.sub(r"[-_.]+", "-", told["name"]).lower(), told["version"], sha256)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
