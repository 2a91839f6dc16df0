"""The default encoder reports to nobody: the library that runs it would, unless told not to before it is loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.encode.small import NO_TELEMETRY

ROOT = Path(__file__).parents[3]
PROGRAM = """
import sys
from pathlib import Path
from index.encode import open_encoder
print(open_encoder("e5-small", Path(sys.argv[1])).encode_queries(["chỉ tiêu"]).shape)
"""
SILENCING = (NO_TELEMETRY, "CI", "ORT_RUNNING_UNIT_TESTS", "XDG_CACHE_HOME")
"""What else would keep it quiet, or send its files elsewhere."""


@pytest.mark.usefixtures("small")  # builds the files in the cache
def test_the_encoder_leaves_no_trace_in_the_home_folder(cache: Path, tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if name not in SILENCING}
    env = {**kept, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(cache)], capture_output=True, text=True, env=env, cwd=tmp_path
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "(1, 384)\n", "")
    assert list(tmp_path.iterdir()) == []
