"""Built files are made once, checked at each opening, and made again when damaged."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.encode.small import SmallEncoder
from index.encode.store import BUILDING, CONSTANTS, GRAPH, MANIFEST, PIECES, UNFINISHED, UNFINISHED_AGE, open_built
from index.encode.weights import Weights


@pytest.fixture
def built(tmp_path: Path, weights: Weights, cache: Path) -> Path:
    """A copy of the folder that has been built for all tests."""
    source = open_built(weights, cache).graph.parent
    return Path(shutil.copytree(source, tmp_path / source.name))


def test_an_intact_build_is_used_without_a_word(weights: Weights, built: Path) -> None:
    said: list[str] = []
    opened = open_built(weights, built.parent, said.append)
    assert (opened.graph, said) == (built / GRAPH, [])


@pytest.mark.parametrize("name", [GRAPH, CONSTANTS, PIECES, MANIFEST])
def test_a_flipped_bit_is_seen_and_the_files_are_made_again(weights: Weights, built: Path, name: str) -> None:
    content = (built / name).read_bytes()
    place = len(content) // 2
    (built / name).write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
    said: list[str] = []
    open_built(weights, built.parent, said.append)
    assert said == [BUILDING]
    assert (built / name).read_bytes() == content


def test_a_missing_file_is_made_again(weights: Weights, built: Path) -> None:
    (built / PIECES).unlink()
    open_built(weights, built.parent)
    assert (built / PIECES).exists()


def test_nothing_unfinished_stays_behind(weights: Weights, built: Path) -> None:
    (built / PIECES).write_bytes(b"")
    open_built(weights, built.parent)
    assert list(built.parent.iterdir()) == [built]


def test_what_a_stopped_process_left_is_removed_when_it_is_old(weights: Weights, built: Path) -> None:
    old, young = (built.parent / f"{UNFINISHED}{name}" for name in ("old", "young"))
    old.mkdir()
    young.mkdir()
    os.utime(old, (0, time.time() - UNFINISHED_AGE - 1))
    (built / PIECES).unlink()
    open_built(weights, built.parent)
    assert (old.exists(), young.exists()) == (False, True)


def test_a_place_that_cannot_be_written_is_an_os_error(weights: Weights, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        open_built(weights, tmp_path / "file" / "cache")


def test_two_processes_build_the_same_files_at_once(weights: Weights, tmp_path: Path) -> None:
    program = (
        "import sys, pathlib, index.encode as e; print(e.open_encoder('e5-small', pathlib.Path(sys.argv[1])).name)"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    names = [process.communicate()[0].strip() for process in both]
    assert names == [SmallEncoder.name] * 2
    said: list[str] = []
    open_built(weights, tmp_path, said.append)
    assert said == []
