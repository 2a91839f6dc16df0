"""The lock file has hashes of an index's files or none, pip holds to them, and what is locked is what is asked for."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import threading
import tomllib
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements.lock"
OPTIONAL = ("postgres",)


class Index:
    """A simple index as PEP 503 describes it, and a folder beside it."""

    def __init__(self, folder: Path) -> None:
        self.served, self.disk = folder / "served", folder / "disk"
        self.served.mkdir()
        self.disk.mkdir()
        self.url = ""

    def put(self, name: str, needs: str = "", *, on_disk: bool = False) -> Path:
        """A wheel of version 1.0."""
        folder = self.disk if on_disk else self.served / name
        folder.mkdir(exist_ok=True)
        wheel, told = folder / f"{name}-1.0-py3-none-any.whl", f"{name}-1.0.dist-info"
        metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
        with zipfile.ZipFile(wheel, "w") as package:
            package.writestr(f"{name}.py", "")
            package.writestr(f"{told}/METADATA", metadata + (f"Requires-Dist: {needs}\n" if needs else ""))
            package.writestr(f"{told}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            package.writestr(f"{told}/RECORD", "")
        if not on_disk:
            (folder / "index.html").write_text(f'<a href="{wheel.name}#sha256={sha256(wheel)}">{wheel.name}</a>')
        return wheel

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """A command of Python for which nothing is installable but what lies here."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
        pip = {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": self.url, "PIP_FIND_LINKS": str(self.disk)}
        return subprocess.run([sys.executable, *command], capture_output=True, text=True, env={**kept, **pip})


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """The test's output stays quiet."""


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    made = Index(tmp_path)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=made.served))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_port}/"
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_what_came_from_an_index_is_locked_with_its_hash_and_pip_takes_no_other_file(
    index: Index, tmp_path: Path
) -> None:
    wheels = index.put("Big_App", "small_part>=0.5"), index.put("small-part".replace("-", "_"))
    (index.served / "Big_App").rename(index.served / "big-app")
    (index.served / "small_part").rename(index.served / "small-part")
    wheels = (index.served / "big-app" / wheels[0].name, index.served / "small-part" / wheels[1].name)
    lock = tmp_path / "made.lock"
    done = index.run(ROOT / "deploy" / "lock.py", "Big_App", lock)
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    names = ("big-app", "small-part")
    assert lines == [f"{name}==1.0 --hash=sha256:{sha256(wheel)}" for name, wheel in zip(names, wheels, strict=True)]

    install = ("-m", "pip", "install", "--no-cache-dir", "--dry-run", "--requirement", lock)
    assert index.run(*install).returncode == 0
    with zipfile.ZipFile(wheels[1], "a") as package:
        package.writestr("added.py", "")
    page = wheels[1].with_name("index.html")
    page.write_text(re.sub("sha256=[0-9a-f]+", f"sha256={sha256(wheels[1])}", page.read_text()))
    refused = index.run(*install)
    assert refused.returncode == 1
    assert "DO NOT MATCH THE HASHES" in refused.stderr


def test_one_file_from_a_disk_leaves_all_hashes_out_and_is_told(index: Index, tmp_path: Path) -> None:
    index.put("app", "part")
    index.put("part", on_disk=True)
    lock = tmp_path / "made.lock"
    done = index.run(ROOT / "deploy" / "lock.py", "app", lock)
    assert (done.returncode, done.stderr) == (1, "not from an index: part\n")
    assert "2 packages, no hashes" in done.stdout
    text = lock.read_text(encoding="utf-8")
    assert text.endswith("\napp==1.0\npart==1.0\n")
    assert "sha256" not in text


def test_what_cannot_be_resolved_is_told_and_writes_nothing(index: Index, tmp_path: Path) -> None:
    done = index.run(ROOT / "deploy" / "lock.py", "absent", tmp_path / "made.lock")
    assert (done.returncode, done.stderr) == (1, "ERROR: No matching distribution found for absent\n")
    assert not (tmp_path / "made.lock").exists()


def test_the_lock_file_meets_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [Requirement(line) for line in project["dependencies"]]
    asked += [Requirement(line) for name in OPTIONAL for line in project["optional-dependencies"][name]]
    locked = {
        each.name: each.specifier
        for line in LOCK.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for each in [Requirement(line.partition(" --hash=")[0])]
    }
    assert all(name == canonicalize_name(name) for name in locked)
    for each in asked:
        [exact] = locked[canonicalize_name(each.name)]
        assert exact.operator == "=="
        assert each.specifier.contains(exact.version), each
